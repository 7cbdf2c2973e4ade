using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>
/// Draws horizontal bars. Names stand at the left as long as they leave the bars more than half of the width, on up to two
/// lines; longer ones stand above their bars.
/// </summary>
internal static class BarDrawing
{
    private const float NameShare = 0.42f;

    /// <summary>The bars as table cells.</summary>
    public static BarCells Cells(BarSet bars, Theme theme) => new([.. CellsOf(bars, theme)]);

    /// <summary>The bars as cells of whatever direction.</summary>
    public static IEnumerable<BarCell> CellsOf(BarSet bars, Theme theme)
    {
        var longest = bars.Data.Numbers.Max();
        return bars.Data.Places.Select((name, i) => new BarCell(
            name, bars.Values[i] is null ? ChartTableBuilder.NoValue : bars.Data.Print(0, i), longest > 0 ? (bars.Values[i] ?? 0) / longest : 0, bars.Highlight == i, bars.ColourOf(i, theme.Comparison)));
    }

    /// <summary>Draws them.</summary>
    public static void Draw(ChartSheet sheet, BarSet bars)
    {
        var letters = sheet.Lettering;
        var names = bars.Data.Places.Select((name, i) => Lines(sheet, name, bars.Highlight == i)).ToArray();
        var above = names.Any(lines => lines is null);
        var count = names.Length;
        var few = count <= BarSet.MostValues;
        var nameWidth = above ? 0 : names.SelectMany((lines, i) => lines!.Select(line => letters.Width(line, bars.Highlight == i))).Max() + AxisLines.Gap + 2;
        var lineCount = above ? 1 : names.Max(lines => lines!.Count);

        var thickness = few ? MathF.Round(letters.Size * 1.15f) : MathF.Round(letters.Size * 0.85f);
        var pitch = above ? letters.LineHeight + thickness + MathF.Round(letters.Size * 0.7f)
            : Math.Max(thickness + (few ? MathF.Round(letters.Size * 0.55f) : 5), (letters.LineHeight * lineCount) + (lineCount > 1 ? 6 : few ? 4 : 0));
        var (low, high) = (Math.Min(0, bars.Data.Numbers.Min()), Math.Max(0, bars.Data.Numbers.Max()));
        foreach (var line in bars.References) (low, high) = (Math.Min(low, line.Value), Math.Max(high, line.Value));
        if (low == high) high = 1;

        var valueWidth = bars.Data.Places.Select((_, i) => letters.Width(bars.Data.Print(0, i), bars.Highlight == i)).Max() + AxisLines.Gap;
        var scale = NiceScale.For(low, high, 4, NumberFormats.Unit(bars.Data.Format), round: !few);
        var top = ChartSheet.Padding + (bars.References.Length > 0 ? letters.LineHeight + 6 : 0);
        var bottom = ChartSheet.Padding + (few ? 0 : AxisLines.PlacesHeight(sheet));
        var wanted = top + (pitch * count) + bottom;
        if (sheet.WantedHeight is { } height && height > wanted) pitch = (height - top - bottom) / count;
        sheet.Open(
            top + (pitch * count) + bottom,
            new Margins(ChartSheet.Padding + nameWidth + (few && low < 0 ? valueWidth : 0), top, ChartSheet.Padding + (few && high > 0 ? valueWidth : few ? 0 : 8), bottom),
            few ? new Span(low, high) : scale.Span, new Span(count, 0));

        if (!few) AxisLines.Vertical(sheet, scale, bars.Data.Print);
        for (var i = 0; i < count; i++) Row(sheet, bars, i, names[i], above, thickness, pitch, few);
        if (few) sheet.Line(sheet.X(0), sheet.Top, sheet.X(0), sheet.Bottom, sheet.Theme.Ink);
        foreach (var line in bars.References) AxisLines.ReferenceAbove(sheet, line.Value, line.Label);
    }

    private static void Row(ChartSheet sheet, BarSet bars, int i, IReadOnlyList<string>? name, bool above, float thickness, float pitch, bool few)
    {
        var (letters, theme, bold) = (sheet.Lettering, sheet.Theme, bars.Highlight == i);
        var row = sheet.Top + (pitch * i);
        var middle = above ? row + letters.LineHeight + (thickness / 2) : row + (pitch / 2);
        var ink = bold ? theme.Accent : theme.Ink;
        if (above)
        {
            var whole = bars.Data.Places[i];
            sheet.Letter(new Letters(letters.Fit(whole, sheet.InnerWidth, bold), ChartSheet.Padding, row + (letters.LineHeight / 2), Anchor.Left, ink, bold));
        }
        else
        {
            for (var line = 0; line < name!.Count; line++)
            {
                var y = middle + ((line - ((name.Count - 1) / 2f)) * letters.LineHeight);
                sheet.Letter(new Letters(name[line], ChartSheet.Padding, y, Anchor.Left, ink, bold));
            }
        }
        if (bars.Values[i] is not { } value)
        {
            sheet.Letter(new Letters(ChartTableBuilder.NoValue, sheet.X(0) + AxisLines.Gap, middle, Anchor.Left, theme.Muted));
            return;
        }
        if (value != 0) sheet.Rectangle(sheet.X(0), middle - (thickness / 2), sheet.X(value), middle + (thickness / 2), bars.ColourOf(i, theme.Comparison));
        if (!few && !bold) return;
        var (x, anchor) = value < 0 ? (sheet.X(value) - AxisLines.Gap, Anchor.Right) : (sheet.X(value) + AxisLines.Gap, Anchor.Left);
        var printed = bars.Data.Print(0, i);
        // Beyond the axis there is no room: the value of the one bar that has it then stands inside.
        if (!few && x + letters.Width(printed, true) > sheet.Width - ChartSheet.Padding)
        {
            var colour = bars.ColourOf(i, theme.Comparison);
            sheet.Letter(new Letters(printed, sheet.X(value) - AxisLines.Gap, middle, Anchor.Right, ColourChoice.TextOn(colour, theme.Ink, theme.Ground), true));
            return;
        }
        sheet.Letter(new Letters(printed, x, middle, anchor, ink, bold) { OnGround = !few || bars.References.Length > 0 });
    }

    private static IReadOnlyList<string>? Lines(ChartSheet sheet, string name, bool bold) => sheet.Lettering.Wrap(name, sheet.InnerWidth * NameShare, 2, bold);
}
