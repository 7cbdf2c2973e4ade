using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>How the values of a column that names things are printed, and how names are found again.</summary>
internal static class Labels
{
    /// <summary>
    /// The printed names of a column's values: by <c>x_format</c>, years without a divider, days as short as they can be told apart.
    /// </summary>
    public static ImmutableArray<string> Of(ChartInput input, Column column)
    {
        if (ValueFormat.TryParse(input.Fields.Text("x_format"), out var format))
        {
            return
            [
                .. column.Values.Select(value => format.Format(value, input.Language) ?? ValueFormat.Plain(value, input.Language) ?? ""),
            ];
        }
        if (YearColumns.AreYears(column, namesPoints: true))
            return [.. column.Values.Select(value => value is null ? "" : $"{value}")];
        if (column.Type is ColumnType.Date or ColumnType.Timestamp)
            return Days(column, input.Language);
        return [.. column.Values.Select(value => ValueFormat.Plain(value, input.Language)?.Trim() ?? "")];
    }

    /// <summary>
    /// The index of the name that a key asks for; null when it is absent or not among the names (that has been reported).
    /// </summary>
    public static int? Find(ChartInput input, string key, ImmutableArray<string> names)
    {
        if ((input.Text(key) ?? input.Fields.Text(key)) is not { } name)
            return null;
        if (key == PersonalHighlight.Key)
            ReportMissing(input, names);
        return key == PersonalHighlight.Key && input.MayMissHighlight && IndexOf(name, names) < 0
            ? null
            : Find(input, name, input.Fields.LocationOf(key), names);
    }

    /// <summary>The index of a name; null when it is not among the names (that has been reported).</summary>
    public static int? Find(ChartInput input, string name, SourceLocation location, ImmutableArray<string> names)
    {
        var index = IndexOf(name, names);
        if (index >= 0)
            return index;
        input.Report(ChartRules.UnknownValue, location, $"The chart shows no \"{name}\".", NearestName.Hint(name, [.. names.Distinct()]));
        return null;
    }

    /// <summary>The index of a name, compared without case; -1 when it is not among the names.</summary>
    public static int IndexOf(string name, ImmutableArray<string> names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    /// <summary>A name and its value; a colon parts them where the name ends in a figure, as "aged 19 to 21" does.</summary>
    public static string WithValue(string name, string value) =>
        name.Length > 0 && char.IsDigit(name[^1]) ? $"{name}: {value}" : $"{name} {value}";

    // A mistake that a hundred keys have is one to fix.
    private static void ReportMissing(ChartInput input, ImmutableArray<string> names)
    {
        if (input.OtherHighlights.IsEmpty)
            return;
        var known = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] missing = [.. input.OtherHighlights.Where(name => !known.Contains(name))];
        if (missing.Length == 0)
            return;
        var others = missing.Length == 1 ? "" : $", nor {missing.Length - 1} other key{(missing.Length == 2 ? "" : "s")}";
        input.Report(
            ChartRules.UnknownValue,
            PersonalHighlight.Key,
            $"The chart shows no \"{missing[0]}\"{others}.",
            NearestName.Hint(missing[0], [.. known])
        );
    }

    private static ImmutableArray<string> Days(Column column, Language language)
    {
        var days = column
            .Values.Select(value =>
                value switch
                {
                    DateOnly day => day,
                    DateTime time => DateOnly.FromDateTime(time),
                    _ => (DateOnly?)null,
                }
            )
            .ToArray();
        if (days.All(day => day is null or { Day: 1, Month: 1 }))
            return [.. days.Select(day => day is { } known ? $"{known.Year}" : "")];
        if (days.All(day => day is null or { Day: 1 }))
            return [.. days.Select(day => day is { } known ? $"{Short(language, known)} {known.Year}" : "")];
        return [.. days.Select(day => day is { } known ? $"{known.Day} {Short(language, known)} {known.Year}" : "")];
    }

    private static string Short(Language language, DateOnly day) =>
        language.IsEnglish ? language.Months[day.Month - 1][..3] : language.Months[day.Month - 1];
}
