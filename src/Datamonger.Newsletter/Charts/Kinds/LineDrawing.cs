using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>
/// Draws lines. One or two that can be read from zero have their values at both ends and no value axis; otherwise light lines
/// carry the values, so that a cut axis is never without its numbers.
/// </summary>
internal static class LineDrawing
{
    private const float NameShare = 0.36f;

    public static void Draw(ChartSheet sheet, LineSet lines)
    {
        var (data, letters, theme) = (lines.Data, sheet.Lettering, sheet.Theme);
        var values = data.Numbers.Concat(lines.References.Select(line => line.Value)).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var fromZero = lines.Range is null && lines.Zero switch { "yes" => true, "no" => false, _ => low >= 0 && low <= high * 0.6 };
        if (fromZero) (low, high) = (Math.Min(0, low), Math.Max(0, high));
        var grid = !fromZero || data.Series.Length > 2;
        var scale = lines.Range is { } range ? NiceScale.For(range.Low, range.High, 4, 0, round: false) : NiceScale.For(low, high, 4, NumberFormats.Unit(data.Format), round: grid);

        var ends = EndLabels(sheet, lines);
        var firsts = grid ? 0 : data.Series.Select((_, i) => letters.Width(data.Print(i, data.Series[i].First), true)).Max() + AxisLines.Gap + 4;
        var left = grid ? AxisLines.WidthOf(sheet, scale, data.Print) : firsts;
        var right = ends.SelectMany(end => end.Lines.Select(line => letters.Width(line.Text, line.Bold))).Max() + AxisLines.Gap + 4;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.56f),
            new Margins(ChartSheet.Padding + left, ChartSheet.Padding + (letters.LineHeight * 0.6f), ChartSheet.Padding + right, ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + 4),
            lines.Positions, scale.Span);

        if (grid) AxisLines.Horizontal(sheet, scale, data.Print);
        else sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), theme.Ink);
        var middles = Enumerable.Range(0, data.Places.Length).Select(place => sheet.X(lines.Position(place))).ToImmutableArray();
        AxisLines.Row(sheet, data.Places, middles, sheet.Bottom + 4 + (AxisLines.PlacesHeight(sheet) / 2), lines.Place is { } here ? [here] : []);
        foreach (var line in lines.References) AxisLines.ReferenceAcross(sheet, line.Value, line.Label);

        // The line that stands out lies above the others.
        foreach (var series in Enumerable.Range(0, data.Series.Length).OrderBy(i => i == lines.Line)) Line(sheet, lines, series);
        Ends(sheet, lines, ends);
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
        var data = lines.Data;
        var wanted = data.Series.Select(series => sheet.Y(series.Numbers[series.First]!.Value)).ToArray();
        var places = LabelSpread.Apart(wanted, sheet.Lettering.LineHeight, ChartSheet.Padding, sheet.Bottom + (sheet.Lettering.LineHeight / 2));
        for (var i = 0; i < places.Length; i++)
        {
            var x = sheet.X(lines.Position(data.Series[i].First)) - AxisLines.Gap - 2;
            sheet.Letter(new Letters(data.Print(i, data.Series[i].First), x, places[i], Anchor.Right, Readable(sheet, lines.Colours[i])));
        }
    }

    private static void Ends(ChartSheet sheet, LineSet lines, EndLabel[] ends)
    {
        // Labels of one and of two lines are spread as if all had the height of the tallest.
        var height = sheet.Lettering.LineHeight * ends.Max(end => end.Lines.Count);
        var wanted = lines.Data.Series.Select(series => sheet.Y(series.Numbers[series.Last]!.Value)).ToArray();
        var places = LabelSpread.Apart(wanted, height, Math.Min(ChartSheet.Padding, sheet.Top - (height / 2)), sheet.Bottom + (sheet.Lettering.LineHeight / 2));
        for (var i = 0; i < ends.Length; i++)
        {
            for (var line = 0; line < ends[i].Lines.Count; line++)
            {
                var y = places[i] + ((line - ((ends[i].Lines.Count - 1) / 2f)) * sheet.Lettering.LineHeight);
                var x = sheet.X(lines.Position(lines.Data.Series[i].Last)) + AxisLines.Gap + 2;
                sheet.Letter(new Letters(ends[i].Lines[line].Text, x, y, Anchor.Left, ends[i].Lines[line].Colour, ends[i].Lines[line].Bold) { OnGround = lines.Data.Series[i].Last < lines.Data.Places.Length - 1 });
            }
        }
    }

    private static EndLabel[] EndLabels(ChartSheet sheet, LineSet lines)
    {
        var data = lines.Data;
        return [.. data.Series.Select((series, i) =>
        {
            var value = data.Print(i, series.Last);
            var colour = Readable(sheet, lines.Colours[i]);
            if (data.Series.Length == 1) return new EndLabel([(value, colour, true)]);
            var bold = lines.Line is null || lines.Line == i;
            var width = sheet.InnerWidth * NameShare;
            if (sheet.Lettering.Width($"{series.Name} {value}", bold) <= width) return new EndLabel([($"{series.Name} {value}", colour, bold)]);
            var name = sheet.Lettering.Wrap(series.Name, width, 2, bold) ?? [sheet.Lettering.Fit(series.Name, width, bold)];
            var last = $"{name[^1]} {value}";
            return sheet.Lettering.Width(last, bold) <= width
                ? new EndLabel([.. name.SkipLast(1).Select(line => (line, colour, bold)), (last, colour, bold)])
                : new EndLabel([.. name.Select(line => (line, colour, bold)), (value, colour, bold)]);
        })];
    }

    /// <summary>A colour for text: the mark's own when it is dark enough to be read, otherwise muted ink.</summary>
    public static string Readable(ChartSheet sheet, string colour)
    {
        for (var share = 1.0; share > 0.3; share -= 0.1)
        {
            var darker = ColourChoice.Tint(colour, "#000000", share);
            if (ColourChoice.Contrast(darker, sheet.Theme.Ground) >= 4.5) return darker;
        }
        return sheet.Theme.Ink;
    }

    private sealed record EndLabel(IReadOnlyList<(string Text, string Colour, bool Bold)> Lines);
}
