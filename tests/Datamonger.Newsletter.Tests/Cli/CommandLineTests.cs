using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public async Task A_folder_without_a_workspace_is_told_how_to_get_one()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, _, error) = await RunAsync(folder, "new", "2017-04-fostering");
        Assert.Equal(2, exitCode);
        Assert.Contains("datamonger init", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_makes_a_workspace_once()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await RunAsync(folder, "init")).ExitCode);
        Assert.True(File.Exists(Path.Combine(folder.Path, "content", "newsletter.yml")));
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "content", "issues", "2017-03-first-issue")));
        var (exitCode, _, error) = await RunAsync(folder, "init");
        Assert.Equal(2, exitCode);
        Assert.Contains("nothing was written", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_keeps_what_recurs_and_counts_on()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "init");
        Assert.Equal(0, (await RunAsync(folder, "new", "2017-04-second")).ExitCode);
        var text = File.ReadAllText(Path.Combine(folder.Path, "content", "issues", "2017-04-second", "index.md"));
        Assert.Equal(
            """
            ---
            title: April 2017
            subject: April 2017
            preheader: What is in this issue, in one line
            number: 2
            date: 2017-04-01
            ---

            Dear <<First Name>>,

            ## Visits keep rising

            ::: include contact

            """,
            text
        );
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("CON")]
    [InlineData("archive")]
    [InlineData("a/b")]
    [InlineData("-x")]
    public async Task New_refuses_a_name_that_is_no_slug(string slug)
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "init");
        Assert.Equal(2, (await RunAsync(folder, "new", slug)).ExitCode);
    }

    [Fact]
    public async Task A_verb_that_is_not_there_ends_with_a_line_and_code_2()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await RunAsync(folder, "bild");
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("\"bild\" is not a command.", error, StringComparison.Ordinal);
        Assert.Contains("Did you mean build?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_init_writes_can_be_read()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "init");
        var (exitCode, output, _) = await RunAsync(folder, "check");
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("error", output, StringComparison.Ordinal);
        Assert.Contains("still the placeholder \"https://example.org/newsletter\"", output, StringComparison.Ordinal);
        var personas = PersonaFile.Read(Workspace.Open(folder.Path));
        Assert.Empty(personas.Diagnostics);
        Assert.Equal(["Ada", "Nobody in particular"], personas.All.Select(persona => persona.Name));
    }

    [Theory]
    [InlineData("- {name: Ada, email: ada@example.org}\n", "DM105")]
    [InlineData("personas: [\n", "DM101")]
    public async Task Personas_that_cannot_be_read_are_a_finding_of_check(string text, string code)
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "init");
        File.WriteAllText(Path.Combine(folder.Path, "content", "personas.yml"), text);
        var (exitCode, output, _) = await RunAsync(folder, "check");
        Assert.Equal(1, exitCode);
        Assert.Contains("content/personas.yml", output, StringComparison.Ordinal);
        Assert.Contains(code, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_personas_is_a_finding_of_check()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "init");
        var path = Path.Combine(folder.Path, "content", "personas.yml");
        File.Delete(path);
        Directory.CreateDirectory(path);
        var (exitCode, output, _) = await RunAsync(folder, "check");
        Assert.Equal(1, exitCode);
        Assert.Contains("DM802", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_examples()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, _) = await RunAsync(folder, "new", "--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("datamonger new 2017-04-fostering", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_prints_where_it_is_and_ends_when_it_is_told_to()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "init");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var output = new AnnouncingWriter();
        var environment = new CliEnvironment
        {
            Output = output,
            Error = TextWriter.Null,
            Input = TextReader.Null,
            CurrentDirectory = folder.Path,
            Variable = _ => null,
        };
        var run = CommandLineApp.RunAsync(["preview", "2017-03", "--port", "0", "--no-open"], environment, stop.Token);
        var line = await output.FirstLine.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/\?issue=2017-03-first-issue#[0-9a-f]{64}$", line);
        using (var client = new HttpClient())
        {
            client.DefaultRequestHeaders.Add("X-Preview-Token", line.Split('#')[1]);
            Assert.Contains(
                "preview.css",
                await client.GetStringAsync(new Uri(line), TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
        }
        await stop.CancelAsync();
        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task Preview_of_an_issue_that_is_not_there_names_the_nearest()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "init");
        var (exitCode, _, error) = await RunAsync(folder, "preview", "2017-03-frist-issue", "--no-open");
        Assert.Equal(2, exitCode);
        Assert.Contains("2017-03-first-issue", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task A_completion_script_is_printed_on_stdout(string shell)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await RunAsync(folder, "completion", shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("[suggest:", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Input = TextReader.Null,
            CurrentDirectory = folder.Path,
            Variable = _ => null,
            Time = new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)),
        };
        var exitCode = await CommandLineApp.RunAsync(arguments, environment, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }

    private sealed class AnnouncingWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstLine => _first.Task;

        public override void WriteLine(object? value) => _first.TrySetResult(value?.ToString() ?? "");
    }

    public static TheoryData<string> Verbs =>
        [
            .. CommandLineApp
                .Root(new CliSession(CliEnvironment.OfProcess()))
                .Subcommands.Where(verb => !verb.Hidden)
                .Select(verb => verb.Name),
        ];

    [Theory, MemberData(nameof(Verbs))]
    public async Task Help_names_no_file_of_the_workspace(string verb)
    {
        using var folder = CliRun.Workspace();
        folder.Write("content/issues/1999-12-millennium/index.md", "---\ntitle: Last\nsubject: Last\n---\nVisits rose.\n");
        folder.Write("content/datasets/millennium.csv", "a,b\n1,2\n");
        var run = await CliRun.InAsync(folder, [verb, "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("millennium", run.Output, StringComparison.OrdinalIgnoreCase);
    }
}
