using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Points joined in the order of time; up to four lines, each with its name and last value at its right end.</summary>
internal sealed class LineChart : IChartKind
{
    public string Name => "line";

    public string Description =>
        "Shows how values change over time; up to four lines, named at their right ends, with first and last value.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("Time, or another order."),
        ChartFields.Ys("The values; several columns are several lines."),
        ChartFields.Series("The column whose values divide the rows into lines."),
        ChartFields.Highlight("The line that stands out, by its name; of a single line, the place whose value is printed."),
        ChartFields.Others,
        new("zero", FieldType.Choice, "Whether the value axis begins at zero; `auto` does so unless that would flatten the lines.")
        {
            Default = "auto",
            Choices = ["auto", "yes", "no"],
        },
        ChartFields.Range,
        ChartFields.Missing,
        ChartFields.Reference,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input, LineSet.MostOf(input)) is not { } read)
            return null;
        var data = SeriesReader.WithValues(input, read);
        var references = References.Read(input, data);
        var several = data.Series.Length > 1;
        var names = data.Series.Select(series => series.Name).ToImmutableArray();
        var highlight = Labels.Find(input, "highlight", several ? names : data.Places);
        var lines = new LineSet(
            data,
            several ? highlight : null,
            several ? null : highlight,
            LineSet.ColoursOf(input, data, several ? highlight : null),
            references
        )
        {
            Named = LineSet.NamedOf(input, data, highlight),
            Range = ValueRange.Read(input, data.Numbers.Concat(references.Select(line => line.Value)), data.Print),
            Zero = input.Fields.Text("zero")!,
        };
        return new ChartPlan(lines.Table(), lines.Alt(), sheet => LineDrawing.Draw(sheet, lines));
    }
}

/// <summary>Lines and what is said about them.</summary>
/// <param name="Line">The line that stands out.</param>
/// <param name="Place">The place of a single line whose value is printed.</param>
internal sealed record LineSet(
    SeriesData Data,
    int? Line,
    int? Place,
    ImmutableArray<string> Colours,
    ImmutableArray<ReferenceLine> References
)
{
    private const int MostGrey = 400;

    /// <summary>The name whose line is dashed among grey ones.</summary>
    private const string Whole = "England";
    private const string Grey = "#B9BDC0";

    /// <summary>The lines that have names and values; the others are thin and grey.</summary>
    public required ImmutableArray<int> Named { get; init; }

    /// <summary>Whether some lines are only there for comparison.</summary>
    public bool HasOthers => Named.Length < Data.Series.Length;

    /// <summary>How many lines there may be.</summary>
    public static int MostOf(ChartInput input) => IsGrey(input) ? MostGrey : SeriesReader.MostSeries;

    /// <summary>The lines that are named: all, or among grey ones that which stands out and England's.</summary>
    public static ImmutableArray<int> NamedOf(ChartInput input, SeriesData data, int? highlight) =>
        [.. Enumerable.Range(0, data.Series.Length).Where(i => !IsGrey(input) || i == highlight || IsWhole(data.Series[i]))];

    /// <summary>The colours of the lines.</summary>
    public static ImmutableArray<string> ColoursOf(ChartInput input, SeriesData data, int? highlight)
    {
        if (!IsGrey(input))
            return ColourChoice.OfSeries(input, data.Series.Length, highlight);
        var one = ColourChoice.One(input);
        return
        [
            .. data.Series.Select(
                (series, i) =>
                    i == highlight ? one
                    : IsWhole(series) ? input.Theme.Ink
                    : Grey
            ),
        ];
    }

    /// <summary>All lines for the CSV; for the text part those that are named.</summary>
    public ChartTable Table()
    {
        var (all, shown) = (Data.ToTable(), Shown.ToTable());
        return Named.IsEmpty ? all : new ChartTable(all.Data, shown.Printed, shown.Headings);
    }

    /// <summary>The lines in words; of grey ones the range of their last values.</summary>
    public string Alt()
    {
        var named = Named.IsEmpty ? "" : SeriesWords.Trends(Shown, Line is { } own ? Named.IndexOf(own) : null, References);
        if (!HasOthers)
            return named;
        var last = Data.Places.Length - 1;
        double[] ends =
        [
            .. Enumerable
                .Range(0, Data.Series.Length)
                .Where(i => !Named.Contains(i))
                .Select(i => Data.Series[i].Numbers[last] ?? Data.Series[i].Numbers[Data.Series[i].Last]!.Value),
        ];
        var (low, high) = (Data.Print(ends.Min()), Data.Print(ends.Max()));
        return ChartWords.Within(
            ChartWords.AltLimit + 60,
            named,
            Data.Language.IsEnglish
                ? $"{ends.Length} {(named.Length > 0 ? "others" : "lines")} end between {low} and {high}."
                : $"({ends.Length}) {low}–{high}."
        );
    }

    private SeriesData Shown => Data with { Series = [.. Named.Select(i => Data.Series[i])] };

    private static bool IsGrey(ChartInput input) => input.Fields.Text("others") == "grey";

    private static bool IsWhole(DataSeries series) => series.Name.Equals(Whole, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value axis that the author asks for.</summary>
    public Span? Range { get; init; }

    /// <summary>Whether the axis begins at zero: auto, yes, no.</summary>
    public required string Zero { get; init; }

    /// <summary>Whether every line has its values at both ends, in the place of a value axis.</summary>
    public bool ValuesAtEnds { get; init; }

    /// <summary>Where a place lies on the axis.</summary>
    public double Position(int place) => Data.Positions is { } positions ? positions[place] : place;

    /// <summary>The stretch of the axis of places.</summary>
    public Span Positions =>
        Data.Places.Length == 1 ? new Span(Position(0) - 1, Position(0) + 1) : new Span(Position(0), Position(Data.Places.Length - 1));
}
