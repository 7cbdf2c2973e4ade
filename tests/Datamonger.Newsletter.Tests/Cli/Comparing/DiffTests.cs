using System.Diagnostics;
using System.Text.Json;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Cli.Comparing;

/// <summary>The revision of the applications to foster of 2015/16, from 11,460 to 11,635, in a small issue about them.</summary>
public sealed class DiffTests
{
    private const string Issue = """
        ---
        title: Fostering
        subject: Applications {{ applications.last.applications | change applications.first.applications }}
        ---
        ```sql applications
        select year, applications from fostering order by year
        ```

        ## Fewer apply

        Applications to foster {{ applications.last.applications | change applications.first.applications }}, from
        {{ applications.first.applications | num0 }} in {{ applications.first.year }} to {{ applications.last.applications | num0 }}.
        """;

    [Fact]
    public async Task Each_figure_that_a_revision_changed_is_told_with_its_place_and_dataset()
    {
        using var folder = Workspace();
        await CliRun.InAsync(folder, ["build", "--out", "proof"]);
        Revise(folder);

        var run = await CliRun.InAsync(folder, ["diff", "2017-03", "--against", "proof"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            """
            line 3 fell by 32% fell by 31% applications.last.applications | change applications.first.appl… fostering
            line 11 fell by 32% fell by 31% applications.last.applications | change applications.first.appl… fostering
            line 12 11,460 11,635 applications.last.applications | num0 fostering
            """,
            string.Join('\n', Rows(run.Output).Where(row => row.StartsWith("line", StringComparison.Ordinal)))
        );
        var dataset = Assert.Single(
            Rows(run.Output),
            row => row.StartsWith("fostering content/datasets/fostering.csv", StringComparison.Ordinal)
        );
        Assert.Matches(
            "^fostering content/datasets/fostering.csv [0-9a-f]{8}, released 2017-02-28 [0-9a-f]{8}, released 2017-11-30$",
            dataset
        );
        Assert.Contains("2017-03-fostering against proof: 3 figures changed, 2 did not.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_personal_figure_is_told_once_for_each_key_whose_value_changed()
    {
        using var folder = Workspace();
        folder.Write(
            "content/issues/2017-03-fostering/index.md",
            Issue
                .Replace(
                    "---\n```sql",
                    "personal: {by: YEAR, query: applications, key: year, default: 2014/15}\n---\n```sql",
                    StringComparison.Ordinal
                )
                .ReplaceLineEndings("\n") + "\nYours: {{ mine.applications | num0 }}.\n"
        );
        File.AppendAllText(Path.Combine(folder.Path, "content", "newsletter.yml"), "merge_fields: {YEAR: {label: Year}}\n");
        await CliRun.InAsync(folder, ["build", "--out", "proof"]);
        Revise(folder);

        var run = await CliRun.InAsync(folder, ["diff", "2017-03", "--against", "proof"]);

        Assert.Contains("line 14, 2015/16 11,460 11,635 mine.applications | num0 fostering", Rows(run.Output));
        Assert.DoesNotContain(Rows(run.Output), row => row.StartsWith("line 14, 2014/15", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_script_gets_JSON_and_can_ask_for_an_exit_code()
    {
        using var folder = Workspace();
        await CliRun.InAsync(folder, ["build", "--out", "proof"]);
        var same = await CliRun.InAsync(folder, ["diff", "2017-03", "--against", "proof", "--exit-code"]);
        Assert.Equal((0, ""), (same.ExitCode, same.Output));
        Revise(folder);

        var run = await CliRun.InAsync(folder, ["diff", "2017-03", "--against", "proof", "--exit-code", "--json"]);

        Assert.Equal(1, run.ExitCode);
        var change = JsonDocument.Parse(run.Output).RootElement.GetProperty("changes").EnumerateArray().Last();
        Assert.Equal(
            ("changed", "11,460", "11,635", "11635"),
            (
                Text(change, "kind"),
                Text(change.GetProperty("was"), "printed"),
                Text(change.GetProperty("is"), "printed"),
                Text(change.GetProperty("is"), "value")
            )
        );
        Assert.Equal("content/issues/2017-03-fostering/index.md:12:85", Text(change, "place"));
        Assert.Equal("fostering", change.GetProperty("because")[0].GetString());
    }

    [Fact]
    public async Task A_revision_of_git_is_built_and_compared_and_nothing_is_left_behind()
    {
        using var folder = Workspace();
        Git(folder, "init", "-q");
        Git(folder, "add", "content", "templates");
        Git(folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-qm", "As published");
        Revise(folder);

        var run = await CliRun.InAsync(folder, ["diff", "2017-03", "--against", "HEAD"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, Rows(run.Output).Count(row => row.StartsWith("line", StringComparison.Ordinal)));
        Assert.Matches(@"against [0-9a-f]{12} \(HEAD\): 3 figures changed", run.Error);
        Assert.Contains(
            "11635",
            File.ReadAllText(Path.Combine(folder.Path, "content", "datasets", "fostering.csv")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task No_program_of_the_repository_runs_and_no_link_of_it_is_followed()
    {
        using var folder = Workspace();
        using var elsewhere = new TemporaryFolder();
        var mark = Path.Combine(elsewhere.Path, "ran");
        folder.Write(".gitattributes", "*.csv filter=evil text eol=crlf export-subst\n*.md export-ignore\n");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "content", "datasets", "secret.csv"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "content", "up"), "../../../..");
        Git(folder, "init", "-q");
        Git(folder, "add", ".gitattributes", "content", "templates");
        Git(folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-qm", "As published");
        Git(folder, "config", "filter.evil.smudge", $"env > '{mark}'; cat");
        Git(folder, "config", "filter.evil.required", "true");
        Git(folder, "config", "core.fsmonitor", $"touch '{mark}'");
        Git(folder, "config", "core.pager", $"touch '{mark}'");
        File.Delete(Path.Combine(folder.Path, "content", "datasets", "secret.csv"));
        File.Delete(Path.Combine(folder.Path, "content", "up"));
        Revise(folder);

        var run = await CliRun.InAsync(folder, ["diff", "2017-03", "--against", "HEAD"]);

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        Assert.Equal(3, Rows(run.Output).Count(row => row.StartsWith("line", StringComparison.Ordinal)));
        Assert.False(File.Exists(mark));
        Assert.Contains("content/datasets/secret.csv, content/up", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_begins_with_an_at_sign_is_no_response_file()
    {
        using var folder = Workspace();
        folder.Write("{1}", "--help");
        Git(folder, "init", "-q");
        Git(folder, "add", "content", "templates");
        Git(folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-qm", "One");
        Git(folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-qm", "Two", "--allow-empty");
        var run = await CliRun.InAsync(folder, ["diff", "2017-03", "--against", "@{1}"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("(@{1})", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD", "git says: fatal: not a git repository")]
    [InlineData("--output=/tmp/x", "")]
    [InlineData("sent", "has not been sent from this workspace")]
    public async Task What_cannot_be_compared_with_is_refused_with_a_way_on(string against, string expected)
    {
        using var folder = Workspace();
        var run = await CliRun.InAsync(folder, ["diff", "2017-03", $"--against={against}"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_is_preferred_to_what_was_pushed()
    {
        using var folder = Workspace();
        await CliRun.InAsync(folder, ["build"]);
        var figures = Path.Combine(folder.Path, "artifacts", "newsletter", "2017-03-fostering", "figures.json");
        folder.Write(
            ".datamonger/pushed/sandbox/2017-03-fostering/figures.json",
            File.ReadAllText(figures).Replace("11,460", "11,500", StringComparison.Ordinal)
        );
        var pushed = await CliRun.InAsync(folder, ["diff", "2017-03"]);
        Assert.Contains("against what was pushed last: 1 figure changed", pushed.Error, StringComparison.Ordinal);
        folder.Write(".datamonger/sent/2017-03-fostering/figures.json", File.ReadAllText(figures));
        var sent = await CliRun.InAsync(folder, ["diff", "2017-03"]);
        Assert.Contains("against what was sent: no figure changed, 5 did not", sent.Error, StringComparison.Ordinal);
    }

    private static TemporaryFolder Workspace()
    {
        var folder = CliRun.Workspace();
        folder.Write("content/issues/2017-03-fostering/index.md", Issue);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "templates"), "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.GetRelativePath(RepositoryFolder.Root, file), File.ReadAllText(file));
        }
        return folder;
    }

    private static void Revise(TemporaryFolder folder)
    {
        folder.Write("content/datasets/fostering.csv", "year,applications,rate\n2014/15,16920,1.5\n2015/16,11635,c\n");
        folder.Write(
            "content/datasets/datasets.yml",
            "fostering:\n  title: Fostering in England\n  publisher: Ofsted\n  released: 2017-11-30\n"
        );
    }

    private static IEnumerable<string> Rows(string output) =>
        output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static void Git(TemporaryFolder folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Path })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
