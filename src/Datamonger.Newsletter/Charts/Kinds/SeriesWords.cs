using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Words;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Alt texts of charts that show change over places.</summary>
internal static class SeriesWords
{
    /// <summary>
    /// How each series went from its first to its last value; then the peak of a single one, and where values are missing.
    /// </summary>
    /// <param name="total">Whether the sum of the series is told too.</param>
    public static string Trends(SeriesData data, int? highlight, ImmutableArray<ReferenceLine> references, bool total = false)
    {
        var words = new ChartWords(data.Language, data.Format);
        var order = InWords(data, highlight);
        var gaps = Gaps(data, words);
        var lines = string.Join(' ', references.Select(line => $"{line.Label}."));
        if (data.Series.Length == 1)
        {
            var series = data.Series[0];
            var (first, last) = (series.First, series.Last);
            if (first == last)
                return $"{data.Noun}: {data.Places[first]} {data.Print(0, first)}.";
            var trend = words.Trend(series.Values[first], data.Places[first], series.Values[last], data.Places[last], data.IsTime);
            return ChartWords.Within(
                ChartWords.AltLimit,
                $"{data.Noun}{(words.HasVerbs ? "" : ":")} {trend}.",
                gaps,
                Turn(data, first, last),
                lines
            );
        }
        var (start, end) = (data.Series[order[0]].First, data.Series[order[0]].Last);
        var common = order.All(i => data.Series[i].First == start && data.Series[i].Last == end);
        if (common && words.HasVerbs)
        {
            var (first, last) = (start, end);
            var parts = order.Select(i => Between(words, data.Series[i], first, last)).ToArray();
            var from = data.IsTime
                ? $"From {data.Places[first]} to {data.Places[last]}"
                : $"Between {data.Places[first]} and {data.Places[last]}";
            return ChartWords.Within(
                ChartWords.AltLimit,
                $"{from}, {string.Join("; ", parts)}.",
                total ? Total(words, data, first, last) : null,
                gaps,
                lines
            );
        }
        string[] sentences =
        [
            .. order.Select(i =>
                $"{data.Series[i].Name}{(words.HasVerbs ? "" : ":")} "
                + $"{words.Trend(data.Series[i].Values[data.Series[i].First], data.Places[data.Series[i].First], data.Series[i].Values[data.Series[i].Last], data.Places[data.Series[i].Last], data.IsTime)}."
            ),
        ];
        return ChartWords.Within(ChartWords.AltLimit, [.. sentences, gaps, lines]);
    }

    /// <summary>Where each series is highest and lowest; of few places, each value.</summary>
    public static string Extremes(SeriesData data, int? highlight)
    {
        var words = new ChartWords(data.Language, data.Format);
        var order = InWords(data, highlight);
        if (data.Places.Length <= 2)
        {
            string[] places =
            [
                .. data.Places.Select(
                    (name, place) =>
                        $"{name}: {words.List([.. order.Where(i => data.Series[i].Values[place] is not null).Select(i => $"{data.Series[i].Name} {data.Print(i, place)}")])}"
                ),
            ];
            return ChartWords.Within(
                ChartWords.AltLimit,
                $"{(data.Noun.Length > 0 ? $"{data.Noun}. " : "")}{string.Join("; ", places)}.",
                Gaps(data, words)
            );
        }
        var series = order.Select(i =>
        {
            int[] known = [.. data.Series[i].Known];
            var (highest, lowest) = (
                known.MaxBy(place => data.Series[i].Numbers[place]),
                known.MinBy(place => data.Series[i].Numbers[place])
            );
            var (top, bottom) = ($"{data.Places[highest]} {data.Print(i, highest)}", $"{data.Places[lowest]} {data.Print(i, lowest)}");
            return words.HasVerbs ? $"{data.Series[i].Name}: highest {top}, lowest {bottom}." : $"{data.Series[i].Name}: {top} … {bottom}.";
        });
        return ChartWords.Within(ChartWords.AltLimit, [.. series, Gaps(data, words)]);
    }

    /// <summary>"There is no value for 2013/14."; null when there is one for every place.</summary>
    public static string? Gaps(SeriesData data, ChartWords words)
    {
        string[] gaps =
        [
            .. data.Series.SelectMany(series =>
                Enumerable
                    .Range(0, data.Places.Length)
                    .Where(place => series.Values[place] is null)
                    .Select(place => data.Series.Length == 1 ? data.Places[place] : $"{series.Name} in {data.Places[place]}")
            ),
        ];
        if (gaps.Length == 0)
            return null;
        return !words.HasVerbs ? $"{string.Join(", ", gaps)}: {ChartTableBuilder.NoValue}."
            : gaps.Length <= 3 ? $"There is no value for {words.List(gaps)}."
            : $"{gaps.Length} values are missing.";
    }

    // The one that stands out first; one without values has nothing to tell but that.
    private static int[] InWords(SeriesData data, int? highlight) =>
        [.. Enumerable.Range(0, data.Series.Length).Where(i => !data.Series[i].IsEmpty).OrderByDescending(i => i == highlight)];

    private static string Total(ChartWords words, SeriesData data, int first, int last)
    {
        var (from, to) = (Parts.Sum(data, first), Parts.Sum(data, last));
        return words.Print(from) == words.Print(to)
            ? $"Together they stayed at {words.Print(from)}."
            : $"Together they {ChartWords.Verb(from, to)} from {words.Print(from)} to {words.Print(to)}{words.By(from, to)}.";
    }

    private static string Between(ChartWords words, DataSeries series, int first, int last)
    {
        var (from, to) = (words.Print(series.Values[first]), words.Print(series.Values[last]));
        return from == to
            ? $"{series.Name} stayed at {from}"
            : $"{series.Name} {ChartWords.Verb(series.Values[first], series.Values[last])} from {from} to {to}";
    }

    private static string? Turn(SeriesData data, int first, int last)
    {
        if (!data.Language.IsEnglish)
            return null;
        var numbers = data.Series[0].Numbers;
        int[] known = [.. data.Series[0].Known];
        var (highest, lowest) = (known.MaxBy(place => numbers[place]), known.MinBy(place => numbers[place]));
        if (numbers[highest] > Math.Max(numbers[first]!.Value, numbers[last]!.Value))
            return $"It was highest{(data.IsTime ? ChartWords.At(data.Places[highest]) : $" at {data.Places[highest]}")}, "
                + $"{data.Print(0, highest)}.";
        if (numbers[lowest] < Math.Min(numbers[first]!.Value, numbers[last]!.Value))
            return $"It was lowest{(data.IsTime ? ChartWords.At(data.Places[lowest]) : $" at {data.Places[lowest]}")}, "
                + $"{data.Print(0, lowest)}.";
        return null;
    }
}
