using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Dates;

/// <summary>What can be wrong with dates in the text.</summary>
internal static class DateRules
{
    /// <summary>A weekday and a date that do not go together.</summary>
    public static readonly CheckRule WrongWeekday = new(
        new DiagnosticRule("DM581", Severity.Warning, "A weekday that does not fit its date"),
        "SCH-05",
        "One of the two is wrong, and readers come on the wrong day.",
        "Correct the one that is wrong, or print a date of the data: `{{ … | longdate }}`.",
        "calendar"
    );

    /// <summary>A date that does not exist.</summary>
    public static readonly CheckRule NoSuchDay = new(
        new DiagnosticRule("DM582", Severity.Warning, "A date that does not exist"),
        "SCH-05",
        "31 June is a slip for some other day.",
        "Correct it.",
        "calendar"
    );

    /// <summary>Something to come that is past.</summary>
    public static readonly CheckRule Past = new(
        new DiagnosticRule("DM583", Severity.Warning, "Something upcoming that is past"),
        "SCH-05",
        "A list of what is coming that names what has been was copied from the last issue.",
        "Take it out, or move it to what has been published. An issue is judged by its `date:`.",
        "release calendars"
    );
}
