namespace Datamonger.Newsletter.Cli;

/// <summary>What a run ends with. Scripts rely on them; they never change meaning.</summary>
internal static class ExitCode
{
    /// <summary>Done, or already done.</summary>
    public const int Done = 0;

    /// <summary>There are diagnostics with errors.</summary>
    public const int Diagnostics = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A person must decide: the draft was edited elsewhere, or what is known contradicts itself.</summary>
    public const int NeedsPerson = 3;

    /// <summary>Mailchimp refused.</summary>
    public const int Refused = 4;

    /// <summary>An I/O error, or an outcome that is not known; running again is safe.</summary>
    public const int Failed = 5;

    /// <summary>Somebody else holds the lock.</summary>
    public const int Locked = 6;

    /// <summary>Cancelled with Ctrl+C.</summary>
    public const int Cancelled = 130;
}
