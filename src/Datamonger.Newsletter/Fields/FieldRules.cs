using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Fields;

/// <summary>What can be wrong with the keys of a block or file.</summary>
public static class FieldRules
{
    /// <summary>A key that is not known here.</summary>
    public static readonly DiagnosticRule UnknownKey = new("DM103", Severity.Error, "An unknown key");

    /// <summary>A key that must be there is not.</summary>
    public static readonly DiagnosticRule MissingKey = new("DM104", Severity.Error, "A missing key");

    /// <summary>A value of the wrong kind.</summary>
    public static readonly DiagnosticRule WrongType = new("DM105", Severity.Error, "A value of the wrong kind");
}
