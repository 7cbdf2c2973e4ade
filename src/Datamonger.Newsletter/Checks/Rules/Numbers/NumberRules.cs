using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>What can be wrong with numbers in the text.</summary>
internal static class NumberRules
{
    /// <summary>A number in digits that no query and no citation stands behind.</summary>
    public static readonly CheckRule Typed = new(
        new DiagnosticRule("DM560", Severity.Warning, "A number that is typed"),
        "DAT-09",
        "A typed number stays as it is when the data change, and nobody can trace it.",
        "Write the value of a query, `{{ query.row.column | num0 }}`, or say who says so: `{{ cite 903 \"a group member, by email\" }}`.",
        "product: figures are bound to data"
    );

    /// <summary>The same in words.</summary>
    public static readonly CheckRule TypedInWords = new(
        new DiagnosticRule("DM561", Severity.Warning, "A number that is typed in words"),
        "DAT-09",
        "\"Twenty-eight authorities\" is a figure as much as 28.",
        "Print the value in words: `{{ query.row.column | words }}`.",
        "product: figures are bound to data"
    );

    /// <summary>A number that the data contradict by a slip.</summary>
    public static readonly CheckRule Differs = new(
        new DiagnosticRule("DM562", Severity.Error, "A typed number that differs from the data by a slip"),
        "DAT-09",
        "Swapped and dropped digits are how wrong figures get into print.",
        "Write the value of the query in its place; if the number is right all the same, say whose it is with `cite`.",
        "product: figures are bound to data"
    );
}
