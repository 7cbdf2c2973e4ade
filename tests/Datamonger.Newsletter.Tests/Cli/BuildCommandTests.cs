using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli;

public sealed class BuildCommandTests : IDisposable
{
    private const string Sound = """
        ---
        title: A test
        subject: Visits to libraries rose again
        preheader: What the figures of the libraries say, and what they leave out.
        date: 2017-03-16
        ---
        Visits rose to {{ north.last.visits | num0 }} [in a year](https://example.org/visits). See [[issue:2016-02]].

        ```sql north
        select year, visits from visits where area = 'North' order by year
        ```

        ```chart column
        data: north
        x: year
        y: visits
        title: Visits in the North rose
        ```

        ::: include contact

        """;

    private readonly TestNewsletter _newsletter = new TestNewsletter()
        .Issue(Sound)
        .WriteFile("content/issues/2016-02-earlier/index.md", Sound.Replace(" See [[issue:2016-02]].", "", StringComparison.Ordinal));

    public static TheoryData<string, string, string> Changes =>
        new()
        {
            { "prose", "content/issues/2017-03-test/index.md", Sound.Replace("Visits rose", "Visits grew", StringComparison.Ordinal) },
            {
                "a query",
                "content/issues/2017-03-test/index.md",
                Sound.Replace("'North'", "'South' and visits is not null", StringComparison.Ordinal)
            },
            { "a dataset", "content/datasets/visits.csv", "year,area,visits,share\n2015,North,1400,0.15\n2016,North,1600,0.17\n" },
            {
                "what is said of a dataset",
                "content/datasets/datasets.yml",
                "visits: {title: Visits of another kind, publisher: Example Statistics, types: {year: text}}\n"
            },
            { "a template", "templates/default/partials/heading.sbn-html", "<h{{ level }} id=\"{{ id }}\">{{ text }}</h{{ level }}>\n" },
            { "a partial that was not there", "templates/default/partials/lists/more.sbn-html", "<p></p>\n" },
            { "a snippet", "content/snippets/contact.md", "Write to [us](mailto:editors@example.org).\n" },
            {
                "a query file beside the issue",
                "content/issues/2017-03-test/south.sql",
                "select * from visits where area = 'South' order by year"
            },
            {
                "the issue that it refers to",
                "content/issues/2016-02-earlier/index.md",
                Sound
                    .Replace("title: A test", "title: Another", StringComparison.Ordinal)
                    .Replace(" See [[issue:2016-02]].", "", StringComparison.Ordinal)
            },
            { "a further data file", "content/datasets/more.csv", "a,b\n1,2\n" },
        };

    [Fact]
    public async Task What_has_not_changed_is_not_built_again()
    {
        await _newsletter.AllowWhatChecksFindAsync();
        Assert.Equal(["written", "written"], await StatesAsync());
        Assert.Equal(["unchanged", "unchanged"], await StatesAsync());
        Assert.Equal(["written", "written"], await StatesAsync("--force"));
        Assert.Equal(["unchanged"], await StatesAsync("2017-03"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_build_after_any_single_change_equals_a_clean_build(string what, string path, string text)
    {
        await _newsletter.AllowWhatChecksFindAsync();
        await StatesAsync();
        _newsletter.WriteFile(path, text);
        var states = await StatesAsync();
        Assert.True(states[^1] == "written", what);
        using var clean = new TemporaryFolder();
        await RunAsync("--out", clean.Path);
        AssertSame(
            Path.Combine(_newsletter.Root, "artifacts", "newsletter", TestNewsletter.Slug),
            Path.Combine(clean.Path, TestNewsletter.Slug)
        );
        Directory.Delete(Path.Combine(_newsletter.Root, ".datamonger"), recursive: true);
        using var cold = new TemporaryFolder();
        await RunAsync("--out", cold.Path);
        AssertSame(Path.Combine(cold.Path, TestNewsletter.Slug), Path.Combine(clean.Path, TestNewsletter.Slug));
    }

    [Fact]
    public async Task A_setting_builds_all_issues_again()
    {
        await _newsletter.AllowWhatChecksFindAsync();
        await StatesAsync();
        var settings = File.ReadAllText(_newsletter.PathOf("content/newsletter.yml"));
        _newsletter.Settings(settings.Replace("The Counter", "The Teller", StringComparison.Ordinal));
        Assert.Equal(["written", "written"], await StatesAsync());
    }

    [Fact]
    public async Task Outputs_that_were_touched_are_written_again()
    {
        await _newsletter.AllowWhatChecksFindAsync();
        await StatesAsync();
        var email = _newsletter.PathOf($"artifacts/newsletter/{TestNewsletter.Slug}/email.html");
        var sound = File.ReadAllText(email);
        File.AppendAllText(email, "touched");
        Assert.Equal(["unchanged", "written"], await StatesAsync());
        Assert.Equal(sound, File.ReadAllText(email));
    }

    [Fact]
    public async Task A_file_that_somebody_put_among_the_outputs_is_not_lost()
    {
        await _newsletter.AllowWhatChecksFindAsync();
        await StatesAsync();
        var path = _newsletter.PathOf($"artifacts/newsletter/{TestNewsletter.Slug}/images/thesis.txt");
        File.WriteAllText(path, "ten years of work");
        var (exitCode, _, error) = await RunAsync("--force");
        Assert.Equal(ExitCode.Diagnostics, exitCode);
        Assert.Contains(
            "content/issues/2017-03-test/index.md:1:1: error DM180: artifacts/newsletter/2017-03-test holds images/thesis.txt, which build "
                + "has not written; nothing was written there.",
            error,
            StringComparison.Ordinal
        );
        Assert.Equal(["unchanged", "refused"], await StatesAsync());
        Assert.Equal("ten years of work", File.ReadAllText(path));
    }

    [Fact]
    public async Task Of_two_issues_with_the_same_slug_neither_is_written()
    {
        await _newsletter.AllowWhatChecksFindAsync();
        await StatesAsync();
        var email = _newsletter.PathOf($"artifacts/newsletter/{TestNewsletter.Slug}/email.html");
        var sound = File.ReadAllText(email);
        foreach (var folder in new[] { "2016-11-copy", "2016-12-copy" })
            _newsletter.WriteFile(
                $"content/issues/{folder}/index.md",
                Sound.Replace("date:", $"slug: {TestNewsletter.Slug}\ndate:", StringComparison.Ordinal)
            );
        var (exitCode, output, _) = await RunAsync("--force", "--json");
        var issues = JsonNode.Parse(output)!["issues"]!.AsArray();
        Assert.Equal(ExitCode.Diagnostics, exitCode);
        Assert.Equal(["written", "refused", "refused", "refused"], issues.Select(issue => (string?)issue!["state"]));
        Assert.Equal(
            [0, 2, 2, 2],
            issues.Select(issue => issue!["diagnostics"]!.AsArray().Count(found => (string?)found!["code"] == "DM181"))
        );
        Assert.Equal(sound, File.ReadAllText(email));
    }

    [Fact]
    public async Task Another_day_builds_again_since_checks_look_at_the_calendar()
    {
        await _newsletter.AllowWhatChecksFindAsync();
        await StatesAsync();
        _newsletter.Time.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain("unchanged", await StatesAsync());
    }

    [Fact]
    public async Task Findings_are_shown_in_every_run()
    {
        _newsletter.Issue(Sound + "\nA footnote that nobody asks for.\n\n[^1]: Alone.\n");
        var first = await RunAsync();
        var second = await RunAsync();
        Assert.Contains("DM149", first.Error, StringComparison.Ordinal);
        Assert.Contains("DM149", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_findings_is_not_built_again_and_they_are_shown()
    {
        _newsletter.Issue(Sound + "\nA footnote that nobody asks for.\n\n[^1]: Alone.\n");
        var first = await RunAsync();
        var second = await RunAsync();
        Assert.Contains("Built 0 issues", second.Error, StringComparison.Ordinal);
        Assert.Equal(first.ExitCode, second.ExitCode);
        Assert.Equal(FindingsOf(first.Error), FindingsOf(second.Error));
        Assert.Contains("DM149", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_errors_is_not_built_again_and_they_are_shown_until_they_are_gone()
    {
        await StatesAsync();
        _newsletter.Issue(Sound.Replace("north.last", "nroth.last", StringComparison.Ordinal));
        var first = await RunAsync();
        var second = await RunAsync();
        Assert.Contains("Built 0 issues", second.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Diagnostics, ExitCode.Diagnostics), (first.ExitCode, second.ExitCode));
        Assert.Equal(FindingsOf(first.Error), FindingsOf(second.Error));
        _newsletter.Issue(Sound.Replace("Visits rose", "Visits grew", StringComparison.Ordinal));
        Assert.DoesNotContain("nroth", (await RunAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_issue_that_takes_the_subject_is_found_although_nothing_else_changed()
    {
        var alone = Sound.Replace(" See [[issue:2016-02]].", "", StringComparison.Ordinal);
        _newsletter.Issue(alone);
        async Task<string> FoundAsync() =>
            Assert.Single(
                FindingsOf((await RunAsync(TestNewsletter.Slug)).Error),
                line => line.Contains("DM559", StringComparison.Ordinal)
            );
        Assert.Contains("is that of the issue 2016-02-earlier too.", await FoundAsync(), StringComparison.Ordinal);
        Assert.Contains("is that of the issue 2016-02-earlier too.", await FoundAsync(), StringComparison.Ordinal);
        _newsletter.WriteFile("content/issues/2016-04-earlier/index.md", alone);
        Assert.Contains("is that of the issue 2016-04-earlier too.", await FoundAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_saved_while_it_was_built_is_built_again()
    {
        var workspace = _newsletter.Open();
        var finished = new FinishedBuilds(workspace, _newsletter.Time, _ => "");
        using var builder = IssueBuilder.For(workspace, _newsletter.Time);
        var build = await builder.BuildAsync(
            TestNewsletter.Slug,
            workspace.ReadIssue(TestNewsletter.Slug),
            TestContext.Current.CancellationToken
        );
        // As if it was saved after it was read.
        var data = _newsletter.PathOf("content/datasets/visits.csv");
        File.SetLastWriteTimeUtc(data, File.GetLastWriteTimeUtc(data).AddHours(1));
        var files = IssueOutput.Files(build, IssueOutput.Inputs(workspace, build));
        OutputFolder.Replace(workspace.OutputDirectory, TestNewsletter.Slug, files);
        var folder = Path.Combine(workspace.OutputDirectory, TestNewsletter.Slug);
        finished.Keep(TestNewsletter.Slug, folder, build, files);
        Assert.Null(finished.Find(TestNewsletter.Slug, folder));
    }

    private static string[] FindingsOf(string error) =>
        [
            .. error
                .Split('\n')
                .Where(line =>
                    line.Contains(": warning ", StringComparison.Ordinal) || line.Contains(": error ", StringComparison.Ordinal)
                ),
        ];

    [Fact]
    public async Task Outputs_of_a_sound_build_stay_until_there_is_another()
    {
        await StatesAsync();
        var email = _newsletter.PathOf($"artifacts/newsletter/{TestNewsletter.Slug}/email.html");
        var sound = File.ReadAllText(email);
        _newsletter.Issue(Sound.Replace("north.last", "nroth.last", StringComparison.Ordinal));
        var (exitCode, _, error) = await RunAsync();
        Assert.Equal(ExitCode.Diagnostics, exitCode);
        Assert.Contains("kept as it last was without errors", error, StringComparison.Ordinal);
        Assert.Equal(sound, File.ReadAllText(email));
        _newsletter.Issue(Sound.Replace("Visits rose", "Visits grew", StringComparison.Ordinal));
        await RunAsync();
        Assert.Contains("Visits grew", File.ReadAllText(email), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_sound_build_the_holes_are_shown()
    {
        _newsletter.Issue(Sound.Replace("north.last", "nroth.last", StringComparison.Ordinal));
        await RunAsync();
        Assert.Contains(
            "⟦",
            File.ReadAllText(_newsletter.PathOf($"artifacts/newsletter/{TestNewsletter.Slug}/email.html")),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _newsletter.Dispose();

    private static void AssertSame(string folder, string other)
    {
        string[] Files(string root) =>
            [
                .. Directory
                    .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(root, path))
                    .Order(StringComparer.Ordinal),
            ];
        Assert.Equal(Files(folder), Files(other));
        Assert.All(
            Files(folder),
            file => Assert.Equal(File.ReadAllBytes(Path.Combine(folder, file)), File.ReadAllBytes(Path.Combine(other, file)))
        );
    }

    private async Task<string[]> StatesAsync(params string[] arguments)
    {
        var (_, output, _) = await RunAsync([.. arguments, "--json"]);
        return [.. JsonNode.Parse(output)!["issues"]!.AsArray().Select(issue => issue!["state"]!.GetValue<string>())];
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Input = TextReader.Null,
            CurrentDirectory = _newsletter.Root,
            Variable = _ => null,
            Time = _newsletter.Time,
        };
        var exitCode = await CommandLineApp.RunAsync(["build", .. arguments], environment, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
