using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>
/// Draws lines. One or two that can be read from zero have their values at both ends and no value axis; otherwise light lines
/// carry the values, so that a cut axis is never without its numbers. A slope says its values at both ends and has no axis to cut.
/// </summary>
internal static class LineDrawing
{
    public static void Draw(ChartSheet sheet, LineSet lines)
    {
        var (data, letters, theme) = (lines.Data, sheet.Lettering, sheet.Theme);
        var values = data.Numbers.Concat(lines.References.Select(line => line.Value)).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var fromZero =
            lines.Range is null
            && lines.Zero switch
            {
                "yes" => true,
                "no" => false,
                _ => low >= 0 && low <= high * 0.6,
            };
        if (fromZero)
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        var grid = !lines.ValuesAtEnds && (!fromZero || data.Series.Length > 2 || HasUnreadPeaks(lines, high));
        // Room below the lowest value and above the highest, so that neither reads as nothing or as all.
        if (!grid && !fromZero)
            (low, high) = (low - Math.Max(0.2 * (high - low), 0.05 * Math.Abs(low)), high + (0.1 * (high - low)));
        var scale = lines.Range is { } range
            ? NiceScale.For(range.Low, range.High, 4, 0, round: false)
            : NiceScale.For(low, high, 4, NumberFormats.Unit(data.Format), round: grid);

        var names = Names(sheet, lines);
        var firsts = grid
            ? 0
            : lines.Named.Select(i => letters.Width(data.Print(i, data.Series[i].First), true)).DefaultIfEmpty(0).Max() + AxisLines.Gap + 4;
        var left = grid ? AxisLines.WidthOf(sheet, scale, data.Ticks(scale)) : firsts;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.56f),
            new Margins(
                ChartSheet.Padding + left,
                ChartSheet.Padding + (letters.LineHeight * 0.6f),
                ChartSheet.Padding + names.Width,
                ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + 8
            ),
            lines.Positions,
            scale.Span,
            (80, 48)
        );

        if (grid)
            AxisLines.Horizontal(sheet, scale, data.Ticks(scale));
        else if (fromZero)
            sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), theme.Ink);
        else
            foreach (var side in (float[])[sheet.Left, sheet.Right])
                sheet.Line(side, sheet.Top, side, sheet.Bottom, theme.Rule);
        var middles = Enumerable.Range(0, data.Places.Length).Select(place => sheet.X(lines.Position(place))).ToImmutableArray();
        AxisLines.Row(
            sheet,
            data.Places,
            middles,
            sheet.Bottom + 8 + (AxisLines.PlacesHeight(sheet) / 2),
            lines.Place is { } here ? [here] : []
        );
        foreach (var line in lines.References)
            AxisLines.ReferenceAcross(sheet, line.Value);

        // The line that stands out lies above the others.
        foreach (var series in Enumerable.Range(0, data.Series.Length).OrderBy(i => lines.Named.Contains(i)).ThenBy(i => i == lines.Line))
            Line(sheet, lines, series);
        names.Draw([
            .. lines
                .Named.Select(i => data.Series[i])
                .Select(series => (sheet.X(lines.Position(series.Last)), sheet.Y(series.Numbers[series.Last]!.Value))),
            .. lines.References.Select(line => (sheet.Right, sheet.Y(line.Value))),
        ]);
        if (!grid)
            Firsts(sheet, lines);
        if (
            lines.Place is { } place
            && data.Series[0].Numbers[place] is { } value
            && place != data.Series[0].Last
            && (grid || place != data.Series[0].First)
        )
        {
            var above = sheet.Y(value) - letters.LineHeight >= ChartSheet.Padding;
            sheet.Point(middles[place], sheet.Y(value), lines.Colours[0], 9);
            sheet.Letter(
                new Letters(
                    data.Print(0, place),
                    middles[place],
                    sheet.Y(value) + (above ? -letters.LineHeight * 0.75f : letters.LineHeight * 0.75f),
                    Anchor.Centre,
                    theme.Accent,
                    true
                )
                {
                    OnGround = true,
                }
            );
        }
    }

    // Values between the ends that lie well beyond both, and are not printed, want an axis to be read from.
    private static bool HasUnreadPeaks(LineSet lines, double high) =>
        lines.Data.Series.Any(series =>
        {
            var (first, last) = (series.Numbers[series.First]!.Value, series.Numbers[series.Last]!.Value);
            return series
                .Known.Where(place => place != lines.Place)
                .Any(place =>
                    series.Numbers[place] > Math.Max(first, last) + (0.1 * high)
                    || series.Numbers[place] < Math.Min(first, last) - (0.1 * high)
                );
        });

    private static void Line(ChartSheet sheet, LineSet lines, int series)
    {
        var numbers = lines.Data.Series[series].Numbers;
        var named = lines.Named.Contains(series);
        var stands = named && (lines.Line is null || lines.Line == series);
        var pattern = SeriesStyles.Pattern(
            lines.HasOthers ? (named && lines.Line != series ? 1 : 0)
            : lines.Data.Series.Length > 1 && lines.Line != series ? series
            : 0
        );
        var stretch = new List<(double X, double Y)>();
        for (var place = 0; place <= numbers.Length; place++)
        {
            if (place < numbers.Length && numbers[place] is { } value)
            {
                stretch.Add((lines.Position(place), value));
                continue;
            }
            if (stretch.Count > 1)
                sheet.Polyline(
                    stretch,
                    lines.Colours[series],
                    stands ? 3
                        : named ? 2
                        : 1,
                    pattern
                );
            // Between two gaps a value has no neighbour to be joined with.
            if (stretch.Count == 1)
                sheet.Point(sheet.X(stretch[0].X), sheet.Y(stretch[0].Y), lines.Colours[series], 7, rim: false);
            stretch.Clear();
        }
        if (!named)
            return;
        foreach (var place in new[] { lines.Data.Series[series].First, lines.Data.Series[series].Last }.Distinct())
        {
            sheet.Point(
                sheet.X(lines.Position(place)),
                sheet.Y(numbers[place]!.Value),
                lines.Colours[series],
                stands ? 9 : 7,
                SeriesStyles.Shape(lines.Data.Series.Length > 1 && !lines.HasOthers ? series : 0),
                rim: false
            );
        }
    }

    private static void Firsts(ChartSheet sheet, LineSet lines)
    {
        var (data, theme) = (lines.Data, sheet.Theme);
        var wanted = lines.Named.Select(i => sheet.Y(data.Series[i].Numbers[data.Series[i].First]!.Value)).ToArray();
        var places = LabelSpread.Apart(
            wanted,
            sheet.Lettering.LineHeight,
            ChartSheet.Padding,
            sheet.Bottom + (sheet.Lettering.LineHeight / 2)
        );
        for (var n = 0; n < places.Length; n++)
        {
            var i = lines.Named[n];
            var x = sheet.X(lines.Position(data.Series[i].First)) - AxisLines.Gap - 2;
            sheet.Letter(
                new Letters(data.Print(i, data.Series[i].First), x, places[n], Anchor.Right, ColourChoice.ForText(lines.Colours[i], theme))
            );
        }
    }

    private static SideNames Names(ChartSheet sheet, LineSet lines) =>
        new(
            sheet,
            [
                .. lines.Named.Select(i =>
                    lines.Data.Series[i] is var series && lines.Data.Print(i, series.Last) is var value && lines.Data.Series.Length == 1
                        ? new SideName(value, lines.Colours[i])
                        : new SideName(Labels.WithValue(series.Name, value), lines.Colours[i], lines.Line is null || lines.Line == i)
                ),
                .. lines.References.Select(line => SideNames.Of(line, sheet)),
            ]
        );
}
