using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>The examples of docs/claims.md are what the check says.</summary>
public sealed partial class ClaimsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "claims.md"))
        .ReplaceLineEndings("\n");

    public static readonly TheoryData<int> Examples = [.. Enumerable.Range(0, Example().Count(Page))];

    [Theory, MemberData(nameof(Examples))]
    public async Task An_example_finds_what_the_page_says(int index)
    {
        var example = Example().Matches(Page)[index];
        using var workspace = new CheckWorkspace();
        foreach (Match file in DataFile().Matches(Page))
            workspace.Write($"content/datasets/{file.Groups["name"].Value}", file.Groups["text"].Value);
        var firstLine = CheckWorkspace.FrontMatter.AsSpan().Count('\n');
        var found = (await workspace.CheckAsync(CheckWorkspace.FrontMatter + example.Groups["issue"].Value))
            .Where(finding => finding.Rule.Code[2] is not '5')
            .Select(finding =>
                $"{finding.Location.Line - firstLine}:{finding.Location.Column}: {finding.Rule.Severity.ToString().ToLowerInvariant()} "
                + $"{finding.Rule.Code}: {finding.Message}\n  {finding.Hint}\n"
            );
        Assert.Equal(example.Groups["found"].Value, string.Concat(found));
    }

    [Fact]
    public void The_page_has_examples() => Assert.Equal(6, Examples.Count);

    [GeneratedRegex(@"^````markdown\n(?<issue>.*?)^````\n\n```text\n(?<found>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^```(?:csv|yaml) (?<name>[\w.]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex DataFile();
}
