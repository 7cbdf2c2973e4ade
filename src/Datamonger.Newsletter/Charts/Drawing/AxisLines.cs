using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Scales;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>What stands beside the marks: light lines at round values, names of places, lines to compare with.</summary>
internal static class AxisLines
{
    /// <summary>Room between a name and its mark, in CSS pixels.</summary>
    public const float Gap = 8;

    /// <summary>Height of the room for names of places under a chart.</summary>
    public static float PlacesHeight(ChartSheet sheet, int lines = 1) => (sheet.Lettering.LineHeight * lines) + 6;

    /// <summary>Light horizontal lines with their values at the left; the line at zero is dark.</summary>
    public static void Horizontal(ChartSheet sheet, NiceScale scale, Func<double, string> print)
    {
        foreach (var tick in scale.Ticks)
        {
            var y = sheet.Y(tick);
            sheet.Line(sheet.Left, y, sheet.Right, y, tick == 0 ? sheet.Theme.Ink : sheet.Theme.Rule);
            sheet.Letter(new Letters(print(tick), sheet.Left - Gap, y, Anchor.Right, sheet.Theme.Muted));
        }
    }

    /// <summary>Light vertical lines with their values below; the line at zero is dark.</summary>
    public static void Vertical(ChartSheet sheet, NiceScale scale, Func<double, string> print)
    {
        foreach (var tick in scale.Ticks)
        {
            sheet.Line(sheet.X(tick), sheet.Top, sheet.X(tick), sheet.Bottom, tick == 0 ? sheet.Theme.Ink : sheet.Theme.Rule);
        }
        var y = sheet.Bottom + (PlacesHeight(sheet) / 2) + 3;
        Row(sheet, [.. scale.Ticks.Select(print)], [.. scale.Ticks.Select(sheet.X)], y, [], sheet.Theme.Muted);
    }

    /// <summary>The width that the values of an axis need at the left of the marks.</summary>
    public static float WidthOf(ChartSheet sheet, NiceScale scale, Func<double, string> print) =>
        scale.Ticks.Select(tick => sheet.Lettering.Width(print(tick))).DefaultIfEmpty(0).Max() + Gap;

    /// <summary>
    /// Texts on one line, none of which touches another: all if they fit, otherwise every second, third …, and always the
    /// last and the ones that matter.
    /// </summary>
    /// <param name="xs">Their middles; a text that would leave the picture is moved inside.</param>
    /// <param name="important">Indices that come before the others, and are bold.</param>
    public static void Row(
        ChartSheet sheet,
        ImmutableArray<string> texts,
        ImmutableArray<float> xs,
        float y,
        ImmutableArray<int> important,
        string? colour = null
    )
    {
        var boxes = texts
            .Select(
                (text, i) =>
                {
                    var width = sheet.Lettering.Width(text, important.Contains(i));
                    var middle = Math.Clamp(
                        xs[i],
                        ChartSheet.Padding + (width / 2),
                        Math.Max(ChartSheet.Padding + (width / 2), sheet.Width - ChartSheet.Padding - (width / 2))
                    );
                    return (Left: middle - (width / 2) - (Gap * 0.75f), Right: middle + (width / 2) + (Gap * 0.75f), Middle: middle);
                }
            )
            .ToArray();
        foreach (var i in Chosen(boxes.Select(box => (box.Left, box.Right)).ToArray(), important))
        {
            var bold = important.Contains(i);
            sheet.Letter(
                new Letters(texts[i], boxes[i].Middle, y, Anchor.Centre, bold ? sheet.Theme.Accent : colour ?? sheet.Theme.Ink, bold)
            );
        }
    }

    /// <summary>A name below the axis, under its value, so that it never lies on marks.</summary>
    public static void NamedBelow(ChartSheet sheet, string text, float x, float y)
    {
        var half = sheet.Lettering.Width(text, true) / 2;
        sheet.Letter(
            new Letters(
                text,
                Math.Clamp(x, ChartSheet.Padding + half, Math.Max(ChartSheet.Padding + half, sheet.Width - ChartSheet.Padding - half)),
                y,
                Anchor.Centre,
                sheet.Theme.Accent,
                true
            )
        );
    }

    /// <summary>A horizontal line at a value to compare with; its name stands among the <see cref="SideNames"/>.</summary>
    public static void ReferenceAcross(ChartSheet sheet, double value) =>
        sheet.Line(
            sheet.Left,
            sheet.Y(value),
            sheet.Right,
            sheet.Y(value),
            sheet.Theme.Ink,
            1.5f,
            new ScottPlot.LinePattern([5, 3], 0, "reference")
        );

    // All, or every second, third …, counted from the last, which is the news: an even rhythm, which meets what matters and the first
    // where that costs no more than every second of the texts that would fit.
    private static IEnumerable<int> Chosen((float Left, float Right)[] boxes, ImmutableArray<int> important)
    {
        if (boxes.Length == 0)
            return [];
        var last = boxes.Length - 1;
        var must = new List<int>();
        foreach (var i in important)
        {
            if (!must.Contains(i) && must.All(other => Apart(boxes[i], boxes[other])))
                must.Add(i);
        }
        int[] Regular(int step) => [.. Enumerable.Range(0, boxes.Length).Where(i => (last - i) % step == 0)];
        bool Fits(int step) =>
            Regular(step) is var chosen && chosen.Zip(chosen.Skip(1)).All(pair => Apart(boxes[pair.First], boxes[pair.Second]));
        var least = Enumerable.Range(1, Math.Max(1, last)).FirstOrDefault(Fits);
        if (least == 0)
            return must.Count > 0 ? must.Order() : [last];
        var best = Enumerable
            .Range(least, Math.Min(least + 1, Math.Max(1, last - least + 1)))
            .Where(Fits)
            .OrderByDescending(step => must.Count(i => (last - i) % step == 0))
            .ThenByDescending(step => last % step == 0)
            .ThenBy(step => step)
            .First();
        return Regular(best).Where(i => must.Contains(i) || must.All(other => Apart(boxes[i], boxes[other]))).Union(must).Order();
    }

    private static bool Apart((float Left, float Right) a, (float Left, float Right) b) => a.Right <= b.Left || b.Right <= a.Left;
}
