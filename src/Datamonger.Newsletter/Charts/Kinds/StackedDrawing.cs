using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>
/// Draws the parts of wholes end to end, divided by the ground, each with its value where there is room. Names stand at the parts: above
/// those of the first bar, or beside those of the last column.
/// </summary>
internal static class StackedDrawing
{
    private const int MostTotals = 12;
    private const float Divider = 2;
    private const float ColumnShare = 0.68f;

    /// <summary>Draws them as horizontal bars.</summary>
    public static void Bars(ChartSheet sheet, BarGroups bars)
    {
        var (data, letters, theme) = (bars.Data, sheet.Lettering, sheet.Theme);
        var places = data.Places.Length;
        var thickness = MathF.Round(letters.Size * 1.35f);
        var rows = new Rows(sheet, data.Places, thickness, MathF.Round(letters.Size * 0.6f));
        var totals = bars.AreShares
            ? 0
            : Enumerable.Range(0, places).Select(place => letters.Width(data.Print(Parts.Sum(data, place)))).Max() + AxisLines.Gap;
        var (left, right) = (ChartSheet.Padding + rows.NameWidth, sheet.Width - ChartSheet.Padding - totals);
        var high = Math.Max(Enumerable.Range(0, places).Max(place => Parts.Sum(data, place)), double.Epsilon);
        var above = NamesAbove(sheet, bars, left, right, high);
        var key = new SeriesKey(sheet, bars.Names, bars.Colours);
        var top = ChartSheet.Padding + (above is null ? key.Height : letters.LineHeight + 6);
        rows.Stretch(sheet.WantedHeight - top - ChartSheet.Padding);
        sheet.Open(
            top + rows.Height + ChartSheet.Padding,
            new Margins(left, top, sheet.Width - right, ChartSheet.Padding),
            new Span(0, high),
            new Span(1, 0)
        );

        if (above is null)
            key.Draw();
        else
            foreach (var name in above)
                sheet.Letter(name);
        for (var place = 0; place < places; place++)
        {
            rows.Name(place);
            var (middle, sum) = (rows.Middle(place), 0.0);
            if (data.Series[0].Numbers[place] is null)
                rows.NoValue(place, sheet.X(0) + AxisLines.Gap);
            else
            {
                for (var i = 0; i < data.Series.Length; i++)
                {
                    var (start, end) = (sheet.X(sum), sheet.X(sum += data.Series[i].Numbers[place]!.Value));
                    Part(sheet, bars, i, place, start, middle - (thickness / 2), end, middle + (thickness / 2));
                    if (i > 0)
                        sheet.Rectangle(
                            start - (Divider / 2),
                            middle - (thickness / 2),
                            start + (Divider / 2),
                            middle + (thickness / 2),
                            theme.Ground
                        );
                }
                if (!bars.AreShares)
                    sheet.Letter(new Letters(data.Print(sum), sheet.X(sum) + AxisLines.Gap, middle, Anchor.Left, theme.Ink));
            }
        }
        sheet.Line(sheet.X(0), sheet.Top, sheet.X(0), sheet.Bottom, theme.Ink);
    }

    /// <summary>Draws them as columns; as horizontal bars where a name does not fit under its column.</summary>
    public static void Columns(ChartSheet sheet, BarGroups bars)
    {
        var (data, letters, theme) = (bars.Data, sheet.Lettering, sheet.Theme);
        var places = data.Places.Length;
        var names = new SideNames(sheet, [.. data.Series.Select((series, i) => new SideName(series.Name, bars.Colours[i]))]);
        var high = Math.Max(Enumerable.Range(0, places).Max(place => Parts.Sum(data, place)), double.Epsilon);
        var pitch = (sheet.InnerWidth - names.Width) / places;
        var totals =
            !bars.AreShares
            && places <= MostTotals
            && Enumerable.Range(0, places).Max(place => letters.Width(data.Print(Parts.Sum(data, place)), true)) <= pitch - 4;
        var axis = !totals && !bars.AreShares;
        var scale = NiceScale.For(0, high, 4, NumberFormats.Unit(data.Format), round: axis);
        var left = axis ? AxisLines.WidthOf(sheet, scale, data.Ticks(scale)) : 0;
        if (ColumnNames.Fit(sheet, data, pitch - (left / places)) is not { } under)
        {
            Bars(sheet, bars);
            return;
        }
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.6f),
            new Margins(
                ChartSheet.Padding + left,
                ChartSheet.Padding + (totals ? letters.LineHeight : 6),
                ChartSheet.Padding + names.Width,
                ChartSheet.Padding + under.Height
            ),
            new Span(0, places),
            scale.Span,
            (80, 48)
        );

        if (axis)
            AxisLines.Horizontal(sheet, scale, data.Ticks(scale));
        var half = (sheet.X(ColumnShare) - sheet.X(0)) / 2;
        ImmutableArray<float> middles = [.. Enumerable.Range(0, places).Select(place => sheet.X(place + 0.5))];
        foreach (var place in data.Series[0].Known)
        {
            var sum = 0.0;
            for (var i = 0; i < data.Series.Length; i++)
            {
                var (start, end) = (sheet.Y(sum), sheet.Y(sum += data.Series[i].Numbers[place]!.Value));
                Part(sheet, bars, i, place, middles[place] - half, end, middles[place] + half, start);
                if (i > 0)
                    sheet.Rectangle(
                        middles[place] - half,
                        start - (Divider / 2),
                        middles[place] + half,
                        start + (Divider / 2),
                        theme.Ground
                    );
            }
            if (totals)
                sheet.Letter(
                    new Letters(
                        data.Print(sum),
                        middles[place],
                        sheet.Y(sum) - (letters.LineHeight / 2) - 1,
                        Anchor.Centre,
                        theme.Ink,
                        true
                    )
                );
        }
        sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), theme.Ink);
        under.Draw(middles, sheet.Bottom);
        var last = data.Series[0].Last;
        // A total may be wider than its column.
        var edge = middles[last] + (totals ? Math.Max(half, letters.Width(data.Print(Parts.Sum(data, last)), true) / 2) : half);
        names.Draw([.. Middles(data, last).Select(middle => (edge, sheet.Y(middle)))]);
    }

    /// <summary>The middles of the parts of a place, counted from zero.</summary>
    public static IEnumerable<double> Middles(SeriesData data, int place)
    {
        var sum = 0.0;
        foreach (var series in data.Series)
        {
            var part = series.Numbers[place] ?? 0;
            yield return sum + (part / 2);
            sum += part;
        }
    }

    private static void Part(ChartSheet sheet, BarGroups bars, int series, int place, float left, float top, float right, float bottom)
    {
        if (bars.Data.Series[series].Numbers[place] == 0)
            return;
        sheet.Rectangle(left, top, right, bottom, bars.Colours[series]);
        var (letters, printed) = (sheet.Lettering, bars.Data.Print(series, place));
        if (letters.Width(printed) + (2 * Divider) + 6 > right - left || letters.CapHeight + 6 > bottom - top)
            return;
        sheet.Letter(
            new Letters(
                printed,
                (left + right) / 2,
                (top + bottom) / 2,
                Anchor.Centre,
                ColourChoice.TextOn(bars.Colours[series], sheet.Theme.Ink, sheet.Theme.Ground)
            )
        );
    }

    // A name stands above its part of the first bar, as far left as the part begins; null when one of them would touch the next.
    private static List<Letters>? NamesAbove(ChartSheet sheet, BarGroups bars, float left, float right, double high)
    {
        if (bars.Data.Series[0].Numbers[0] is null)
            return null;
        var (names, sum) = (new List<Letters>(), 0.0);
        for (var i = 0; i < bars.Data.Series.Length; i++)
        {
            var (name, x) = (bars.Data.Series[i].Name, (float)(left + (sum / high * (right - left))));
            if (names.Count > 0 && names[^1].X + sheet.Lettering.Width(names[^1].Text, true) + AxisLines.Gap > x)
                return null;
            if (i == bars.Data.Series.Length - 1 && x + sheet.Lettering.Width(name, true) > sheet.Width - ChartSheet.Padding)
                return null;
            names.Add(
                new Letters(
                    name,
                    x,
                    ChartSheet.Padding + (sheet.Lettering.LineHeight / 2),
                    Anchor.Left,
                    ColourChoice.ForText(bars.Colours[i], sheet.Theme),
                    true
                )
            );
            sum += bars.Data.Series[i].Numbers[0]!.Value;
        }
        return names;
    }
}
