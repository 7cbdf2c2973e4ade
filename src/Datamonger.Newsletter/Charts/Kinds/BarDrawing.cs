using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Draws horizontal bars: up to a dozen with their values at their ends, more of them over light lines.</summary>
internal static class BarDrawing
{
    /// <summary>The bars as table cells.</summary>
    public static BarCells Cells(BarSet bars, Theme theme) => new([.. CellsOf(bars, theme)]);

    /// <summary>The bars as cells of whatever direction.</summary>
    public static IEnumerable<BarCell> CellsOf(BarSet bars, Theme theme)
    {
        var longest = bars.Data.Numbers.Max();
        return bars.Data.Places.Select(
            (name, i) =>
                new BarCell(
                    name,
                    bars.Values[i] is null ? ChartTableBuilder.NoValue : bars.Data.Print(0, i),
                    longest > 0 ? (bars.Values[i] ?? 0) / longest : 0,
                    bars.Highlight == i,
                    bars.ColourOf(i, theme.Comparison)
                )
        );
    }

    /// <summary>Draws them.</summary>
    public static void Draw(ChartSheet sheet, BarSet bars)
    {
        var letters = sheet.Lettering;
        var few = bars.Data.Places.Length <= BarSet.MostValues;
        var thickness = MathF.Round(letters.Size * (few ? 1.15f : 0.85f));
        var rows = new Rows(sheet, bars.Data.Places, thickness, few ? MathF.Round(letters.Size * 0.6f) : 5, bars.Highlight);
        var (low, high) = (Math.Min(0, bars.Data.Numbers.Min()), Math.Max(0, bars.Data.Numbers.Max()));
        foreach (var line in bars.References)
            (low, high) = (Math.Min(low, line.Value), Math.Max(high, line.Value));
        if (low == high)
            high = 1;

        var valueWidth = bars.Data.Places.Select((_, i) => letters.Width(bars.Data.Print(0, i), bars.Highlight == i)).Max() + AxisLines.Gap;
        var scale = NiceScale.For(low, high, 4, NumberFormats.Unit(bars.Data.Format), round: !few);
        var references = new ReferencesAbove(sheet, bars.References);
        var top = ChartSheet.Padding + references.Height;
        var bottom = ChartSheet.Padding + (few ? 0 : AxisLines.PlacesHeight(sheet));
        rows.Stretch(sheet.WantedHeight - top - bottom);
        sheet.Open(
            top + rows.Height + bottom,
            new Margins(
                ChartSheet.Padding + rows.NameWidth + (few && low < 0 ? valueWidth : 0),
                top,
                ChartSheet.Padding
                    + (
                        !few ? 8
                        : bars.Data.Numbers.Any(value => value >= 0) ? valueWidth
                        : 0
                    ),
                bottom
            ),
            few ? new Span(low, high) : scale.Span,
            new Span(1, 0)
        );

        if (!few)
            AxisLines.Vertical(sheet, scale, bars.Data.Ticks(scale));
        for (var i = 0; i < bars.Data.Places.Length; i++)
            Row(sheet, bars, rows, i, thickness, few);
        if (few)
            sheet.Line(sheet.X(0), sheet.Top, sheet.X(0), sheet.Bottom, sheet.Theme.Ink);
        references.Draw();
    }

    private static void Row(ChartSheet sheet, BarSet bars, Rows rows, int i, float thickness, bool few)
    {
        var (letters, theme, bold, middle) = (sheet.Lettering, sheet.Theme, bars.Highlight == i, rows.Middle(i));
        rows.Name(i);
        if (bars.Values[i] is not { } value)
        {
            rows.NoValue(i, sheet.X(0) + AxisLines.Gap);
            return;
        }
        if (value != 0)
            sheet.Rectangle(
                sheet.X(0),
                middle - (thickness / 2),
                sheet.X(value),
                middle + (thickness / 2),
                bars.ColourOf(i, theme.Comparison)
            );
        if (!few && !bold)
            return;
        var (x, anchor) = value < 0 ? (sheet.X(value) - AxisLines.Gap, Anchor.Right) : (sheet.X(value) + AxisLines.Gap, Anchor.Left);
        var printed = bars.Data.Print(0, i);
        // Beyond the axis there is no room: the value of the one bar that has it then stands inside.
        if (!few && x + letters.Width(printed, true) > sheet.Width - ChartSheet.Padding)
        {
            var colour = bars.ColourOf(i, theme.Comparison);
            sheet.Letter(
                new Letters(
                    printed,
                    sheet.X(value) - AxisLines.Gap,
                    middle,
                    Anchor.Right,
                    ColourChoice.TextOn(colour, theme.Ink, theme.Ground),
                    true
                )
            );
            return;
        }
        sheet.Letter(new Letters(printed, x, middle, anchor, rows.Ink(i), bold) { OnGround = !few || bars.References.Length > 0 });
    }
}
