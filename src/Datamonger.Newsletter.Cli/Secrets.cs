using System.Diagnostics;

namespace Datamonger.Newsletter.Cli;

/// <summary>The environment variables that hold keys and addresses with passwords.</summary>
internal static class Secrets
{
    private static readonly string[] Names = ["MAILCHIMP_API_KEY", "DATAMONGER_SMTP_URL"];

    /// <summary>Keeps them from a child process, which has no use for them.</summary>
    public static void RemoveFrom(ProcessStartInfo start)
    {
        foreach (
            var name in start
                .Environment.Keys.Where(name => Names.Contains(name) || name.StartsWith("DATAMONGER_SOURCE_", StringComparison.Ordinal))
                .ToList()
        )
            start.Environment.Remove(name);
    }
}
