namespace Datamonger.Newsletter.Cli;

/// <summary>A bar on one line of a terminal, gone when the work is done. Where stderr is no terminal it draws nothing.</summary>
internal sealed class ProgressLine(CliEnvironment environment, string verb, int total) : IDisposable
{
    private const int Width = 24;
    private readonly Lock _gate = new();
    private int _done;

    /// <summary>One piece of the work is done.</summary>
    public void Step(string name)
    {
        if (!environment.ErrorIsTerminal)
            return;
        lock (_gate)
        {
            _done++;
            var filled = Width * _done / Math.Max(1, total);
            environment.Error.Write(
                $"\r\e[2K{verb} [{new string('━', filled)}{new string(' ', Width - filled)}] {_done}/{total} {ConsoleReporter.Plain(name)}"
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (environment.ErrorIsTerminal && _done > 0)
            environment.Error.Write("\r\e[2K");
    }
}
