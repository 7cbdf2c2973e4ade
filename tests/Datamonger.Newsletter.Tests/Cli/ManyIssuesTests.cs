using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli;

/// <summary>A workspace of years: what is said of an issue does not grow with the number of the others.</summary>
public sealed class ManyIssuesTests
{
    private const int Issues = 40;

    [Fact]
    public async Task Of_many_issues_with_one_subject_each_is_told_of_the_nearest()
    {
        using var folder = Workspace();
        var run = await CliRun.InAsync(folder, ["check", "--json", "--fail-on", "never"]);
        var findings = JsonNode.Parse(run.Output)!["diagnostics"]!.AsArray();
        var alike = findings.Where(found => (string?)found!["code"] == "DM559").Select(found => (string?)found!["message"]).ToList();
        Assert.Equal(Issues - 1, alike.Count);
        for (var number = 1; number < Issues; number++)
            Assert.Contains($"The subject \"Visits rose again\" is that of the issue {Slug(number - 1)} too.", alike);
        Assert.All(
            findings.GroupBy(found => ((string?)found!["code"], (string?)found["file"], (int?)found["line"])),
            alikeInOneLine => Assert.InRange(alikeInOneLine.Count(), 1, 2)
        );
    }

    private static string Slug(int number) => $"{2000 + (number / 12)}-{1 + (number % 12):00}-visits";

    private static TemporaryFolder Workspace()
    {
        var folder = CliRun.Workspace();
        Directory.Delete(Path.Combine(folder.Path, "content", "issues", "2017-03-fostering"), recursive: true);
        for (var number = 0; number < Issues; number++)
            folder.Write(
                $"content/issues/{Slug(number)}/index.md",
                "---\ntitle: Visits\nsubject: Visits rose again\n---\nVisits to libraries rose.\n"
            );
        return folder;
    }
}
