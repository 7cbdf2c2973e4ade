using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using ScottPlot;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Draws points between two axes; a name stands on that side of its point where it covers least.</summary>
internal static class ScatterDrawing
{
    private const float Size = 10;
    private const int Worst = 10_000;

    public static void Draw(ChartSheet sheet, ScatterPoints points)
    {
        var (letters, theme) = (sheet.Lettering, sheet.Theme);
        var (x, y) = (Scale(points.X), Scale(points.Y));
        var (printX, printY) = (
            NumberFormats.OfTicks(points.X.Format, points.Language, x.Ticks),
            NumberFormats.OfTicks(points.Y.Format, points.Language, y.Ticks)
        );
        var title = letters.LineHeight + 8;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.72f),
            new Margins(
                ChartSheet.Padding + AxisLines.WidthOf(sheet, y, printY),
                ChartSheet.Padding + title + 4,
                ChartSheet.Padding + 10,
                ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + title
            ),
            x.Span,
            y.Span,
            (120, 90)
        );
        AxisLines.Horizontal(sheet, y, printY);
        AxisLines.Vertical(sheet, x, printX);
        // What the axes are stands at their ends, level, as it is read.
        sheet.Letter(
            new Letters(
                letters.Fit($"↑ {points.Y.Title}", sheet.InnerWidth),
                ChartSheet.Padding,
                ChartSheet.Padding + (letters.LineHeight / 2),
                Anchor.Left,
                theme.Ink
            )
        );
        sheet.Letter(
            new Letters(
                letters.Fit($"{points.X.Title} →", sheet.InnerWidth),
                sheet.Right,
                sheet.Height - ChartSheet.Padding - (letters.LineHeight / 2),
                Anchor.Right,
                theme.Ink
            )
        );
        if (points.Trend)
            Trend(sheet, points, x.Span, y.Span);

        foreach (
            var point in Enumerable
                .Range(0, points.X.Numbers.Length)
                .OrderBy(point => points.Highlight == point)
                .ThenBy(point => points.Named.Contains(point))
        )
        {
            var stands = points.Highlight == point;
            var colour =
                points.Highlight is null || stands ? points.Colour
                : points.Named.Contains(point) ? theme.Ink
                : theme.Comparison;
            sheet.Point(X(sheet, points, point), Y(sheet, points, point), colour, stands ? Size + 4 : Size);
        }
        var taken = new List<PixelRect>();
        if (points.Highlight is { } here)
            Name(sheet, points, here, taken);
        foreach (var point in points.Named)
            Name(sheet, points, point, taken);
    }

    private static float X(ChartSheet sheet, ScatterPoints points, int point) => sheet.X(points.X.Numbers[point]);

    private static float Y(ChartSheet sheet, ScatterPoints points, int point) => sheet.Y(points.Y.Numbers[point]);

    // Where the values are far from zero it is left out: points are read by place, not by length.
    private static NiceScale Scale(ScatterSide side)
    {
        var (low, high) = (side.Numbers.Min(), side.Numbers.Max());
        if (low > 0 && low <= high * 0.25)
            low = 0;
        return NiceScale.For(low, high, 5, NumberFormats.Unit(side.Format), round: true);
    }

    private static void Trend(ChartSheet sheet, ScatterPoints points, Span x, Span y)
    {
        if (Statistics.Fit(points.X.Numbers, points.Y.Numbers) is not { } line)
            return;
        // The line ends at the edge of the marks, wherever it meets it.
        double[] ends =
        [
            .. new[] { x.Low, x.High, (y.Low - line.Intercept) / line.Slope, (y.High - line.Intercept) / line.Slope }
                .Where(at => double.IsFinite(at) && at >= x.Low && at <= x.High && Inside(line.At(at)))
                .Order(),
        ];
        if (ends.Length > 1)
            sheet.Line(
                sheet.X(ends[0]),
                sheet.Y(line.At(ends[0])),
                sheet.X(ends[^1]),
                sheet.Y(line.At(ends[^1])),
                sheet.Theme.Ink,
                1.5f,
                new LinePattern([5, 3], 0, "trend")
            );

        bool Inside(double value) => value >= y.Low - (y.Length * 1e-9) && value <= y.High + (y.Length * 1e-9);
    }

    private static void Name(ChartSheet sheet, ScatterPoints points, int point, List<PixelRect> taken)
    {
        var bold = points.Highlight == point;
        var (x, y, width, line) = (
            X(sheet, points, point),
            Y(sheet, points, point),
            sheet.Lettering.Width(points.Names[point], bold),
            sheet.Lettering.LineHeight
        );
        var gap = (Size / 2) + 6;
        // Right of the axis, whose values a name would cover.
        var low = sheet.Left + 2;
        var high = Math.Max(low, sheet.Width - ChartSheet.Padding - width);
        // Beside its point; or above or below it, and then as far aside as the edges ask for.
        (float Left, float Middle)[] sides =
        [
            (x + gap, y),
            (x - gap - width, y),
            .. new[] { x - (width / 2), x, x - width }.SelectMany(left =>
                new[] { y - gap - (line / 2) + 2, y + gap + (line / 2) - 2 }.Select(middle => (Math.Clamp(left, low, high), middle))
            ),
        ];
        PixelRect Box((float Left, float Middle) side) =>
            new(side.Left, side.Left + width, side.Middle + (line / 2), side.Middle - (line / 2));
        var best = sides
            .Where(side =>
                side.Left >= low
                && side.Left <= high
                && side.Middle - (line / 2) >= ChartSheet.Padding + line
                && side.Middle + (line / 2) <= sheet.Bottom
            )
            .DefaultIfEmpty((Left: Math.Clamp(x - (width / 2), low, high), Middle: Math.Max(sheet.Top, y - gap - (line / 2))))
            .MinBy(side => Covered(Box(side)));
        if (!bold && Covered(Box(best)) >= Worst)
        {
            sheet.LeaveOut(points.Names[point]);
            return;
        }
        taken.Add(Box(best));
        // No rim sets it off: that would cover points.
        sheet.Letter(
            new Letters(points.Names[point], best.Left, best.Middle, Anchor.Left, bold ? sheet.Theme.Accent : sheet.Theme.Ink, bold)
        );

        // A name that covers another, or the point that stands out, is worse than one that covers any number of points.
        int Covered(PixelRect box) =>
            (
                taken.Count(other => other.Left < box.Right && box.Left < other.Right && other.Top < box.Bottom && box.Top < other.Bottom)
                * Worst
            )
            + Enumerable
                .Range(0, points.X.Numbers.Length)
                .Where(other =>
                    X(sheet, points, other) is var px
                    && Y(sheet, points, other) is var py
                    && px > box.Left - 5
                    && px < box.Right + 5
                    && py > box.Top
                    && py < box.Bottom
                )
                .Sum(other => other == points.Highlight && other != point ? Worst : 1);
    }
}
