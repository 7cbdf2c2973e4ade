using System.CommandLine;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli;

/// <summary>One run of the program: its environment, its common options, and the workspace once it is wanted.</summary>
internal sealed class CliSession : IAsyncDisposable
{
    private string? _workspaceDirectory;
    private Workspace? _workspace;

    public CliSession(CliEnvironment environment)
    {
        Environment = environment;
        Reporter = new ConsoleReporter(environment, asJson: false);
    }

    /// <summary>The process.</summary>
    public CliEnvironment Environment { get; }

    /// <summary>Prints what was found and what went wrong.</summary>
    public ConsoleReporter Reporter { get; private set; }

    /// <summary>Whether a failure prints where in the program it happened.</summary>
    public bool ShowsStackTraces { get; private set; }

    /// <summary>Whether data are wanted as JSON.</summary>
    public bool AsJson { get; private set; }

    /// <summary><c>--workspace</c></summary>
    public Option<string?> WorkspaceOption { get; } =
        new("--workspace", "-w")
        {
            Description = "Folder of the workspace; the nearest above that holds content/newsletter.yml by default",
            Recursive = true,
            HelpName = "dir",
        };

    /// <summary><c>--json</c></summary>
    public Option<bool> JsonOption { get; } = new("--json") { Description = "Print data as JSON", Recursive = true };

    /// <summary><c>--stacktrace</c></summary>
    public Option<bool> StackTraceOption { get; } =
        new("--stacktrace") { Description = "Show where in the program a failure happened", Recursive = true };

    /// <summary>The workspace.</summary>
    /// <exception cref="CliException">There is none here.</exception>
    public Workspace Workspace => _workspace ??= Open();

    /// <summary>Takes the common options of a parsed command line.</summary>
    public void Begin(ParseResult parsed)
    {
        _workspaceDirectory = parsed.GetValue(WorkspaceOption);
        ShowsStackTraces = parsed.GetValue(StackTraceOption);
        AsJson = parsed.GetValue(JsonOption);
        Reporter = new ConsoleReporter(Environment, AsJson, ShowsStackTraces);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Workspace Open()
    {
        var start = Path.GetFullPath(_workspaceDirectory ?? ".", Environment.CurrentDirectory);
        if (_workspaceDirectory is not null && !File.Exists(Path.Combine(start, "content", "newsletter.yml")))
        {
            throw new CliException(
                ExitCode.Usage,
                $"{_workspaceDirectory} is no workspace: it holds no content/newsletter.yml.",
                "Make one with: datamonger init " + _workspaceDirectory
            );
        }
        var root =
            Workspace.FindRoot(start)
            ?? throw new CliException(
                ExitCode.Usage,
                "There is no workspace here: neither this folder nor one above it holds content/newsletter.yml.",
                "Make one with: datamonger init my-newsletter"
            );
        return Workspace.Open(
            root,
            source => Environment.Variable(source.Variable),
            Environment.Engine is { } engine ? engine.Start : null
        );
    }
}
