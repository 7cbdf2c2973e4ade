using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>
/// Which columns of whole numbers hold years, which are printed without a divider of thousands: the one place where figures, tables, charts
/// and <c>describe</c> ask.
/// </summary>
public static partial class YearColumns
{
    private static readonly ImmutableArray<string> YearWords =
    [
        "year",
        "years",
        "yr",
        "fy",
        "jahr",
        "année",
        "annee",
        "blwyddyn",
        "سنة",
        "عام",
    ];

    private static readonly ImmutableHashSet<string> PeriodNames =
    [
        "period",
        "time_period",
        "time",
        "cohort",
        "vintage",
        "census",
        "season",
        "decade",
        "since",
        "until",
    ];

    // "this_year" and "per_year" head columns of counts as often as years.
    private static readonly ImmutableHashSet<string> Comparing =
    [
        "this",
        "last",
        "previous",
        "prior",
        "next",
        "current",
        "same",
        "one",
        "per",
        "each",
        "every",
        "a",
        "by",
        "in",
        "whole",
        "full",
        "half",
        "mid",
    ];

    // "year_9" is a form at school, and "year_total" a sum.
    private static readonly ImmutableHashSet<string> Continuing =
    [
        "of",
        "end",
        "ended",
        "ending",
        "start",
        "started",
        "starting",
        "begin",
        "beginning",
        "from",
        "to",
        "published",
        "released",
    ];

    /// <summary>Whether a column holds years, by its name or its values.</summary>
    /// <param name="namesPoints">Whether it names the points of a chart: numbers that look like years are then taken for them.</param>
    public static bool AreYears(Column column, bool namesPoints = false)
    {
        if (column.Type is not ColumnType.Integer)
            return false;
        var saysYear = SaysYear(column);
        var (least, greatest) = saysYear ? (1000, 2999) : (1800, 2199);
        var seen = new HashSet<long>();
        foreach (var value in column.Values)
        {
            if (value is null)
                continue;
            if (ValueFormat.ToDecimal(value) is not { } number || number < least || number > greatest)
                return false;
            seen.Add((long)number);
        }
        return seen.Count > 0 && (saysYear || namesPoints || IsRun(column.Name, seen.Min(), seen.Max(), seen.Count));
    }

    /// <summary>Whether a column holds years, of which only the ends and the number of different values are known.</summary>
    public static bool AreYears(string name, ColumnType type, object? minimum, object? maximum, long distinct) =>
        type is ColumnType.Integer
        && ValueFormat.ToDecimal(minimum) is { } least
        && ValueFormat.ToDecimal(maximum) is { } greatest
        && (
            SaysYear(name)
                ? least >= 1000 && greatest <= 2999
                : least >= 1800 && greatest <= 2199 && IsRun(name, (long)least, (long)greatest, distinct)
        );

    /// <summary>The format that a column's values have when none is asked for; null for the decimals that they have.</summary>
    public static ValueFormat? FormatOf(Column column) => AreYears(column) ? ValueFormat.Year : null;

    // Almost every whole number from the first to the last: nothing but years runs so among numbers of this size.
    private static bool IsRun(string name, long least, long greatest, long distinct) =>
        PeriodNames.Contains(name.ToLowerInvariant()) || (distinct >= 2 && greatest - least + 1 <= distinct + ((distinct - 1) / 2));

    private static bool SaysYear(Column column) =>
        SaysYear(column.Name) || (!column.MadeOf.IsDefaultOrEmpty && column.MadeOf.All(SaysYear));

    private static bool SaysYear(string name)
    {
        string[] words = [.. Words().Matches(name).Select(match => match.Value.ToLowerInvariant())];
        if (words.Length == 0)
            return false;
        return IsYear(words[^1])
            ? words.Length == 1 || !Comparing.Contains(words[^2])
            : words.Length > 1 && IsYear(words[0]) && Continuing.Contains(words[1]);
    }

    private static bool IsYear(string word) =>
        YearWords.Contains(word) || (word.Length > 6 && word.EndsWith("year", StringComparison.Ordinal));

    // Also of "AcademicYear".
    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{N}+")]
    private static partial Regex Words();
}
