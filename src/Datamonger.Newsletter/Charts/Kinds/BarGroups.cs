using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Up to four series over the same places: what grouped and stacked bars and columns have in common.</summary>
internal sealed record BarGroups(SeriesData Data, int? Highlight, ImmutableArray<string> Colours)
{
    /// <summary>Whether the values are shares of wholes, which are all 100% and so not worth a word.</summary>
    public bool AreShares { get; init; }

    private const int MostBars = 60;

    /// <summary>The keys that all of them take.</summary>
    public static readonly ImmutableArray<Field> Fields =
    [
        ChartFields.X("The places, one a group; time stands in its order."),
        ChartFields.Ys("The values; several columns are several series."),
        ChartFields.Series("The column whose values divide the rows into series."),
        ChartFields.Highlight("The series that stands out, by its name; the others turn grey."),
        ChartFields.Sort("auto"),
        ChartFields.Missing,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    /// <summary>The key of stacks that chooses between values and shares.</summary>
    public static readonly Field As = new(
        "as",
        FieldType.Choice,
        "Whether the parts are drawn as they are, or as shares of the whole, which makes all wholes equally long."
    )
    {
        Default = "values",
        Choices = ["values", "shares"],
    };

    /// <summary>The names of the series.</summary>
    public ImmutableArray<string> Names => [.. Data.Series.Select(series => series.Name)];

    /// <summary>Series side by side; null when they cannot be read.</summary>
    public static BarGroups? SideBySide(ChartInput input)
    {
        if (SeriesReader.Read(input) is not { } data)
            return null;
        var chosen = FindSeries(input, data) ?? 0;
        return Finished(
            input,
            PlaceOrder.Apply(input, data, place => data.Series[chosen].Numbers[place]),
            data.Places.Length * data.Series.Length
        );
    }

    /// <summary>Series upon one another; null when they cannot be read.</summary>
    public static BarGroups? Stacked(ChartInput input)
    {
        var shares = input.Fields.Text("as") == "shares";
        if (Parts.Read(input, shares) is not { } data)
            return null;
        var chosen = FindSeries(input, data) ?? 0;
        var groups = Finished(
            input,
            PlaceOrder.Apply(input, data, place => shares ? data.Series[chosen].Numbers[place] : Parts.Sum(data, place)),
            data.Places.Length
        );
        return groups is null ? null : groups with { AreShares = shares };
    }

    /// <summary>The chart in words.</summary>
    /// <param name="total">Whether the sums of the series mean something.</param>
    public string Alt(bool total)
    {
        if (!Data.IsTime || Data.Places.Length < 2)
            return SeriesWords.Extremes(Data, Highlight);
        return SeriesWords.Trends(Data, Highlight, [], total);
    }

    private static int? FindSeries(ChartInput input, SeriesData data) =>
        Labels.IndexOf(input.Text("highlight") ?? "", [.. data.Series.Select(series => series.Name)]) is >= 0 and var index ? index : null;

    private static BarGroups? Finished(ChartInput input, SeriesData data, int bars)
    {
        if (bars > MostBars)
        {
            input.Report(
                ChartRules.TooManyMarks,
                "data",
                $"The chart has {bars} bars; at most {MostBars} can be read.",
                "Draw fewer places (limit in the query), or lines if x is time."
            );
            return null;
        }
        var highlight = Labels.Find(input, "highlight", [.. data.Series.Select(series => series.Name)]);
        return new BarGroups(data, highlight, ColourChoice.OfSeries(input, data.Series.Length, highlight));
    }
}
