using System.Net;
using System.Net.Sockets;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Cli.Browser;
using Datamonger.Newsletter.Tests.Checks;
using Datamonger.Newsletter.Tests.Checks.Browser;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Cli.Browser;

public sealed class BrowserRunTests : IDisposable
{
    private const string Layout = "templates/default/layout.sbn-html";
    private const string Theme = "templates/default/theme.css";
    private const string LongWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

    private readonly CheckWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("2016-02-disabled-children")]
    [InlineData("2017-03-safeguarding")]
    public async Task The_sample_is_clean_at_every_width_and_in_both_schemes(string slug)
    {
        var browser = Require.Browser();
        using var folder = new TemporaryFolder();
        var run = await CliRun.InAsync(
            folder,
            ["check", slug, "--browser", "--workspace", RepositoryFolder.Root],
            variables: new() { ["DATAMONGER_BROWSER"] = browser }
        );
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Without_a_browser_it_says_what_to_install_or_to_set()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["check", "--browser"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "error: There is no browser that the issue could be laid out by.\n  Install Chrome, Chromium, Edge or Brave, or let "
                + "DATAMONGER_BROWSER name the program of one.\n",
            run.Error.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task A_browser_that_is_not_where_it_is_said_to_be_is_a_mistake_of_the_configuration()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["check", "--browser"], variables: new() { ["DATAMONGER_BROWSER"] = "/nowhere/chrome" });
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: DATAMONGER_BROWSER names /nowhere/chrome, where no program is.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "note  browser              There is no browser that the issue could be laid out by.")]
    [InlineData("/bin/sh", "ok    browser              /bin/sh")]
    public async Task Doctor_says_whether_there_is_one(string? browser, string line)
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["doctor"], variables: browser is null ? null : new() { ["DATAMONGER_BROWSER"] = browser });
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_issue_allows_is_not_reported()
    {
        _workspace.Append(Theme, "\n.text h2 { opacity: 0.4; }\n");
        var front = CheckWorkspace.FrontMatter.Replace(
            "date:",
            "allow:\n  DM566: The name of the company is what the issue is about.\n  DM533: Headings are meant to be faint here.\n  "
                + "DM534: Likewise.\ndate:",
            StringComparison.Ordinal
        );
        Assert.Empty(
            (await BrowserFaultTests.CheckAsync(_workspace, $"{front}\n## Foster care\n\nIt is called {LongWord} there.\n")).Findings
        );
    }

    [Fact]
    public async Task An_issue_whose_email_is_not_whole_is_named_and_left_out()
    {
        var (findings, said) = await BrowserFaultTests.CheckAsync(
            _workspace,
            $"{CheckWorkspace.FrontMatter}\n## Foster care\n\n{{{{ nowhere.first.value }}}} is called {LongWord} there.\n"
        );
        Assert.DoesNotContain(findings, finding => finding.Code == "DM566");
        Assert.Contains("test is not measured: its email is not whole.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  - name: Plain\n    description: A short name.\n    email: ada@example.org\n    fields: {FNAME: Ada}\n", " for \"Long\"")]
    public async Task The_email_is_measured_as_each_sample_subscriber_sees_it(string first, string reader)
    {
        _workspace.Write(
            "content/personas.yml",
            $"personas:\n{first}  - name: Long\n    description: One word as wide as a page.\n    email: long@example.org\n    fields: "
                + $"{{FNAME: {LongWord}}}\n"
        );
        var (findings, _) = await BrowserFaultTests.CheckAsync(
            _workspace,
            $"{CheckWorkspace.FrontMatter}\n## Foster care\n\nDear <<First Name>>,\n\nthis is it.\n"
        );
        var found = Assert.Single(findings);
        Assert.Equal("DM566 content/issues/test/index.md:10:1", $"{found.Code} {found.Place}");
        Assert.EndsWith($"pixels wide on a screen of 375 pixels{reader}.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_on_a_gradient_is_counted_and_not_judged()
    {
        _workspace.Append(Theme, "\n.text h2 { color: silver; background-image: linear-gradient(#ffffff, #eeeeee); }\n");
        var (findings, said) = await BrowserFaultTests.CheckAsync(
            _workspace,
            $"{CheckWorkspace.FrontMatter}\n## Foster care\n\nChildren in care.\n"
        );
        Assert.DoesNotContain(findings, finding => finding.Code is "DM533" or "DM534");
        Assert.Contains("test: 1 line of text with a picture or gradient behind", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_email_holds_neither_runs_nor_reaches_a_network_nor_ends_the_measuring()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)elsewhere.LocalEndpoint).Port}/";
        _workspace.Replace(
            Layout,
            "</body>",
            $"""
            <script>document.body.textContent = ""; parent.document.documentElement.textContent = "measured:W10=:"; fetch("{address}fetched");</script>
            <img src="{address}picture.png" alt="" onerror="parent.document.documentElement.textContent = 'measured:W10=:'" width="1" height="1">
            <iframe srcdoc="<script>top.document.documentElement.textContent = 'measured:W10=:'</script>"></iframe><iframe src="{address}frame"></iframe>
            <meta http-equiv="refresh" content="0;url={address}moved"><link rel="stylesheet" href="{address}style.css"><base href="{address}">
            <p>]]&gt; --&gt; measured:W10=: &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p></script></textarea></body>
            """
        );
        var (findings, _) = await BrowserFaultTests.CheckAsync(
            _workspace,
            $"{CheckWorkspace.FrontMatter}\n## Foster care\n\nIt is called {LongWord} there.\n"
        );
        Assert.Contains(findings, finding => finding.Code == "DM566" && finding.Place == "content/issues/test/index.md:10:14");
        Assert.False(elsewhere.Pending(), "somebody was asked");
    }

    [Fact]
    public async Task An_issue_that_the_browser_does_not_finish_is_named_and_hides_no_other()
    {
        Require.Unix("The stand-in for a browser is a script of a Unix shell.");
        using var folder = new TemporaryFolder();
        // Its empty list of measurements finds nothing.
        var program = folder.Write(
            "browser",
            """
            #!/bin/sh
            for address in "$@"; do :; done
            grep -q Endless "${address#file://}" && sleep 600
            echo x >> "$0.runs"
            echo "<html>measured:W10=:</html>"
            """
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var workspace = Workspace.Open(_workspace.Root);
        var session = new CliSession(
            new CliEnvironment
            {
                Output = TextWriter.Null,
                Error = TextWriter.Null,
                Input = TextReader.Null,
                CurrentDirectory = _workspace.Root,
                Variable = _ => null,
            }
        );
        var run = new BrowserRun(session, program) { ForStart = TimeSpan.FromSeconds(2), ForEachIssue = TimeSpan.Zero };
        IssueBuild[] builds =
        [
            await _workspace.BuildAsync($"{CheckWorkspace.FrontMatter}\n## Foster care\n\nEndless text.\n"),
            await _workspace.BuildAsync($"{CheckWorkspace.FrontMatter}\n## Foster care\n\nText.\n"),
        ];

        Assert.Empty(await run.MeasureAsync(workspace, [.. builds], TestContext.Current.CancellationToken));
        var e = Assert.Throws<CliException>(() => run.ThrowIfUnfinished(workspace));
        Assert.Equal((ExitCode.Failed, $"The browser {program} did not come to the end of test."), (e.ExitCode, e.Message));
        Assert.Single(File.ReadAllLines(program + ".runs"));
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        await BrowserFaultTests.CheckAsync(_workspace, $"{CheckWorkspace.FrontMatter}\n## Foster care\n\nChildren in care.\n");
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_workspace.Root, ".datamonger"), "browser*"));
    }
}
