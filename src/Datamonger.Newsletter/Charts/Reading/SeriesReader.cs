using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>
/// Reads <c>x</c>, <c>y</c> and <c>series</c>: one series for each value of the column <c>series</c>, or for each column of
/// <c>y</c>. Rows may come in any order; each place has one value in each series, or none.
/// </summary>
internal static class SeriesReader
{
    /// <summary>The most series that can be told apart (see the palette).</summary>
    public const int MostSeries = 4;

    /// <summary>Reads the series; null when that cannot be done (why has been reported).</summary>
    /// <param name="x">The column of the places, where the author names none.</param>
    /// <param name="inTime">Whether places of time or number are put in their order; otherwise they stand as the rows do.</param>
    public static SeriesData? Read(ChartInput input, int most = MostSeries, bool inTime = true, Column? x = null)
    {
        x ??= input.Column("x");
        var ys = input.NumberColumns("y");
        var by = input.Fields.Fields.Any(field => field.Name == "series") ? input.Column("series") : null;
        if (x is null || ys.IsEmpty || input.Failure is not null || !input.HasRows())
            return null;
        if (by is not null && ys.Length > 1)
        {
            input.Report(
                ChartRules.BadValue,
                "series",
                "A chart takes its series from a column or from several columns of y, not from both.",
                "Give y one column."
            );
            return null;
        }
        var labels = Labels.Of(input, x);
        if (labels.IndexOf("") is >= 0 and var nameless)
        {
            input.Report(
                ChartRules.MissingValue,
                "x",
                $"Row {nameless + 1} of the query has no \"{x.Name}\".",
                "Leave the row out in the query, or give it a name there."
            );
            return null;
        }
        var names = by is null
            ? [.. ys.Select(y => ys.Length == 1 ? input.Noun("y_title", y) : ChartInput.Heading(y.Name))]
            : Labels.Of(input, by);
        var cells = by is null
            ? ys.SelectMany((y, i) => y.Values.Select((value, row) => (Series: names[i], Row: row, Value: value)))
            : ys[0].Values.Select((value, row) => (Series: names[row], Row: row, Value: value));
        return Arrange(input, x, ys, labels, [.. cells], most, inTime);
    }

    private static SeriesData? Arrange(
        ChartInput input,
        Column x,
        ImmutableArray<Column> ys,
        ImmutableArray<string> labels,
        ImmutableArray<(string Series, int Row, object? Value)> cells,
        int most,
        bool inTime
    )
    {
        var missing = input.Fields.Text("missing");
        if (missing == "drop")
            cells = [.. cells.Where(cell => cell.Value is not null)];
        string[] series = [.. cells.Select(cell => cell.Series).Distinct()];
        if (series.Length > most)
        {
            input.Report(
                ChartRules.TooManySeries,
                input.Fields.Has("series") ? "series" : "y",
                $"The chart has {series.Length} series; at most {most} can be told apart.",
                most == 1
                    ? "A grouped, stacked or line chart takes several."
                    : "Leave some out in the query, or join them to one called \"Other\"."
            );
            return null;
        }
        var positions = inTime ? Periods.PositionsOf(x, input.Language) : null;
        var isTime = positions is not null;
        if (inTime && positions is null && x.IsNumeric)
            positions = [.. x.Values.Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture))];
        int[] rows = [.. cells.Select(cell => cell.Row).Distinct().DistinctBy(row => labels[row])];
        if (positions is { } at)
            rows = [.. rows.OrderBy(row => at[row])];

        string[] places = [.. rows.Select(row => labels[row])];
        var found = new Dictionary<(string, string), object?>();
        foreach (var cell in cells)
        {
            if (found.TryAdd((cell.Series, labels[cell.Row]), cell.Value))
                continue;
            input.Report(
                ChartRules.DuplicateX,
                "x",
                $"\"{labels[cell.Row]}\" stands more than once in \"{x.Name}\"{(series.Length > 1 ? $" for \"{cell.Series}\"" : "")}.",
                "Group the query by it, or name the column that divides the rows with series."
            );
            return null;
        }
        var values = series.Select(name => places.Select(place => found.GetValueOrDefault((name, place))).ToArray()).ToArray();
        if (!AreSound(input, series, places, values, missing))
            return null;
        if (missing == "zero")
            values = [.. values.Select(row => row.Select(value => value ?? 0L).ToArray())];
        return new SeriesData(
            [.. places],
            positions is { } known ? [.. rows.Select(row => known[row])] : null,
            isTime,
            [.. series.Select((name, i) => new DataSeries(name, [.. values[i]], [.. values[i].Select(Number)]))]
        )
        {
            PlaceHeading = input.Text("x_title") ?? ChartInput.Heading(x.Name),
            Noun = ys.Length == 1 ? input.Noun("y_title", ys[0]) : input.Text("y_title") ?? "",
            Format = input.FormatOf(ys),
            Language = input.Language,
        };
    }

    /// <summary>
    /// Whether the values can be drawn: finite, some of them there, and none missing without a word on what to do about it.
    /// </summary>
    public static bool AreSound(
        ChartInput input,
        IReadOnlyList<string> series,
        IReadOnlyList<string> places,
        object?[][] values,
        string? missing,
        string key = "y"
    )
    {
        var any = false;
        for (var s = 0; s < series.Count; s++)
        {
            for (var p = 0; p < places.Count; p++)
            {
                var value = values[s][p];
                var where = series.Count > 1 ? $"\"{series[s]}\" at \"{places[p]}\"" : $"\"{places[p]}\"";
                if (value is double number && !double.IsFinite(number))
                {
                    input.Report(
                        ChartRules.NotFinite,
                        key,
                        $"The value of {where} is not a finite number.",
                        "A division by zero? nullif(…, 0) makes it a missing value."
                    );
                    return false;
                }
                if (value is null && missing is null)
                {
                    input.Report(
                        ChartRules.MissingValue,
                        key,
                        $"There is no value for {where}.",
                        "Say what to do with `missing: gap`, `missing: drop` or `missing: zero`."
                    );
                    return false;
                }
                any |= value is not null;
            }
        }
        if (!any)
            input.Report(ChartRules.NoData, "data", "Every value is missing; there is nothing to draw.", "Look at the query.");
        return any;
    }

    /// <summary>
    /// The series that have a value; those that have none are reported. For kinds in which an empty series leaves no trace.
    /// </summary>
    public static SeriesData WithValues(ChartInput input, SeriesData data)
    {
        foreach (var empty in data.Series.Where(series => series.IsEmpty))
        {
            input.Report(
                ChartRules.EmptySeries,
                input.Fields.Has("series") ? "series" : "y",
                $"Every value of \"{empty.Name}\" is missing; it is not drawn.",
                "Leave it out in the query, or tell readers in a note why there is nothing."
            );
        }
        return data with { Series = [.. data.Series.Where(series => !series.IsEmpty)] };
    }

    /// <summary>From here on a value is refused: with its decimals it is more than a decimal number holds.</summary>
    public const double Largest = 1e18;

    /// <summary>A value as it is drawn.</summary>
    public static double? Number(object? value) =>
        value switch
        {
            null => null,
            System.Numerics.BigInteger number => (double)number,
            _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        };
}
