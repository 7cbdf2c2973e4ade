using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>The last value in big figures, its change in words, and a sparkline.</summary>
internal sealed class NumberChart : IChartKind
{
    private const int FewestForTrend = 3;

    public string Name => "number";

    public string Description => "Shows one figure, the last of the rows, big, with its change in words and a sparkline.";

    public ImmutableArray<Field> Fields { get; } =
    [
        new("y", FieldType.Column, "The values; the last is shown.") { Required = true, Example = "applications" },
        new("x", FieldType.Column, "The places, time most likely; without it nothing is compared.") { Example = "year" },
        new("label", FieldType.BoundText, "What it counts; the column's name by default.") { Example = "applications to foster" },
        new("compare", FieldType.Choice, "Which row the change is counted from.")
        {
            Default = "previous",
            Choices = ["previous", "first", "none"],
        },
        new("trend", FieldType.Choice, "Whether a sparkline stands beside it; `auto` draws one from three rows on.")
        {
            Default = "auto",
            Choices = ["auto", "yes", "no"],
        },
        ChartFields.Missing,
        ChartFields.Colours,
        ChartFields.XFormat,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (RowReader.Read(input) is not { } data)
            return null;
        var series = data.Series[0];
        var words = new ChartWords(data.Language, data.Format);
        var last = series.Last;
        var value = data.Print(0, last);
        var label = input.Text("label") ?? data.Noun;
        var compared = Compared(input.Fields.Text("compare")!, series);
        var change = compared is { } from ? Change(words, series.Values[from], series.Values[last], data.Places[from]) : null;
        var trend = input.Fields.Text("trend") switch
        {
            "yes" => series.Known.Count() > 1,
            "no" => false,
            _ => series.Known.Count() >= FewestForTrend,
        };
        var colour = ColourChoice.One(input);
        var alt = compared is { } first
            ? $"{ChartWords.Sentence(label)}{(words.HasVerbs ? "" : ":")} "
                + $"{words.Trend(series.Values[first], data.Places[first], series.Values[last], data.Places[last], data.IsTime)}."
            : $"{ChartWords.Sentence(label)}: {value}.";
        return new ChartPlan(data.ToTable(), alt, sheet => Draw(sheet, data, value, label, change, trend, colour))
        {
            Cells = picture => new NumberCells(value, label, change, picture),
            Trend = trend ? sheet => Sparkline.Draw(sheet, data.Series[0], data.Position, colour, 0) : null,
            PrefersCells = true,
        };
    }

    private static int? Compared(string compare, DataSeries series)
    {
        int[] known = [.. series.Known];
        if (known.Length < 2)
            return null;
        return compare switch
        {
            "previous" => known[^2],
            "first" => known[0],
            _ => null,
        };
    }

    private static string? Change(ChartWords words, object? from, object? to, string since)
    {
        if (!words.HasVerbs)
            return $"{since}: {words.Print(from)}";
        if (words.Print(from) == words.Print(to))
            return $"unchanged since {since}";
        var amount = words.Amount(from, to);
        return amount is null
            ? $"{ChartWords.Verb(from, to)} from {words.Print(from)} in {since}"
            : $"{ChartWords.Verb(from, to)} by {amount} since {since}";
    }

    private static void Draw(ChartSheet sheet, SeriesData data, string value, string label, string? change, bool trend, string colour)
    {
        using var big = new Lettering(sheet.Lettering.Size * 2.9f);
        var line = sheet.Lettering.LineHeight;
        var figure = big.CapHeight + 16;
        var width = sheet.InnerWidth;
        var labels = sheet.Lettering.Wrap(label, width, 2) ?? [sheet.Lettering.Fit(label, width)];
        var height = (ChartSheet.Padding * 2) + figure + (line * labels.Count) + (change is null ? 0 : line);
        var figureWidth = big.Width(value, true);
        // The sparkline fills what the figure leaves.
        var sparkLeft = ChartSheet.Padding + figureWidth + 24;
        sheet.Open(
            sheet.WantedHeight ?? height,
            new Margins(
                Math.Min(sparkLeft, sheet.Width - 80),
                ChartSheet.Padding + 4,
                ChartSheet.Padding + 8,
                (sheet.WantedHeight ?? height) - ChartSheet.Padding - figure + 14
            ),
            Sparkline.Places(data.Series[0], data.Position),
            Sparkline.Values(data.Series[0]),
            (8, -1000)
        );
        sheet.Letter(
            new Letters(value, ChartSheet.Padding, ChartSheet.Padding + (big.CapHeight / 2) + 2, Anchor.Left, sheet.Theme.Accent, true)
            {
                Size = big.Size,
            }
        );
        var y = ChartSheet.Padding + figure + (line / 2);
        foreach (var text in labels)
        {
            sheet.Letter(new Letters(text, ChartSheet.Padding, y, Anchor.Left, sheet.Theme.Ink));
            y += line;
        }
        if (change is not null)
            sheet.Letter(new Letters(sheet.Lettering.Fit(change, width), ChartSheet.Padding, y, Anchor.Left, sheet.Theme.Muted));
        if (trend && sparkLeft < sheet.Width - 80)
            Sparkline.Marks(sheet, data.Series[0], data.Position, colour, 3);
    }
}
