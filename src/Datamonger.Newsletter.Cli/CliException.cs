namespace Datamonger.Newsletter.Cli;

/// <summary>Ends the run with one line, a remedy and an exit code.</summary>
internal sealed class CliException(int exitCode, string message, string? hint = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string? Hint { get; } = hint;
}
