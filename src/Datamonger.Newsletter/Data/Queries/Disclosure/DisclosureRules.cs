using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Queries.Disclosure;

/// <summary>What can be wrong with the suppression of a query.</summary>
public static class DisclosureRules
{
    /// <summary>A column that the result does not have, or that holds no numbers.</summary>
    public static readonly DiagnosticRule CannotSuppress = new("DM241", Severity.Error, "A column that cannot be suppressed");
}
