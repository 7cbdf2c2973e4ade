using System.Collections.Immutable;
using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Preview;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Opens a page that shows issues as subscribers will see them, and follows the files.</summary>
internal sealed class PreviewCommand : Verb
{
    /// <summary>The same from day to day, so that a page left open finds the server again.</summary>
    private const int UsualPort = 5480;

    private readonly PublishingParts _parts;
    private readonly Argument<string?> _issue = new("issue")
    {
        Description = "The issue's slug, or how it begins; the newest by default",
        HelpName = "issue",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int?> _port = new("--port", "-p")
    {
        Description = $"Port on this machine; {UsualPort}, or any free one when that is taken, by default",
        HelpName = "n",
    };
    private readonly Option<bool> _noOpen = new("--no-open") { Description = "Print the address and open no browser" };

    public PreviewCommand(PublishingParts parts)
        : base("preview", "Show issues as subscribers will see them, in the browser, up to date with every save")
    {
        _parts = parts;
        _issue.CompletionSources.Add(_ => Slugs.Complete(parts.Session));
        Add(_issue);
        Add(_port);
        Add(_noOpen);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger preview", "the newest issue"),
            ("datamonger preview 2017-03", "the issue that begins so"),
            ("datamonger preview --port 8080 --no-open", "where you say, and open nothing"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = _parts.Session;
        var slug = parsed.GetValue(_issue) is { } name ? Slugs.Known(session.Workspace, name) : session.Workspace.Slugs.LastOrDefault();
        await using var server = await StartAsync(parsed.GetValue(_port), cancellationToken);
        var page = server.PageOf(slug);
        if (session.AsJson)
            session.Reporter.Json(new JsonObject { ["address"] = page.ToString() });
        else
            session.Environment.Output.WriteLine(page);
        session.Reporter.Say("Ctrl+C ends it.");
        if (!parsed.GetValue(_noOpen) && HasDesktop())
            Open(page);
        try
        {
            await server.Completion.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how it is meant to end.
        }
        return ExitCode.Done;
    }

    private async Task<PreviewServer> StartAsync(int? port, CancellationToken cancellationToken)
    {
        Task<PreviewServer> Start(int at) =>
            PreviewServer.StartAsync(_parts.Session.Workspace, at, _parts, _parts.Session.Environment.Time, Report, cancellationToken);
        try
        {
            return await Start(port ?? UsualPort);
        }
        catch (IOException e) when (port is not null)
        {
            throw new CliException(ExitCode.Usage, e.Message, "Choose another with --port, or leave it out.");
        }
        catch (IOException)
        {
            return await Start(0);
        }
    }

    private void Report(PreviewedIssue issue)
    {
        var found = issue.Problem ?? ConsoleReporter.Count(issue.Current?.Diagnostics ?? []);
        _parts.Session.Reporter.Say($"{issue.Slug}  rebuilt in {issue.Took.TotalMilliseconds:0} ms{(found is null ? "" : $": {found}")}");
    }

    private bool HasDesktop()
    {
        var environment = _parts.Session.Environment;
        if (!environment.ErrorIsTerminal)
            return false;
        return !OperatingSystem.IsLinux()
            || environment.Variable("DISPLAY") is { Length: > 0 }
            || environment.Variable("WAYLAND_DISPLAY") is { Length: > 0 };
    }

    private string PrivatePage(Uri page)
    {
        var path = Path.Combine(_parts.Session.Workspace.StateDirectory, "preview.html");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write($"<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url={page}\">");
        return path;
    }

    private void Open(Uri page)
    {
        try
        {
            // Through a file, since everybody on the machine can see what programs are called with.
            using var browser = Process.Start(new ProcessStartInfo(PrivatePage(page)) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            _parts.Session.Reporter.Say("No browser opened; the address is above.");
        }
    }
}
