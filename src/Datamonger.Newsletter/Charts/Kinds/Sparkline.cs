using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>A line without axes or words, its last point marked.</summary>
internal static class Sparkline
{
    /// <summary>The stretch of its places.</summary>
    public static Span Places(DataSeries series, Func<int, double> position)
    {
        var (first, last) = (position(series.First), position(series.Last));
        return first < last ? new Span(first, last) : new Span(first - 1, first + 1);
    }

    /// <summary>The stretch of its values; a flat line runs through the middle.</summary>
    public static Span Values(DataSeries series)
    {
        var known = series.Numbers.OfType<double>().ToArray();
        var (low, high) = (known.Min(), known.Max());
        return Span.Around(low, high);
    }

    /// <summary>Opens the sheet and draws it, as large as the sheet.</summary>
    /// <param name="padding">Room around it, in CSS pixels, besides half of the point.</param>
    public static void Draw(ChartSheet sheet, DataSeries series, Func<int, double> position, string colour, float padding, int height = 20)
    {
        height = sheet.WantedHeight ?? height;
        var room = padding + 4;
        sheet.Open(height, new Margins(room, room, room, room), Places(series, position), Values(series), (8, 4));
        Marks(sheet, series, position, colour, height > 30 ? 2.5f : 1.75f);
    }

    /// <summary>Draws it on an open sheet.</summary>
    public static void Marks(ChartSheet sheet, DataSeries series, Func<int, double> position, string colour, float thickness)
    {
        var stretch = new List<(double X, double Y)>();
        for (var place = 0; place <= series.Numbers.Length; place++)
        {
            if (place < series.Numbers.Length && series.Numbers[place] is { } value)
            {
                stretch.Add((position(place), value));
                continue;
            }
            if (stretch.Count > 1)
                sheet.Polyline(stretch, colour, thickness);
            if (stretch.Count == 1)
                sheet.Point(sheet.X(stretch[0].X), sheet.Y(stretch[0].Y), colour, thickness * 2, rim: false);
            stretch.Clear();
        }
        sheet.Point(sheet.X(position(series.Last)), sheet.Y(series.Numbers[series.Last]!.Value), colour, thickness * 3, rim: false);
    }
}
