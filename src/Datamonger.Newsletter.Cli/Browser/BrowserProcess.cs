using System.ComponentModel;
using System.Diagnostics;

namespace Datamonger.Newsletter.Cli.Browser;

/// <summary>
/// A browser as a child process without windows, network or memory of an earlier run: it opens one file and prints what became of it.
/// </summary>
/// <param name="program">Its program.</param>
/// <param name="patience">How long it may take; then it is killed, with all that it started.</param>
internal sealed class BrowserProcess(string program, TimeSpan patience)
{
    // Milliseconds for what a page waits for. They pass at once where nothing happens, and not at all while something is laid out.
    private const int VirtualTime = 60_000;

    private static readonly string[] Options =
    [
        "--headless",
        "--disable-gpu",
        "--hide-scrollbars",
        "--mute-audio",
        "--window-size=1024,768",
        $"--virtual-time-budget={VirtualTime}",
        // No name and no address leads anywhere; and nothing is asked for in the background.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-pings",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-default-apps",
        "--disable-extensions",
        "--disable-crash-reporter",
        "--disable-breakpad",
        "--password-store=basic",
        "--use-mock-keychain",
    ];

    /// <summary>Opens a page and returns its HTML when it has come to rest; null when that takes too long.</summary>
    /// <param name="page">The page's file.</param>
    /// <param name="profile">A folder for what the browser keeps; the caller deletes it.</param>
    /// <param name="cancellationToken">Ends the browser.</param>
    /// <exception cref="CliException">The browser cannot be started, or ends with a failure.</exception>
    public async Task<string?> DumpAsync(string page, string profile, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, [.. Options, $"--user-data-dir={profile}", "--dump-dom", AddressOf(page)])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Chromium refuses its own sandbox to the superuser of Linux, who then has to do without it, as in a container.
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
            start.ArgumentList.Insert(0, "--no-sandbox");
        Secrets.RemoveFrom(start);
        using var process = Start(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEndAsync(limit.Token);
            var document = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw new CliException(
                    ExitCode.Failed,
                    $"The browser {program} ended with {process.ExitCode}{Reason(await said)}.",
                    $"Let {InstalledBrowser.Variable} name another one."
                );
            return document;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await EndAsync(process);
        }
    }

    // Uri leaves a per cent sign in the name of a Unix folder as it is, which a browser then takes for an escape.
    private static string AddressOf(string page) =>
        OperatingSystem.IsWindows()
            ? new Uri(page).AbsoluteUri
            : "file://" + string.Join('/', page.Split('/').Select(Uri.EscapeDataString));

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CliException(ExitCode.Usage, $"The browser {program} does not start: {e.Message}", InstalledBrowser.Remedy);
        }
    }

    // Waits for it too: a process that nobody waits for stays as a zombie.
    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static string Reason(string said) =>
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() is { } last
            ? $": {last}"
            : "";
}
