using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Tests.Emails.Personal;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Docs;

/// <summary>What docs/writing-an-issue.md shows of personal issues is what subscribers get.</summary>
public sealed partial class PersonalDocsTests
{
    private static readonly string Section = SectionOf(
        File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "writing-an-issue.md")).ReplaceLineEndings("\n")
    );

    [Fact]
    public async Task The_example_gives_each_subscriber_what_the_page_says()
    {
        var text = string.Join("\n\n", Example().Matches(Section).Select(match => match.Groups["text"].Value));
        using var newsletter = new TestNewsletter()
            .Dataset(
                "local-authorities.csv",
                File.ReadAllText(Path.Combine(RepositoryFolder.Root, "content", "datasets", "local-authorities.csv"))
            )
            .Issue(
                $"---\ntitle: A test\nsubject: Children looked after in your area\ndate: 2017-03-16\n"
                    + $"{Yaml().Match(Section).Groups["yaml"].Value}---\n{text}"
            );

        var build = await newsletter.BuildAsync();

        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Severity == Severity.Error);
        string[] said = [.. Said().Matches(Section).Select(match => match.Groups["words"].Value)];
        Assert.Equal(2, said.Length);
        Assert.Contains(said[0], build.Email.For("Lambeth").Words, StringComparison.Ordinal);
        Assert.All((string?[])[null, "Camden"], area => Assert.Contains(said[1], build.Email.For(area).Words, StringComparison.Ordinal));
        Assert.Contains("Lambeth is", build.Email.For("Lambeth").Html, StringComparison.Ordinal);
        Assert.Equal(5, build.Email.Images.Length);
    }

    [Fact]
    public void The_page_says_how_many_keys_there_may_be() =>
        Assert.Equal(
            (400, 12, true, true),
            (
                Editions.Most,
                Editions.MostDrawn,
                Section.Contains("up to 400 rows", StringComparison.Ordinal),
                Section.Contains("Up to twelve of them", StringComparison.Ordinal)
            )
        );

    private static string SectionOf(string page)
    {
        var start = page.IndexOf("### … show each subscriber their own area’s figures?", StringComparison.Ordinal);
        return page[start..page.IndexOf("\n### ", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Yaml();

    [GeneratedRegex("^(?<fence>````?)markdown\n(?<text>.*?)^\\k<fence>$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("^> (?<words>.+)$", RegexOptions.Multiline)]
    private static partial Regex Said();
}
