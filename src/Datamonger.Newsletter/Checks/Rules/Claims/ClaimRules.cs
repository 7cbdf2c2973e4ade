using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Claims;

/// <summary>What can be wrong with the words beside figures.</summary>
internal static class ClaimRules
{
    private const string Basis = "product: words agree with the data";

    /// <summary>The figures of the sentence contradict it.</summary>
    public static readonly CheckRule False = new(
        new DiagnosticRule("DM700", Severity.Error, "A word that its figures contradict"),
        "TRU-01",
        "When data are revised the figures change by themselves; the words around them stay.",
        "Change the word, or let the data choose it: `{{ a > b ? \"more\" : \"fewer\" }}`, `{{ later | change earlier }}`.",
        Basis
    );

    /// <summary>The rows of the query contradict it.</summary>
    public static readonly CheckRule FalseOfRows = new(
        new DiagnosticRule("DM701", Severity.Warning, "A word that the rows of the query contradict"),
        "TRU-01",
        "\"Highest\" and \"for the first time\" are about rows that the sentence does not show.",
        "Change the word, or say by whose data it holds: `{{ claim \"highest\" \"of inner London\" }}`.",
        Basis
    );

    /// <summary>It is true of values that print alike.</summary>
    public static readonly CheckRule PrintsAlike = new(
        new DiagnosticRule("DM702", Severity.Warning, "A difference that the printed figures do not show"),
        "TRU-02",
        "\"Rose from 7% to 7%\" reads as a mistake, though it is true of the values behind it.",
        "Print a decimal more (`pct1`), or say that hardly anything changed.",
        Basis
    );

    /// <summary>A word said with <c>claim</c>, whose condition is false.</summary>
    public static readonly CheckRule ClaimFails = new(
        new DiagnosticRule("DM703", Severity.Error, "A claim whose condition is false"),
        "TRU-01",
        "The author said under which condition the word may stand, and it no longer holds.",
        "Change the sentence, or correct the condition of `claim`.",
        Basis
    );
}
