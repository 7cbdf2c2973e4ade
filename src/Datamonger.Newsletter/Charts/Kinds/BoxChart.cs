using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One box a group: the middle half of its values, their median, and how far the others reach.</summary>
internal sealed class BoxChart : IChartKind
{
    private const int FewestValues = 5;
    private const int MostGroups = 20;

    public string Name => "box";

    public string Description =>
        "Compares how values spread in some groups; a box for the middle half of each, a bar at the median, lines to the lowest "
        + "and highest.";

    public ImmutableArray<Field> Fields { get; } =
    [
        new("x", FieldType.Column, "The groups; each has several rows.") { Required = true, Example = "region" },
        ChartFields.Y("The values, one a row."),
        ChartFields.Highlight("The group that stands out, by its name; the others turn grey."),
        new(
            "whiskers",
            FieldType.Choice,
            "How far the lines reach: to the lowest and highest value, or to the last value within one and a half boxes (Tukey), with "
                + "dots beyond."
        )
        {
            Default = "range",
            Choices = ["range", "tukey"],
        },
        new("sort", FieldType.Choice, "The order: by median (largest first), by median rising, by label, or as the rows come.")
        {
            Default = "auto",
            Choices = ["auto", "value", "ascending", "label", "none"],
        },
        new("missing", FieldType.Choice, "Whether rows without a value are left out. Without it they are an error.") { Choices = ["drop"] },
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        var (x, y) = (input.Column("x"), input.Numbers("y"));
        if (x is null || y is null || input.Failure is not null || !input.HasRows())
            return null;
        var labels = Labels.Of(input, x);
        if (
            !SeriesReader.AreSound(
                input,
                [y.Name],
                labels,
                [
                    [.. y.Values],
                ],
                input.Fields.Text("missing")
            )
        )
            return null;
        ImmutableArray<Box> boxes =
        [
            .. Enumerable
                .Range(0, y.Values.Length)
                .Where(row => y.Values[row] is not null)
                .GroupBy(row => labels[row])
                .Select(group =>
                    Box.Of(
                        group.Key,
                        [.. group.Select(row => SeriesReader.Number(y.Values[row])!.Value).Order()],
                        input.Fields.Text("whiskers") == "tukey"
                    )
                ),
        ];
        if (boxes.FirstOrDefault(box => box.Values.Length < FewestValues) is { } small)
        {
            input.Report(
                ChartRules.TooFewValues,
                "x",
                $"The group \"{small.Name}\" has {small.Values.Length} {(small.Values.Length == 1 ? "value" : "values")}; a box wants "
                    + $"at least {FewestValues}.",
                "Leave the group out in the query, or draw a dot or strip chart."
            );
            return null;
        }
        if (boxes.Length > MostGroups)
        {
            input.Report(
                ChartRules.TooManyMarks,
                "x",
                $"The chart has {boxes.Length} boxes; at most {MostGroups} can be read.",
                "Draw fewer groups (limit in the query)."
            );
            return null;
        }
        var groups = new SeriesData(
            [.. boxes.Select(box => box.Name)],
            Periods.PositionsOf(x, input.Language) is null ? null : [.. boxes.Select((_, i) => (double)i)],
            false,
            [new DataSeries("", [.. boxes.Select(box => (object?)box.Median)], [.. boxes.Select(box => (double?)box.Median)])]
        )
        {
            PlaceHeading = input.Text("x_title") ?? ChartInput.Heading(x.Name),
            Noun = input.Noun("y_title", y),
            Format = input.FormatOf(y),
            Language = input.Language,
        };
        groups = PlaceOrder.Apply(input, groups, place => boxes[place].Median);
        boxes = [.. groups.Places.Select(name => boxes.First(box => box.Name == name))];
        var (highlight, colour) = (Labels.Find(input, "highlight", groups.Places), ColourChoice.One(input));
        return new ChartPlan(Table(groups, boxes), Alt(groups, boxes, highlight), sheet => Draw(sheet, groups, boxes, highlight, colour));
    }

    private static ChartTable Table(SeriesData groups, ImmutableArray<Box> boxes)
    {
        ImmutableArray<object?> Values(Func<Box, double> value) => [.. boxes.Select(box => (object?)value(box))];
        return new ChartTableBuilder(groups.Language)
            .Add(groups.PlaceHeading, groups.Places)
            .Add(
                [
                    ("Lowest", Values(box => box.Values[0])),
                    ("Lower quarter", Values(box => box.LowerQuarter)),
                    ("Median", Values(box => box.Median)),
                    ("Upper quarter", Values(box => box.UpperQuarter)),
                    ("Highest", Values(box => box.Values[^1])),
                ],
                groups.Format
            )
            .Build();
    }

    private static string Alt(SeriesData groups, ImmutableArray<Box> boxes, int? highlight)
    {
        var words = new ChartWords(groups.Language, groups.Format);
        string Median(Box box) => $"{box.Name} {groups.Print(box.Median)}";
        if (!words.HasVerbs || boxes.Length <= 3)
            return $"{groups.Noun}, {(words.HasVerbs ? boxes.Length == 1 ? "median" : "medians" : "Median")}: "
                + $"{words.List([.. boxes.Select(Median)])}.";
        var (highest, lowest) = (boxes.MaxBy(box => box.Median)!, boxes.MinBy(box => box.Median)!);
        return ChartWords.Within(
            ChartWords.AltLimit,
            $"{groups.Noun}: the highest median of {boxes.Length} is {Median(highest)}, the lowest {Median(lowest)}.",
            highlight is { } here && boxes[here] is var box && box != highest && box != lowest ? $"{Median(box)}." : null,
            Widest(groups, boxes)
        );
    }

    private static string Widest(SeriesData groups, ImmutableArray<Box> boxes)
    {
        var widest = boxes.MaxBy(box => box.Values[^1] - box.Values[0])!;
        return $"{widest.Name} spreads widest, from {groups.Print(widest.Values[0])} to {groups.Print(widest.Values[^1])}.";
    }

    private static void Draw(ChartSheet sheet, SeriesData groups, ImmutableArray<Box> boxes, int? highlight, string colour)
    {
        var (letters, theme) = (sheet.Lettering, sheet.Theme);
        var thickness = MathF.Round(letters.Size * 1.15f);
        var rows = new Rows(sheet, groups.Places, thickness, MathF.Round(letters.Size * 0.8f), highlight);
        var scale = NiceScale.For(
            boxes.Min(box => box.Values[0]),
            boxes.Max(box => box.Values[^1]),
            4,
            NumberFormats.Unit(groups.Format),
            round: true
        );
        var head = letters.LineHeight + 8;
        var bottom = ChartSheet.Padding + AxisLines.PlacesHeight(sheet);
        rows.Stretch(sheet.WantedHeight - ChartSheet.Padding - head - bottom);
        sheet.Open(
            ChartSheet.Padding + head + rows.Height + bottom,
            new Margins(ChartSheet.Padding + rows.NameWidth, ChartSheet.Padding + head, ChartSheet.Padding + 8, bottom),
            scale.Span,
            new Span(1, 0)
        );
        AxisLines.Vertical(sheet, scale, groups.Ticks(scale));
        Explain(sheet, thickness * 0.7f, boxes.Any(box => box.Beyond.Any()));
        for (var i = 0; i < boxes.Length; i++)
        {
            var (box, middle, half) = (boxes[i], rows.Middle(i), thickness / 2);
            var shown = highlight is null || highlight == i ? colour : theme.Comparison;
            rows.Name(i);
            Figure(
                sheet,
                sheet.X(box.Low),
                sheet.X(box.LowerQuarter),
                sheet.X(box.Median),
                sheet.X(box.UpperQuarter),
                sheet.X(box.High),
                middle,
                half,
                shown
            );
            foreach (var value in box.Beyond)
                sheet.Point(sheet.X(value), middle, shown, 8);
        }
    }

    private static void Figure(
        ChartSheet sheet,
        float low,
        float lower,
        float median,
        float upper,
        float high,
        float middle,
        float half,
        string colour
    )
    {
        var ground = sheet.Theme.Ground;
        sheet.Line(low, middle, high, middle, colour, 2);
        foreach (var end in (float[])[low, high])
            sheet.Line(end, middle - (half * 0.45f), end, middle + (half * 0.45f), colour, 2);
        sheet.Rectangle(lower, middle - half, upper, middle + half, colour);
        sheet.Rectangle(lower + 2, middle - half + 2, upper - 2, middle + half - 2, ColourChoice.Tint(colour, ground, 0.25));
        sheet.Rectangle(median - 2, middle - half, median + 2, middle + half, colour);
    }

    // A small box that says what a box is; not every reader knows.
    private static void Explain(ChartSheet sheet, float height, bool dots)
    {
        var letters = sheet.Lettering;
        var (y, x, muted) = (ChartSheet.Padding + (letters.LineHeight / 2), ChartSheet.Padding, sheet.Theme.Muted);
        Figure(sheet, x, x + 16, x + 30, x + 42, x + 58, y, height / 2, muted);
        x += 58 + AxisLines.Gap;
        var text = dots ? "Box: middle half; bar: median; dots: far out" : "Box: middle half; bar: median";
        sheet.Letter(new Letters(letters.Fit(text, sheet.Width - ChartSheet.Padding - x), x, y, Anchor.Left, muted));
    }

    /// <summary>A group's values, summed up.</summary>
    /// <param name="Values">Sorted.</param>
    /// <param name="Low">Where the line begins.</param>
    /// <param name="High">Where the line ends.</param>
    private sealed record Box(
        string Name,
        ImmutableArray<double> Values,
        double Low,
        double LowerQuarter,
        double Median,
        double UpperQuarter,
        double High
    )
    {
        public IEnumerable<double> Beyond => Values.Where(value => value < Low || value > High);

        public static Box Of(string name, double[] sorted, bool tukey)
        {
            var (lower, upper) = (Statistics.Quantile(sorted, 0.25), Statistics.Quantile(sorted, 0.75));
            var reach = tukey ? 1.5 * (upper - lower) : double.PositiveInfinity;
            return new Box(
                name,
                [.. sorted],
                sorted.First(value => value >= lower - reach),
                lower,
                Statistics.Quantile(sorted, 0.5),
                upper,
                sorted.Last(value => value <= upper + reach)
            );
        }
    }
}
