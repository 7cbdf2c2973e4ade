using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;

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
        var fromZero = lines.Range is null && lines.Zero switch { "yes" => true, "no" => false, _ => low >= 0 && low <= high * 0.6 };
        if (fromZero) (low, high) = (Math.Min(0, low), Math.Max(0, high));
        var grid = !lines.ValuesAtEnds && (!fromZero || data.Series.Length > 2);
        // Room below the lowest value and above the highest, so that neither reads as nothing or as all.
        if (!grid && !fromZero) (low, high) = (low - Math.Max(0.2 * (high - low), 0.05 * Math.Abs(low)), high + (0.1 * (high - low)));
        var scale = lines.Range is { } range ? NiceScale.For(range.Low, range.High, 4, 0, round: false) : NiceScale.For(low, high, 4, NumberFormats.Unit(data.Format), round: grid);

        var names = Names(sheet, lines);
        var firsts = grid ? 0 : data.Series.Select((_, i) => letters.Width(data.Print(i, data.Series[i].First), true)).Max() + AxisLines.Gap + 4;
        var left = grid ? AxisLines.WidthOf(sheet, scale, data.Ticks(scale)) : firsts;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.56f),
            new Margins(ChartSheet.Padding + left, ChartSheet.Padding + (letters.LineHeight * 0.6f), ChartSheet.Padding + names.Width, ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + 8),
            lines.Positions, scale.Span);

        if (grid) AxisLines.Horizontal(sheet, scale, data.Ticks(scale));
        else if (fromZero) sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), theme.Ink);
        else foreach (var side in (float[])[sheet.Left, sheet.Right]) sheet.Line(side, sheet.Top, side, sheet.Bottom, theme.Rule);
        var middles = Enumerable.Range(0, data.Places.Length).Select(place => sheet.X(lines.Position(place))).ToImmutableArray();
        AxisLines.Row(sheet, data.Places, middles, sheet.Bottom + 8 + (AxisLines.PlacesHeight(sheet) / 2), lines.Place is { } here ? [here] : []);
        foreach (var line in lines.References) AxisLines.ReferenceAcross(sheet, line.Value, line.Label);

        // The line that stands out lies above the others.
        foreach (var series in Enumerable.Range(0, data.Series.Length).OrderBy(i => i == lines.Line)) Line(sheet, lines, series);
        names.Draw([.. data.Series.Select(series => (sheet.X(lines.Position(series.Last)), sheet.Y(series.Numbers[series.Last]!.Value)))]);
        if (!grid) Firsts(sheet, lines);
        if (lines.Place is { } place && data.Series[0].Numbers[place] is { } value && place != data.Series[0].Last && (grid || place != data.Series[0].First))
        {
            var above = sheet.Y(value) - letters.LineHeight >= ChartSheet.Padding;
            sheet.Point(middles[place], sheet.Y(value), lines.Colours[0], 9);
            sheet.Letter(new Letters(data.Print(0, place), middles[place], sheet.Y(value) + (above ? -letters.LineHeight * 0.75f : letters.LineHeight * 0.75f), Anchor.Centre, theme.Accent, true) { OnGround = true });
        }
    }

    private static void Line(ChartSheet sheet, LineSet lines, int series)
    {
        var numbers = lines.Data.Series[series].Numbers;
        var stands = lines.Line is null || lines.Line == series;
        var pattern = lines.Data.Series.Length > 1 && lines.Line != series ? SeriesStyles.Pattern(series) : SeriesStyles.Pattern(0);
        var stretch = new List<(double X, double Y)>();
        for (var place = 0; place <= numbers.Length; place++)
        {
            if (place < numbers.Length && numbers[place] is { } value)
            {
                stretch.Add((lines.Position(place), value));
                continue;
            }
            if (stretch.Count > 1) sheet.Polyline(stretch, lines.Colours[series], stands ? 3 : 2, pattern);
            // Between two gaps a value has no neighbour to be joined with.
            if (stretch.Count == 1) sheet.Point(sheet.X(stretch[0].X), sheet.Y(stretch[0].Y), lines.Colours[series], 7, rim: false);
            stretch.Clear();
        }
        foreach (var place in new[] { lines.Data.Series[series].First, lines.Data.Series[series].Last }.Distinct())
        {
            sheet.Point(sheet.X(lines.Position(place)), sheet.Y(numbers[place]!.Value), lines.Colours[series], stands ? 9 : 7, SeriesStyles.Shape(lines.Data.Series.Length > 1 ? series : 0), rim: false);
        }
    }

    private static void Firsts(ChartSheet sheet, LineSet lines)
    {
        var (data, theme) = (lines.Data, sheet.Theme);
        var wanted = data.Series.Select(series => sheet.Y(series.Numbers[series.First]!.Value)).ToArray();
        var places = LabelSpread.Apart(wanted, sheet.Lettering.LineHeight, ChartSheet.Padding, sheet.Bottom + (sheet.Lettering.LineHeight / 2));
        for (var i = 0; i < places.Length; i++)
        {
            var x = sheet.X(lines.Position(data.Series[i].First)) - AxisLines.Gap - 2;
            sheet.Letter(new Letters(data.Print(i, data.Series[i].First), x, places[i], Anchor.Right, ColourChoice.ForText(lines.Colours[i], theme)));
        }
    }

    private static SideNames Names(ChartSheet sheet, LineSet lines) => new(sheet,
    [
        .. lines.Data.Series.Select((series, i) => lines.Data.Print(i, series.Last) is var value && lines.Data.Series.Length == 1
            ? new SideName(value, lines.Colours[i]) : new SideName($"{series.Name} {value}", lines.Colours[i], lines.Line is null || lines.Line == i)),
    ]);
}
