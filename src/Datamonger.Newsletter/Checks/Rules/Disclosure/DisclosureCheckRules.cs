using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>What can be wrong with counts of people. Whoever allows one of them must give a name.</summary>
internal static class DisclosureCheckRules
{
    private const string Practice =
        "DfE, characteristics of children in need 2020: \"any number between 1 and 5 inclusive … replaced by c\"; GSS disclosure control";

    /// <summary>A small count in a table, chart, list or sentence.</summary>
    public static readonly CheckRule SmallCount = new(
        new DiagnosticRule("DM570", Severity.Error, "A small count of people that is shown"),
        "DAT-03",
        "One to five children in an area can be recognised by those who know them.",
        "Hide it, and what it could be worked out from: `--| suppress: children` in the query.",
        Practice
    )
    {
        NeedsName = true,
    };

    /// <summary>A hidden count that can be worked out.</summary>
    public static readonly CheckRule Recoverable = new(
        new DiagnosticRule("DM571", Severity.Error, "A hidden count that can be worked out"),
        "DAT-04",
        "A total less the counts that are shown is the one that is not.",
        "Hide a second count (`--| suppress:` does), or leave the total out.",
        Practice
    )
    {
        NeedsName = true,
    };

    /// <summary>A share of few people.</summary>
    public static readonly CheckRule SmallBase = new(
        new DiagnosticRule("DM572", Severity.Error, "A share or mean of few people"),
        "DAT-05",
        "33% of nine is three children; the mean age of two, or the eldest of four, is somebody's age.",
        "Leave out or hide the rows of few people; name the base with `--| base: column` where it is not seen.",
        Practice
    )
    {
        NeedsName = true,
    };

    /// <summary>A withheld count drawn as nought.</summary>
    public static readonly CheckRule DrawnAsZero = new(
        new DiagnosticRule("DM573", Severity.Error, "A withheld value that is drawn as zero"),
        "DAT-06",
        "A value that is withheld is not nought, and readers will take it for nought.",
        "Write `missing: gap`, or leave the rows out.",
        "GSS symbols in tables"
    )
    {
        NeedsName = true,
    };
}
