using Datamonger.Newsletter.Cli.Data;

namespace Datamonger.Newsletter.Cli;

/// <summary>The process as the commands see it: what a test replaces.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Takes data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Takes progress and diagnostics.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What a person types.</summary>
    public required TextReader Input { get; init; }

    /// <summary>The folder the command was started in.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Starts the process that runs queries; null where they run in this one.</summary>
    public EngineProgram? Engine { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether <see cref="Error"/> is a terminal: only there are progress bars drawn.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person can be asked.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether colours are wanted: on a terminal, unless NO_COLOR is set.</summary>
    public bool Colours => ErrorIsTerminal && AllowsColours;

    /// <summary>Whether colours are wanted in what goes to <see cref="Output"/>.</summary>
    public bool OutputColours => OutputIsTerminal && AllowsColours;

    private bool AllowsColours => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    /// <summary>The real thing.</summary>
    public static CliEnvironment OfProcess() =>
        new()
        {
            Output = Console.Out,
            Error = Console.Error,
            Input = Console.In,
            CurrentDirectory = Environment.CurrentDirectory,
            Variable = Environment.GetEnvironmentVariable,
            Engine = EngineProgram.OfProcess(),
            ErrorIsTerminal = !Console.IsErrorRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            InputIsTerminal = !Console.IsInputRedirected,
        };
}
