using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Values of one colour, one for each place of the axis.</summary>
/// <param name="Name">Its name; of a single series, what its values are.</param>
/// <param name="Values">As the query gave them, null where there is none.</param>
/// <param name="Numbers">The same as they are drawn.</param>
internal sealed record DataSeries(string Name, ImmutableArray<object?> Values, ImmutableArray<double?> Numbers)
{
    /// <summary>The places that have a value, in order.</summary>
    public IEnumerable<int> Known => Enumerable.Range(0, Numbers.Length).Where(i => Numbers[i] is not null);

    /// <summary>Whether no place has a value.</summary>
    public bool IsEmpty => Numbers.All(number => number is null);

    /// <summary>The first place that has a value.</summary>
    public int First => Known.First();

    /// <summary>The last place that has a value.</summary>
    public int Last => Known.Last();
}

/// <summary>Series over a common axis of places.</summary>
/// <param name="Places">The printed names of the places.</param>
/// <param name="Positions">Where they lie, in even units; null when they are names without an order of their own.</param>
/// <param name="IsTime">Whether the positions are points in time.</param>
internal sealed record SeriesData(
    ImmutableArray<string> Places,
    ImmutableArray<double>? Positions,
    bool IsTime,
    ImmutableArray<DataSeries> Series
)
{
    /// <summary>The axis' name in the data, as a heading.</summary>
    public required string PlaceHeading { get; init; }

    /// <summary>The values' name; empty where each series has its own and the author gives no common one.</summary>
    public required string Noun { get; init; }

    /// <summary>How values are printed.</summary>
    public required ValueFormat Format { get; init; }

    /// <summary>The language of values.</summary>
    public required Language Language { get; init; }

    /// <summary>Whether the places are rows without names of their own.</summary>
    public bool HasNoNames { get; init; }

    /// <summary>Where a place lies on the axis.</summary>
    public double Position(int place) => Positions is { } positions ? positions[place] : place;

    /// <summary>All values that are there.</summary>
    public IEnumerable<double> Numbers => Series.SelectMany(series => series.Numbers).OfType<double>();

    /// <summary>Whether some place of some series has no value.</summary>
    public bool HasGaps => Series.Any(series => series.Numbers.Any(number => number is null));

    /// <summary>A value as printed; empty where there is none.</summary>
    public string Print(int series, int place) => Format.Format(Series[series].Values[place], Language) ?? "";

    /// <summary>A number of an axis or a sum as printed.</summary>
    public string Print(double number) => Format.Format(number, Language) ?? "";

    /// <summary>Prints the values of an axis.</summary>
    public Func<double, string> Ticks(NiceScale scale) => NumberFormats.OfTicks(Format, Language, scale.Ticks);

    /// <summary>The same with its places in another order, or some of them.</summary>
    public SeriesData Take(IEnumerable<int> places)
    {
        int[] order = [.. places];
        return this with
        {
            Places = [.. order.Select(i => Places[i])],
            Positions = Positions is { } positions ? [.. order.Select(i => positions[i])] : null,
            Series =
            [
                .. Series.Select(series =>
                    series with
                    {
                        Values = [.. order.Select(i => series.Values[i])],
                        Numbers = [.. order.Select(i => series.Numbers[i])],
                    }
                ),
            ],
        };
    }

    /// <summary>What the text part and the CSV show.</summary>
    public ChartTable ToTable() =>
        new ChartTableBuilder(Language)
            .Add(PlaceHeading, Places)
            .Add(Series.Select(series => (series.Name, series.Values)), Format)
            .Build();
}
