using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>A small line without axes: inside a sentence bare, as a block with its first and last value.</summary>
internal sealed class SparklineChart : IChartKind
{
    private const int BlockWidth = 327;
    private const int InlineWidth = 84;
    private const int InlineHeight = 22;

    public string Name => "sparkline";

    public string Description => "Shows a trend in a few millimetres: inside a sentence, or as a block with its first and last value.";

    public ImmutableArray<Field> Fields { get; } =
    [
        new("y", FieldType.Column, "The values.") { Required = true, Example = "applications" },
        new("x", FieldType.Column, "Time, or another order; by default, the first column that holds time, otherwise the rows as they come.")
        {
            Example = "year",
        },
        ChartFields.Missing,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (RowReader.Read(input, byTime: true) is not { } data)
            return null;
        var series = data.Series[0];
        if (series.Known.Count() < 2)
        {
            input.Report(
                ChartRules.BadValue,
                "data",
                "A sparkline joins at least two values; this one has 1.",
                "Print the value as a figure."
            );
            return null;
        }
        var colour = ColourChoice.One(input);
        return input.IsInline
            ? new ChartPlan(
                data.ToTable(),
                InASentence(data),
                sheet => Sparkline.Draw(sheet, series, data.Position, colour, 1, InlineHeight)
            )
            {
                Width = InlineWidth,
            }
            : new ChartPlan(data.ToTable(), Alt(data), sheet => Draw(sheet, data, colour)) { Width = BlockWidth };
    }

    private static string Alt(SeriesData data) =>
        !data.HasNoNames ? SeriesWords.Trends(data, null, []) : $"{data.Noun}{(data.Language.IsEnglish ? "" : ":")} {InASentence(data)}.";

    // The sentence says what it is; only the change is told.
    private static string InASentence(SeriesData data)
    {
        var words = new ChartWords(data.Language, data.Format);
        var series = data.Series[0];
        var (first, last) = (series.Values[series.First], series.Values[series.Last]);
        if (!data.HasNoNames)
            return words.Trend(first, data.Places[series.First], last, data.Places[series.Last], data.IsTime);
        if (!words.HasVerbs)
            return $"{words.Print(first)} … {words.Print(last)}";
        return words.Print(first) == words.Print(last)
            ? $"began and ended at {words.Print(first)}"
            : $"{ChartWords.Verb(first, last)} from {words.Print(first)} to {words.Print(last)}{words.By(first, last)}";
    }

    private static void Draw(ChartSheet sheet, SeriesData data, string colour)
    {
        var (letters, series) = (sheet.Lettering, data.Series[0]);
        var (first, last) = (data.Print(0, series.First), data.Print(0, series.Last));
        var height = sheet.WantedHeight ?? (letters.LineHeight * 2) + (2 * ChartSheet.Padding);
        var room = ChartSheet.Padding + (letters.CapHeight / 2);
        sheet.Open(
            height,
            new Margins(
                ChartSheet.Padding + letters.Width(first) + AxisLines.Gap + 4,
                room,
                ChartSheet.Padding + letters.Width(last, true) + AxisLines.Gap + 6,
                room
            ),
            Sparkline.Places(series, data.Position),
            Sparkline.Values(series)
        );
        Sparkline.Marks(sheet, series, data.Position, colour, 2.5f);
        sheet.Letter(
            new Letters(first, sheet.Left - AxisLines.Gap, sheet.Y(series.Numbers[series.First]!.Value), Anchor.Right, sheet.Theme.Ink)
        );
        sheet.Letter(
            new Letters(
                last,
                sheet.Right + AxisLines.Gap + 2,
                sheet.Y(series.Numbers[series.Last]!.Value),
                Anchor.Left,
                ColourChoice.ForText(colour, sheet.Theme),
                true
            )
        );
    }
}
