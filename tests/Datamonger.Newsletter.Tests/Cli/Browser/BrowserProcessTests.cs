using System.Diagnostics;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Cli.Browser;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Browser;

/// <summary>Stand-ins for a browser, as scripts: one that hangs with a child of its own, one that fails.</summary>
public sealed class BrowserProcessTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_that_hangs_is_ended_with_its_children_when_its_time_is_over()
    {
        var program = Program("sleep 600 & echo $$ $! > \"$0.pids\"; wait");
        Assert.Null(
            await new BrowserProcess(program, Short).DumpAsync(
                _folder.Write("page.html", ""),
                _folder.Path,
                TestContext.Current.CancellationToken
            )
        );
        AssertGone(program);
    }

    [Fact]
    public async Task One_that_hangs_is_ended_with_its_children_when_the_run_is_cancelled()
    {
        var program = Program("sleep 600 & echo $$ $! > \"$0.pids\"; wait");
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        cancelled.CancelAfter(Short);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new BrowserProcess(program, TimeSpan.FromHours(1)).DumpAsync(_folder.Write("page.html", ""), _folder.Path, cancelled.Token)
        );
        AssertGone(program);
    }

    [Fact]
    public async Task One_that_fails_says_why()
    {
        var program = Program("echo 'no display' >&2; exit 7");
        var e = await Assert.ThrowsAsync<CliException>(() =>
            new BrowserProcess(program, TimeSpan.FromMinutes(1)).DumpAsync(
                _folder.Write("page.html", ""),
                _folder.Path,
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal((ExitCode.Failed, $"The browser {program} ended with 7: no display."), (e.ExitCode, e.Message));
    }

    [Fact]
    public async Task It_gets_no_secret_and_leads_nowhere()
    {
        var program = Program("echo \"$@\"; env");
        var said = await new BrowserProcess(program, TimeSpan.FromMinutes(1)).DumpAsync(
            _folder.Write("page.html", ""),
            _folder.Path,
            TestContext.Current.CancellationToken
        );
        Assert.Contains("--host-resolver-rules=MAP * ~NOTFOUND", said, StringComparison.Ordinal);
        Assert.Contains("--headless", said, StringComparison.Ordinal);
        Assert.DoesNotContain("MAILCHIMP_API_KEY", said, StringComparison.Ordinal);
    }

    private string Program(string script)
    {
        Require.Unix("The stand-ins for a browser are scripts of a Unix shell.");
        var path = _folder.Write("browser", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static void AssertGone(string program)
    {
        foreach (var id in File.ReadAllText(program + ".pids").Split(' ', StringSplitOptions.TrimEntries).Select(int.Parse))
        {
            // The child of what was ended is waited for by the machine, which may take a moment.
            Assert.True(SpinWait.SpinUntil(() => !IsAlive(id), TimeSpan.FromSeconds(10)), $"process {id} is still there");
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
