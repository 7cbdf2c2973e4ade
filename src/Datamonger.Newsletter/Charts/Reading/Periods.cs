using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Recognises the columns that hold time, also as published statistics write it: 2015/16, 2015-16, Q3 2016,
/// March 2017, 2017-03, 2017-W09.</summary>
internal static partial class Periods
{
    /// <summary>Where each value lies in time, in units that are even for the column; null when it holds anything else.</summary>
    public static ImmutableArray<double>? PositionsOf(Column column, Language language)
    {
        var values = column.Values;
        if (values.IsEmpty || values.Any(value => value is null))
            return null;
        return column.Type switch
        {
            ColumnType.Date => [.. values.Select(value => (double)((DateOnly)value!).DayNumber)],
            ColumnType.Timestamp => [.. values.Select(value => ((DateTime)value!).Ticks / (double)TimeSpan.TicksPerDay)],
            ColumnType.Integer when YearColumns.AreYears(column, namesPoints: true) =>
            [
                .. values.Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            ],
            ColumnType.Text => Parsed(values, text => Year(text))
                ?? Parsed(values, text => Quarter(text))
                ?? Parsed(values, text => Month(text, language))
                ?? Parsed(values, IsoMonth)
                ?? Parsed(values, IsoWeek),
            _ => null,
        };
    }

    private static ImmutableArray<double>? Parsed(ImmutableArray<object?> values, Func<string, double?> parse)
    {
        var positions = values.Select(value => parse(((string)value!).Trim())).ToArray();
        return positions.All(position => position is not null) ? [.. positions.Select(position => position!.Value)] : null;
    }

    private static double? Year(string text)
    {
        var match = Years().Match(text);
        if (!match.Success)
            return null;
        var year = Number(match.Groups["year"]);
        // 2015/16 is a year; 2015/20 is a stretch of five, which has no even place among years.
        if (!match.Groups["next"].Success)
            return year;
        var next = Number(match.Groups["next"]);
        return next == (match.Groups["next"].Length == 2 ? (year + 1) % 100 : year + 1) ? year : null;
    }

    private static double? Quarter(string text)
    {
        var match = Quarters().Match(text);
        return match.Success ? (Number(match.Groups["year"]) * 4) + Number(match.Groups["quarter"]) - 1 : null;
    }

    private static double? Month(string text, Language language)
    {
        var match = Months().Match(text);
        if (!match.Success)
            return null;
        var name = match.Groups["month"].Value;
        for (var month = 0; month < 12; month++)
        {
            var full = language.Months[month];
            if (
                name.Equals(full, StringComparison.OrdinalIgnoreCase)
                || (full.Length > 3 && name.Equals(full[..3], StringComparison.OrdinalIgnoreCase))
            )
            {
                return (Number(match.Groups["year"]) * 12) + month;
            }
        }
        return null;
    }

    private static double? IsoMonth(string text) =>
        IsoMonths().Match(text) is { Success: true } match ? (Number(match.Groups["year"]) * 12) + Number(match.Groups["month"]) - 1 : null;

    // A week lies where its Monday does: years of 52 and 53 weeks follow one another evenly.
    private static double? IsoWeek(string text) =>
        IsoWeeks().Match(text) is { Success: true } match
        && Number(match.Groups["year"]) is var year
        && Number(match.Groups["week"]) is var week
        && week <= ISOWeek.GetWeeksInYear(year)
            ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)).DayNumber / 7.0
            : null;

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<year>1[89][0-9]{2}|2[01][0-9]{2})(?:[/–-](?<next>[0-9]{4}|[0-9]{2}))?$")]
    private static partial Regex Years();

    [GeneratedRegex("^(?:(?<year>[12][0-9]{3})[ -]?Q(?<quarter>[1-4])|Q(?<quarter>[1-4])[ -](?<year>[12][0-9]{3}))$")]
    private static partial Regex Quarters();

    [GeneratedRegex("^(?<year>1[89][0-9]{2}|2[01][0-9]{2})-(?<month>0[1-9]|1[0-2])$")]
    private static partial Regex IsoMonths();

    [GeneratedRegex("^(?<year>1[89][0-9]{2}|2[01][0-9]{2})-?W(?<week>0[1-9]|[1-4][0-9]|5[0-3])$")]
    private static partial Regex IsoWeeks();

    [GeneratedRegex(@"^(?<month>\p{L}{3,})\.? (?<year>[12][0-9]{3})$")]
    private static partial Regex Months();
}
