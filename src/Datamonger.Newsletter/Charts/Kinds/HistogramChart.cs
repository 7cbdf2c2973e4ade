using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>How many values lie in each of some even stretches.</summary>
internal sealed class HistogramChart : IChartKind
{
    private const int FewestValues = 8;

    public string Name => "histogram";

    public string Description => "Shows how many values, such as authorities, lie where; columns over even stretches of one measure.";

    public ImmutableArray<Field> Fields { get; } =
    [
        new("x", FieldType.Column, "The measure; each row is one value.") { Required = true, Example = "rate" },
        new(
            "bins",
            FieldType.Integer,
            "About how many stretches there are, 3 to 30; chosen from the data (Freedman and Diaconis) by default. They begin at "
                + "round values."
        )
        {
            Example = "10",
        },
        new("label", FieldType.Column, "The names of the rows, for `highlight` and `reference`.") { Example = "la" },
        ChartFields.Highlight("The row whose stretch stands out, by its name."),
        ChartFields.Reference,
        new("missing", FieldType.Choice, "Whether rows without a value are left out. Without it they are an error.") { Choices = ["drop"] },
        ChartFields.Colours,
        ChartFields.XTitle,
        new("y_title", FieldType.BoundText, "What is counted, for the table of the text part.") { Example = "Authorities" },
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        var (x, label) = (input.Numbers("x"), input.Column("label"));
        if (x is null || input.Failure is not null || !input.HasRows())
            return null;
        var names = label is null ? [] : Labels.Of(input, label);
        string[] rows = [.. Enumerable.Range(0, x.Values.Length).Select(row => names.IsEmpty ? $"row {row + 1}" : names[row])];
        if (
            !SeriesReader.AreSound(
                input,
                [x.Name],
                rows,
                [
                    [.. x.Values],
                ],
                input.Fields.Text("missing"),
                "x"
            )
        )
            return null;
        int[] known = [.. Enumerable.Range(0, x.Values.Length).Where(row => x.Values[row] is not null)];
        double[] values = [.. known.Select(row => SeriesReader.Number(x.Values[row])!.Value)];
        ImmutableArray<string> found = names.IsEmpty ? [] : [.. known.Select(row => names[row])];
        if (values.Length < FewestValues)
        {
            input.Report(
                ChartRules.TooFewValues,
                "data",
                $"A histogram of {values.Length} values shows nothing; it wants at least {FewestValues}.",
                "Draw a dot or strip chart."
            );
            return null;
        }
        var format = input.FormatOf(x);
        if (Bins(input, values, format) is not { } edges)
            return null;
        var highlight = Labels.Find(input, "highlight", found);
        var references = References.Read(
            input,
            values,
            name => Labels.IndexOf(name, found) is >= 0 and var place ? values[place] : null,
            found,
            format
        );
        var histogram = new Histogram(
            edges,
            Count(values, edges),
            input.Noun("x_title", x),
            format,
            input.Language,
            highlight is { } here ? (found[here], values[here]) : null,
            ColourChoice.One(input),
            references
        );
        return new ChartPlan(Table(input, histogram), Alt(histogram, values), sheet => Draw(sheet, histogram));
    }

    private static ImmutableArray<double>? Bins(ChartInput input, double[] values, ValueFormat format)
    {
        if (input.Fields.Integer("bins") is { } bins and (< 3 or > 30))
        {
            input.Report(ChartRules.BadValue, "bins", $"A histogram of {bins} stretches cannot be read.", "Give 3 to 30.");
            return null;
        }
        double[] sorted = [.. values.Order()];
        var (low, high) = (sorted[0], sorted[^1]);
        var width = 2 * (Statistics.Quantile(sorted, 0.75) - Statistics.Quantile(sorted, 0.25)) / Math.Cbrt(values.Length);
        var wanted = input.Fields.Integer("bins") ?? (width > 0 ? Math.Clamp((int)Math.Ceiling((high - low) / width), 5, 20) : 5);
        return NiceScale.For(low, high, wanted, NumberFormats.Unit(format), round: true).Ticks;
    }

    private static ImmutableArray<int> Count(double[] values, ImmutableArray<double> edges)
    {
        var counts = new int[edges.Length - 1];
        foreach (var value in values)
            counts[BinOf(value, edges)]++;
        return [.. counts];
    }

    // From an edge up to the next, without it; the last with it.
    private static int BinOf(double value, ImmutableArray<double> edges)
    {
        for (var bin = edges.Length - 2; bin > 0; bin--)
        {
            if (value >= edges[bin])
                return bin;
        }
        return 0;
    }

    private static ChartTable Table(ChartInput input, Histogram histogram) =>
        new ChartTableBuilder(input.Language)
            .Add(histogram.Noun, [.. histogram.Counts.Select((_, bin) => histogram.Stretch(bin))])
            .Add(input.Text("y_title") ?? "Count", [.. histogram.Counts.Select(count => (object?)(long)count)], ValueFormat.Of("num0"))
            .Build();

    private static string Alt(Histogram histogram, double[] values)
    {
        double[] sorted = [.. values.Order()];
        string Print(double share) => histogram.Print(Statistics.Quantile(sorted, share));
        var fullest = histogram.Counts.IndexOf(histogram.Counts.Max());
        var highlight = histogram.Highlight is { } here ? $"{here.Name}: {histogram.Print(here.Value)}." : null;
        if (!histogram.Language.IsEnglish)
            return ChartWords.Within(
                ChartWords.AltLimit,
                $"{histogram.Noun} ({values.Length}): {Print(0)} … {Print(0.5)} … {Print(1)}.",
                highlight
            );
        return ChartWords.Within(
            ChartWords.AltLimit,
            $"{histogram.Noun}, {values.Length} values from {Print(0)} to {Print(1)}: half lie between {Print(0.25)} and "
                + $"{Print(0.75)}, the median is {Print(0.5)}.",
            highlight,
            $"Most, {histogram.Counts[fullest]}, lie in {histogram.Stretch(fullest)}."
        );
    }

    private static void Draw(ChartSheet sheet, Histogram histogram)
    {
        var (letters, theme, edges) = (sheet.Lettering, sheet.Theme, histogram.Edges);
        var printed =
            histogram.Counts.Length <= 12
            && letters.Width($"{histogram.Counts.Max()}", true) + 6 <= sheet.InnerWidth / histogram.Counts.Length;
        var scale = NiceScale.For(0, histogram.Counts.Max(), 4, 1, round: !printed);
        string Count(double value) => histogram.Language.Number((decimal)value, 0);
        var half = letters.Width(histogram.Print(edges[^1])) / 2;
        var named = histogram.Highlight is null ? 0 : letters.LineHeight + 10;
        var references = new ReferencesAbove(sheet, histogram.References);
        var head = references.Height;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.5f) + named + head,
            new Margins(
                ChartSheet.Padding + (printed ? letters.Width(histogram.Print(edges[0])) / 2 : AxisLines.WidthOf(sheet, scale, Count)),
                ChartSheet.Padding + head + (printed ? letters.LineHeight : 6),
                ChartSheet.Padding + half,
                ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + named
            ),
            new Span(edges[0], edges[^1]),
            scale.Span,
            (80, 48)
        );
        if (!printed)
            AxisLines.Horizontal(sheet, scale, Count);
        var chosen = histogram.Highlight is { } found ? BinOf(found.Value, edges) : -1;
        for (var bin = 0; bin < histogram.Counts.Length; bin++)
        {
            var (left, right, count) = (sheet.X(edges[bin]) + 1, sheet.X(edges[bin + 1]) - 1, histogram.Counts[bin]);
            var bold = bin == chosen;
            if (count > 0)
                sheet.Rectangle(left, sheet.Y(0), right, sheet.Y(count), chosen < 0 || bold ? histogram.Colour : theme.Comparison);
            if (printed && count > 0)
                sheet.Letter(
                    new Letters(
                        Count(count),
                        (left + right) / 2,
                        sheet.Y(count) - (letters.LineHeight / 2) - 1,
                        Anchor.Centre,
                        bold ? theme.Accent : theme.Ink,
                        bold
                    )
                );
        }
        sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), theme.Ink);
        AxisLines.Row(
            sheet,
            [.. edges.Select(NumberFormats.OfTicks(histogram.Format, histogram.Language, edges))],
            [.. edges.Select(sheet.X)],
            sheet.Bottom + 4 + (AxisLines.PlacesHeight(sheet) / 2),
            []
        );
        references.Draw(printed ? letters.LineHeight : 0);
        if (histogram.Highlight is { } here)
            AxisLines.NamedBelow(
                sheet,
                Labels.WithValue(here.Name, histogram.Print(here.Value)),
                sheet.X(here.Value),
                sheet.Bottom + AxisLines.PlacesHeight(sheet) + (named / 2)
            );
    }
}

/// <summary>Counts over even stretches.</summary>
/// <param name="Edges">Where the stretches begin, and where the last ends.</param>
/// <param name="Highlight">The row that stands out.</param>
internal sealed record Histogram(
    ImmutableArray<double> Edges,
    ImmutableArray<int> Counts,
    string Noun,
    ValueFormat Format,
    Language Language,
    (string Name, double Value)? Highlight,
    string Colour,
    ImmutableArray<ReferenceLine> References
)
{
    /// <summary>A value as printed.</summary>
    public string Print(double value) => Format.Format(value, Language) ?? "";

    /// <summary>"20 to 40".</summary>
    public string Stretch(int bin) =>
        Language.IsEnglish ? $"{Print(Edges[bin])} to {Print(Edges[bin + 1])}" : $"{Print(Edges[bin])}–{Print(Edges[bin + 1])}";
}
