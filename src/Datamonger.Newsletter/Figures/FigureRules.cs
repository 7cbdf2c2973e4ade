using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Figures;

/// <summary>What can be wrong with a figure.</summary>
public static class FigureRules
{
    /// <summary>The expression cannot be read.</summary>
    public static readonly DiagnosticRule NotAnExpression = new("DM150", Severity.Error, "A figure that cannot be read");

    /// <summary>It names a query that is not there.</summary>
    public static readonly DiagnosticRule UnknownQuery = new("DM151", Severity.Error, "A figure of an unknown query");

    /// <summary>It names a column that is not there.</summary>
    public static readonly DiagnosticRule UnknownColumn = new("DM152", Severity.Error, "A figure of an unknown column");

    /// <summary>It names a row that is not there.</summary>
    public static readonly DiagnosticRule NoSuchRow = new("DM153", Severity.Error, "A figure of a row that is not there");

    /// <summary>Its value is null.</summary>
    public static readonly DiagnosticRule NoValue = new("DM154", Severity.Error, "A figure without a value");

    /// <summary>It uses a format or function that is not there, or in a wrong way.</summary>
    public static readonly DiagnosticRule UnknownFunction = new("DM155", Severity.Error, "An unknown format or function");

    /// <summary>An operation on values that do not allow it.</summary>
    public static readonly DiagnosticRule CannotCompute = new("DM156", Severity.Error, "A figure that cannot be computed");

    /// <summary>It is a table or row, not a single value.</summary>
    public static readonly DiagnosticRule NotSingle = new("DM157", Severity.Error, "A figure that is not a single value");
}
