using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues;

/// <summary>What is left of the text that a new issue or workspace begins with.</summary>
internal static class PlaceholderRules
{
    /// <summary>A draft may hold it.</summary>
    public static readonly DiagnosticRule Left = new("DM804", Severity.Warning, "A placeholder that is not replaced");

    /// <summary>An email must not.</summary>
    public static readonly DiagnosticRule Published = new("DM805", Severity.Error, "A placeholder that would go out")
    {
        Remedy = "Write what belongs there, and publish again.",
    };
}
