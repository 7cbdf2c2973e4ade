using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>The examples of docs/numbers.md are what the checks say.</summary>
public sealed partial class NumbersPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "numbers.md"))
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
            .Where(finding =>
                finding.Location.File.EndsWith("index.md", StringComparison.Ordinal)
                && (finding.Rule.Code[2] != '5' || finding.Rule.Code is [_, _, _, '6' or '7', _])
            )
            .Select(finding =>
                $"{finding.Location.Line - firstLine}:{finding.Location.Column}: {finding.Rule.Severity.ToString().ToLowerInvariant()} "
                + $"{finding.Rule.Code}: "
                + $"{finding.Message.Replace($"line {finding.Location.Line}", $"line {finding.Location.Line - firstLine}", StringComparison.Ordinal)}\n  {finding.Hint}\n"
            );
        Assert.Equal(example.Groups["found"].Value, string.Concat(found));
    }

    [Fact]
    public void The_page_has_examples() => Assert.True(Examples.Count >= 8, $"{Examples.Count}");

    [GeneratedRegex(@"^````markdown\n(?<issue>.*?)^````\n\n```text\n(?<found>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^```(?:csv|yaml) (?<name>[\w.]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex DataFile();
}
