using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Runs the local Mailchimp with its inbox.</summary>
internal sealed class SandboxCommand : Verb
{
    private readonly CliSession _session;
    private readonly Option<int?> _port = new("--port", "-p")
    {
        Description = "Port; the last one, or any free one, by default",
        HelpName = "n",
    };
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder of its store; .datamonger/sandbox by default",
        HelpName = "dir",
    };
    private readonly Option<string[]> _faults = new("--fault")
    {
        Description = "What goes wrong, such as \"lost-response POST /campaigns\"; may be given several times",
        HelpName = "fault",
    };
    private readonly Option<string?> _mode = new("--mode")
    {
        Description = "Habits of the live service, such as \"late-pictures=20,lagging-counts\"",
        HelpName = "modes",
    };
    private readonly Option<bool> _stop = new("--stop") { Description = "End the workspace's sandbox that runs in the background" };
    private readonly Option<bool> _background = new("--background") { Hidden = true };

    public SandboxCommand(CliSession session)
        : base("sandbox", "Run a local Mailchimp with an inbox; publishing starts it by itself")
    {
        _session = session;
        Add(_port);
        Add(_data);
        Add(_faults);
        Add(_mode);
        Add(_stop);
        Add(_background);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger sandbox", "run it until Ctrl+C"),
            ("datamonger sandbox --fault \"429 POST /campaigns times=3\"", "be busy for three calls"),
            ("datamonger sandbox --stop", "end the one that publishing started"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var place = new SandboxProcess(_session, _session.Workspace);
        if (parsed.GetValue(_stop))
            return await StopAsync(place, cancellationToken);
        var (data, background) = (parsed.GetValue(_data), parsed.GetValue(_background));
        // A sandbox with a store of its own is nobody else's business: only the workspace's is announced.
        var isTheWorkspaces = data is null;
        var directory = data is null ? place.Directory : Path.GetFullPath(data, _session.Environment.CurrentDirectory);
        Directory.CreateDirectory(directory);
        var options = new SandboxOptions
        {
            DataDirectory = directory,
            Time = _session.Environment.Time,
            Faults = [.. (parsed.GetValue(_faults) ?? []).Select(fault => Read(fault, Fault.Parse))],
            Modes = Read(parsed.GetValue(_mode) ?? "", SandboxModes.Parse),
        };

        SandboxServer server;
        try
        {
            server = await StartAsync(
                options,
                parsed.GetValue(_port),
                isTheWorkspaces ? place.LastAddress()?.Port : null,
                cancellationToken
            );
        }
        catch (IOException e)
        {
            if (isTheWorkspaces && await place.FindAsync(cancellationToken) is { } running)
            {
                _session.Reporter.Say($"The sandbox runs already: {new Uri(running, "inbox/")}");
                return ExitCode.Done;
            }
            throw new CliException(ExitCode.Locked, e.Message);
        }
        await using (server)
        {
            if (isTheWorkspaces)
                place.Announce(server.Address);
            _session.Reporter.Say($"API    {new Uri(server.Address, "3.0/")}");
            _session.Reporter.Say($"Inbox  {new Uri(server.Address, "inbox/")}");
            if (!background)
                _session.Reporter.Say("Ctrl+C ends it.");
            await WaitAsync(place, isTheWorkspaces, background, cancellationToken);
        }
        return ExitCode.Done;
    }

    private static async Task<SandboxServer> StartAsync(SandboxOptions options, int? port, int? last, CancellationToken cancellationToken)
    {
        if (port is not null || last is null)
            return await SandboxServer.StartAsync(options with { Port = port ?? 0 }, cancellationToken);
        try
        {
            // The last port again, so that pictures that were uploaded keep their addresses.
            return await SandboxServer.StartAsync(options with { Port = last.Value }, cancellationToken);
        }
        catch (IOException)
        {
            return await SandboxServer.StartAsync(options, cancellationToken);
        }
    }

    private static async Task WaitAsync(SandboxProcess place, bool canBeStopped, bool background, CancellationToken cancellationToken)
    {
        // In the background, Ctrl+C in the terminal is meant for somebody else.
        using var interrupt = background ? PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true) : null;
        using var hangUp = background ? PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true) : null;
        try
        {
            if (canBeStopped)
                await place.WaitForStopAsync(background ? CancellationToken.None : cancellationToken);
            else
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it is meant to end.
        }
    }

    private async Task<int> StopAsync(SandboxProcess place, CancellationToken cancellationToken)
    {
        if (await place.FindAsync(cancellationToken) is null)
        {
            _session.Reporter.Say("No sandbox is running.");
            return ExitCode.Done;
        }
        place.AskToStop();
        for (var tries = 0; tries < 100 && await place.FindAsync(cancellationToken) is not null; tries++)
            await Task.Delay(100, cancellationToken);
        _session.Reporter.Say("The sandbox has ended; its store is kept.");
        return ExitCode.Done;
    }

    private static T Read<T>(string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.Usage, e.Message);
        }
    }
}
