using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One series of bars in their order, with the one that is highlighted: what bar and column charts have in common.</summary>
internal sealed record BarSet(SeriesData Data, int? Highlight, string Colour, ImmutableArray<ReferenceLine> References)
{
    /// <summary>Up to so many bars each has its value printed at its end.</summary>
    public const int MostValues = 12;

    private const int MostBars = 60;

    /// <summary>The values in order; a gap has none.</summary>
    public ImmutableArray<double?> Values => Data.Series[0].Numbers;

    /// <summary>Reads x, y, sort, highlight, missing, reference and colours.</summary>
    public static BarSet? Read(ChartInput input)
    {
        if (SeriesReader.Read(input, most: 1) is not { } data)
            return null;
        if (data.Places.Length > MostBars)
        {
            input.Report(
                ChartRules.TooManyMarks,
                "data",
                $"The chart has {data.Places.Length} bars; at most {MostBars} can be read.",
                "Draw the first ones (limit in the query), or all of them as a strip or histogram."
            );
            return null;
        }
        data = PlaceOrder.Apply(input, data, place => data.Series[0].Numbers[place]);
        PlaceOrder.Check(input, data, place => data.Series[0].Numbers[place]);
        if (data.Places.FirstOrDefault(name => name.Length > 90) is { } name)
        {
            input.Report(
                ChartRules.LongNames,
                "x",
                $"The name \"{name[..40]}…\" has {name.Length} letters; it may be cut.",
                "Shorten it in the query."
            );
        }
        return new BarSet(
            data,
            Labels.Find(input, "highlight", data.Places),
            ColourChoice.One(input),
            Reading.References.Read(input, data)
        );
    }

    /// <summary>The colour of a bar: one thing stands out, the rest is there for comparison.</summary>
    public string ColourOf(int place, string comparison) => Highlight is null || Highlight == place ? Colour : comparison;

    /// <summary>The chart in words.</summary>
    public string Alt()
    {
        var words = new ChartWords(Data.Language, Data.Format);
        var series = Data.Series[0];
        int[] known = [.. series.Known];
        string? gap = known.Length < Data.Places.Length ? Gap() : null;
        if (Data.IsTime && known.Length > 1)
        {
            var (first, last) = (known[0], known[^1]);
            var trend = words.Trend(series.Values[first], Data.Places[first], series.Values[last], Data.Places[last]);
            var highlighted =
                Highlight is { } here && here != first && here != last && series.Values[here] is not null
                    ? $"{Data.Places[here]}: {Data.Print(0, here)}."
                    : null;
            return ChartWords.Within(
                ChartWords.AltLimit,
                $"{Data.Noun}{(words.HasVerbs ? "" : ":")} {trend}.",
                highlighted,
                Peak(known, first, last),
                gap
            );
        }
        if (known.Length <= 4)
            return ChartWords.Within(
                ChartWords.AltLimit,
                $"{Data.Noun}: {words.List([.. known.Select(place => $"{Data.Places[place]} {Data.Print(0, place)}")])}.",
                gap
            );
        var (highest, lowest) = (known.MaxBy(place => Values[place]), known.MinBy(place => Values[place]));
        var extremes = words.HasVerbs
            ? $"{Data.Noun}: the highest of {known.Length} is {Data.Places[highest]} with {Data.Print(0, highest)}, the lowest "
                + $"{Data.Places[lowest]} with {Data.Print(0, lowest)}."
            : $"{Data.Noun} ({known.Length}): {Data.Places[highest]} {Data.Print(0, highest)} … {Data.Places[lowest]} "
                + $"{Data.Print(0, lowest)}.";
        return ChartWords.Within(
            ChartWords.AltLimit,
            extremes,
            HighlightInWords(words, known, highest, lowest),
            gap,
            string.Join(' ', References.Select(line => $"{line.Label}."))
        );
    }

    private string? HighlightInWords(ChartWords words, int[] known, int highest, int lowest)
    {
        if (Highlight is not { } here || here == highest || here == lowest || Values[here] is not { } value)
            return null;
        var rank = known.Count(place => Values[place] > value) + 1;
        return words.HasVerbs
            ? $"{Data.Places[here]} is {EnglishWords.Ordinal(rank)} with {Data.Print(0, here)}."
            : $"{Data.Places[here]} {Data.Print(0, here)}.";
    }

    private string? Peak(int[] known, int first, int last)
    {
        var peak = known.MaxBy(place => Values[place]);
        return peak == first || peak == last || !Data.Language.IsEnglish
            ? null
            : $"It was highest{ChartWords.At(Data.Places[peak])}, at {Data.Print(0, peak)}.";
    }

    private string? Gap()
    {
        string[] places =
        [
            .. Enumerable.Range(0, Data.Places.Length).Where(place => Values[place] is null).Select(place => Data.Places[place]),
        ];
        return Data.Language.IsEnglish
            ? $"There is no value for {new ChartWords(Data.Language, Data.Format).List(places)}."
            : $"{string.Join(", ", places)}: {ChartTableBuilder.NoValue}.";
    }
}
