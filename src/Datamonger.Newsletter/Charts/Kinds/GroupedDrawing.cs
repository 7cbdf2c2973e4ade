using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Draws series side by side. Their order in a group is that of the names above, so that colour is not the only cue.</summary>
internal static class GroupedDrawing
{
    private const int MostValues = 24;
    private const float Divider = 2;
    private const float GroupShare = 0.78f;

    /// <summary>Draws them as horizontal bars.</summary>
    public static void Bars(ChartSheet sheet, BarGroups bars)
    {
        var (data, letters, theme) = (bars.Data, sheet.Lettering, sheet.Theme);
        var (places, series) = (data.Places.Length, data.Series.Length);
        var printed = places * series <= MostValues;
        var thickness = MathF.Round(letters.Size * (printed ? 0.95f : 0.55f));
        var mark = (series * (thickness + Divider)) - Divider;
        var rows = new Rows(sheet, data.Places, mark, MathF.Round(letters.Size * 0.8f));
        var key = new SeriesKey(sheet, bars.Names, bars.Colours);
        var (low, high) = FromZero(data);
        var scale = NiceScale.For(low, high, 4, NumberFormats.Unit(data.Format), round: !printed);
        var valueWidth = printed ? WidestValue(sheet, bars) + AxisLines.Gap : 0;
        var top = ChartSheet.Padding + key.Height;
        var bottom = ChartSheet.Padding + (printed ? 0 : AxisLines.PlacesHeight(sheet));
        rows.Stretch(sheet.WantedHeight - top - bottom);
        sheet.Open(
            top + rows.Height + bottom,
            new Margins(
                ChartSheet.Padding + rows.NameWidth + (low < 0 ? valueWidth : 0),
                top,
                ChartSheet.Padding + (printed ? valueWidth : 8),
                bottom
            ),
            printed ? new Span(low, high) : scale.Span,
            new Span(1, 0)
        );

        key.Draw();
        if (!printed)
            AxisLines.Vertical(sheet, scale, data.Ticks(scale));
        for (var place = 0; place < places; place++)
        {
            rows.Name(place);
            for (var i = 0; i < series; i++)
            {
                var middle = rows.Middle(place) - (mark / 2) + (i * (thickness + Divider)) + (thickness / 2);
                var bold = bars.Highlight == i;
                if (data.Series[i].Numbers[place] is not { } value)
                {
                    sheet.Letter(new Letters(ChartTableBuilder.NoValue, sheet.X(0) + AxisLines.Gap, middle, Anchor.Left, theme.Muted));
                    continue;
                }
                if (value != 0)
                    sheet.Rectangle(sheet.X(0), middle - (thickness / 2), sheet.X(value), middle + (thickness / 2), bars.Colours[i]);
                var (x, anchor) =
                    value < 0 ? (sheet.X(value) - AxisLines.Gap, Anchor.Right) : (sheet.X(value) + AxisLines.Gap, Anchor.Left);
                if (printed)
                    sheet.Letter(new Letters(data.Print(i, place), x, middle, anchor, bold ? theme.Accent : theme.Ink, bold));
            }
        }
        if (printed)
            sheet.Line(sheet.X(0), sheet.Top, sheet.X(0), sheet.Bottom, theme.Ink);
    }

    /// <summary>Draws them as columns; as horizontal bars where a name does not fit under its group.</summary>
    public static void Columns(ChartSheet sheet, BarGroups bars)
    {
        var (data, letters, theme) = (bars.Data, sheet.Lettering, sheet.Theme);
        var (places, series) = (data.Places.Length, data.Series.Length);
        var key = new SeriesKey(sheet, bars.Names, bars.Colours);
        var (low, high) = FromZero(data);
        var printed = places * series <= MostValues && WidestValue(sheet, bars) + 4 <= sheet.InnerWidth / places * GroupShare / series;
        var scale = NiceScale.For(low, high, 4, NumberFormats.Unit(data.Format), round: !printed);
        var left = printed ? 0 : AxisLines.WidthOf(sheet, scale, data.Ticks(scale));
        if (ColumnNames.Fit(sheet, data, (sheet.InnerWidth - left) / places) is not { } names)
        {
            Bars(sheet, bars);
            return;
        }
        var room = printed ? letters.LineHeight : 0;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.56f) + key.Height,
            new Margins(
                ChartSheet.Padding + left,
                ChartSheet.Padding + key.Height + Math.Max(room, 6),
                ChartSheet.Padding,
                ChartSheet.Padding + names.Height + (low < 0 ? room : 0)
            ),
            new Span(0, places),
            scale.Span,
            (80, 48)
        );

        key.Draw();
        if (!printed)
            AxisLines.Horizontal(sheet, scale, data.Ticks(scale));
        var thickness = ((sheet.X(GroupShare) - sheet.X(0)) / series) - Divider;
        for (var place = 0; place < places; place++)
        {
            for (var i = 0; i < series; i++)
            {
                if (data.Series[i].Numbers[place] is not { } value)
                    continue;
                var start = sheet.X(place + ((1 - GroupShare) / 2)) + (i * (thickness + Divider)) + (Divider / 2);
                sheet.Rectangle(start, sheet.Y(0), start + thickness, sheet.Y(value), bars.Colours[i]);
                var bold = bars.Highlight == i;
                if (printed)
                    sheet.Letter(
                        new Letters(
                            data.Print(i, place),
                            start + (thickness / 2),
                            sheet.Y(value) + ((value < 0 ? 1 : -1) * ((room / 2) + 1)),
                            Anchor.Centre,
                            bold ? theme.Accent : theme.Ink,
                            bold
                        )
                    );
            }
        }
        sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), theme.Ink);
        names.Draw([.. Enumerable.Range(0, places).Select(place => sheet.X(place + 0.5))], sheet.Bottom + (low < 0 ? room : 0));
    }

    private static (double Low, double High) FromZero(SeriesData data)
    {
        var (low, high) = (Math.Min(0, data.Numbers.Min()), Math.Max(0, data.Numbers.Max()));
        return low == high ? (0, 1) : (low, high);
    }

    private static float WidestValue(ChartSheet sheet, BarGroups bars) =>
        bars
            .Data.Series.SelectMany(
                (series, i) => series.Known.Select(place => sheet.Lettering.Width(bars.Data.Print(i, place), bars.Highlight == i))
            )
            .Max();
}
