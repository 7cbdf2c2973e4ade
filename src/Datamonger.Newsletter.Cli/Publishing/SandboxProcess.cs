using System.Diagnostics;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Publishing;

/// <summary>
/// The workspace's sandbox as a process of its own: it outlives the command that needed it, so that its inbox stays open in
/// the browser. Where it listens stands in <c>.datamonger/sandbox/server.json</c>.
/// </summary>
internal sealed class SandboxProcess(CliSession session, Workspace workspace)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The sandbox's folder.</summary>
    public string Directory => Path.Combine(workspace.StateDirectory, "sandbox");

    private string AddressFile => Path.Combine(Directory, "server.json");

    private string StopFile => Path.Combine(Directory, "stop");

    /// <summary>Where the sandbox answers; null when none does.</summary>
    public async Task<Uri?> FindAsync(CancellationToken cancellationToken)
    {
        if (LastAddress() is not { } address)
            return null;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/3.0/ping"));
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", "sandbox-us0");
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            return
                answer.IsSuccessStatusCode
                && (await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("health_status", StringComparison.Ordinal)
                ? address
                : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Where the sandbox answers; started in the background when none does.</summary>
    /// <exception cref="CliException">It does not start.</exception>
    public async Task<Uri> FindOrStartAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } running)
            return running;
        using var process = Start();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (await FindAsync(cancellationToken) is { } address)
            {
                session.Reporter.Say($"Started the sandbox; its inbox is at {new Uri(address, "inbox/")}");
                return address;
            }
            if (process.HasExited && process.ExitCode != ExitCode.Done)
                break;
            await Task.Delay(50, cancellationToken);
        }
        throw new CliException(ExitCode.Failed, "The sandbox did not start.", "Start it by hand to see why: datamonger sandbox");
    }

    /// <summary>The address of the last time, whether anything answers there or not.</summary>
    public Uri? LastAddress()
    {
        try
        {
            var text = JsonNode.Parse(File.ReadAllText(AddressFile))?["address"]?.GetValue<string>();
            return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.IsLoopback && address.Scheme == "http"
                ? address
                : null;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Says where this process's sandbox is.</summary>
    public void Announce(Uri address)
    {
        File.Delete(StopFile);
        WholeFile.Replace(AddressFile, new JsonObject { ["address"] = address.ToString(), ["pid"] = Environment.ProcessId }.ToJsonString());
    }

    /// <summary>Asks a running sandbox to end.</summary>
    public void AskToStop() => WholeFile.Replace(StopFile, "");

    /// <summary>Waits until the sandbox is asked to end.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        while (!File.Exists(StopFile))
            await Task.Delay(500, cancellationToken);
        File.Delete(StopFile);
    }

    private Process Start()
    {
        System.IO.Directory.CreateDirectory(Directory);
        var program =
            Environment.ProcessPath
            ?? throw new CliException(ExitCode.Failed, "The sandbox cannot be started from here.", "Start it by hand: datamonger sandbox");
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            WorkingDirectory = workspace.Root,
            // Streams of its own: the terminal, or whoever reads our output to its end, must not wait for it.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in new[] { "sandbox", "--workspace", workspace.Root, "--background" })
            start.ArgumentList.Add(argument);
        Secrets.RemoveFrom(start);
        return Process.Start(start) ?? throw new CliException(ExitCode.Failed, "The sandbox did not start.");
    }
}
