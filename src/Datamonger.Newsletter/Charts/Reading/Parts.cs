using System.Collections.Immutable;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Reads series that are the parts of a whole at each place.</summary>
internal static class Parts
{
    /// <summary>
    /// The series; null when they cannot be read (why has been reported). A place where a part is missing has no whole: with
    /// <c>missing: gap</c> nothing of it is drawn, with <c>missing: drop</c> it is left out.
    /// </summary>
    /// <param name="shares">Whether each part is given as its share of the whole.</param>
    public static SeriesData? Read(ChartInput input, bool shares)
    {
        if (SeriesReader.Read(input) is not { } data)
            return null;
        foreach (var series in data.Series)
        {
            if (series.Known.FirstOrDefault(place => series.Numbers[place] < 0, -1) is not (>= 0 and var negative))
                continue;
            input.Report(
                ChartRules.Negative,
                "y",
                $"The value of \"{series.Name}\" at \"{data.Places[negative]}\" is below zero; a part of a whole cannot be.",
                "Draw grouped bars or lines."
            );
            return null;
        }
        bool IsWhole(int place) => data.Series.All(series => series.Numbers[place] is not null) && (!shares || Sum(data, place) > 0);
        var places = Enumerable.Range(0, data.Places.Length);
        if (input.Fields.Text("missing") == "drop")
            data = data.Take(places.Where(IsWhole));
        else
            data = data with
            {
                Series =
                [
                    .. data.Series.Select(series =>
                        series with
                        {
                            Numbers = [.. places.Select(place => IsWhole(place) ? series.Numbers[place] : null)],
                        }
                    ),
                ],
            };
        if (data.Numbers.Any())
            return shares ? Shares(input, data) : data;
        input.Report(
            ChartRules.NoData,
            "data",
            "No place has all its parts; there is nothing to draw.",
            "Look at the query, or take what is missing as `missing: zero`."
        );
        return null;
    }

    /// <summary>The whole of a place; 0 where it has none.</summary>
    public static double Sum(SeriesData data, int place) => data.Series.Sum(series => series.Numbers[place] ?? 0);

    private static SeriesData Shares(ChartInput input, SeriesData data)
    {
        var chosen =
            ValueFormat.TryParse(input.Fields.Text("format"), out var format) && format.Family == "pct" ? format : ValueFormat.Of("pct0");
        return data with
        {
            Format = chosen,
            Series =
            [
                .. data.Series.Select(series =>
                {
                    ImmutableArray<double?> numbers = [.. series.Numbers.Select((number, place) => number / Sum(data, place))];
                    return series with { Numbers = numbers, Values = [.. numbers.Select(number => (object?)number)] };
                }),
            ],
        };
    }
}
