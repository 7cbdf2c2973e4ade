using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>The area between a line and zero; of several series, areas upon one another.</summary>
internal sealed class AreaChart : IChartKind
{
    private const double Tint = 0.22;

    public string Name => "area";

    public string Description => "Shows how much there is over many times; of up to four series, how the whole and its parts change.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("Time, or another order."),
        ChartFields.Ys("The values; several columns are several parts."),
        ChartFields.Series("The column whose values divide the rows into parts."),
        ChartFields.Highlight("The part that stands out, by its name; the others turn grey."),
        BarGroups.As,
        ChartFields.Missing,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        var shares = input.Fields.Text("as") == "shares";
        if (Parts.Read(input, shares) is not { } data)
            return null;
        if (data.Places.Length < 2)
        {
            input.Report(ChartRules.BadValue, "x", "An area joins at least two places; this one has 1.", "Draw a stacked bar.");
            return null;
        }
        var highlight = data.Series.Length > 1 ? Labels.Find(input, "highlight", [.. data.Series.Select(series => series.Name)]) : null;
        var areas = new BarGroups(data, highlight, ColourChoice.OfSeries(input, data.Series.Length, highlight));
        return new ChartPlan(
            data.ToTable(),
            SeriesWords.Trends(data, highlight, [], total: !shares && data.Series.Length > 1),
            sheet => Draw(sheet, areas)
        );
    }

    private static void Draw(ChartSheet sheet, BarGroups areas)
    {
        var (data, letters, theme) = (areas.Data, sheet.Lettering, sheet.Theme);
        var several = data.Series.Length > 1;
        double Position(int place) => data.Positions is { } positions ? positions[place] : place;
        var (first, last) = (data.Series[0].First, data.Series[0].Last);
        var names = new SideNames(
            sheet,
            [
                .. data.Series.Select(
                    (series, i) =>
                        data.Print(i, last) is var value && several
                            ? new SideName(
                                Labels.WithValue(series.Name, value),
                                areas.Colours[i],
                                areas.Highlight is null || areas.Highlight == i
                            )
                            : new SideName(value, areas.Colours[i])
                ),
            ]
        );
        var high = Math.Max(Enumerable.Range(0, data.Places.Length).Max(place => Parts.Sum(data, place)), double.Epsilon);
        var scale = NiceScale.For(0, high, 4, NumberFormats.Unit(data.Format), round: several);
        var left = several ? AxisLines.WidthOf(sheet, scale, data.Ticks(scale)) : letters.Width(data.Print(0, first)) + AxisLines.Gap + 4;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.56f),
            new Margins(
                ChartSheet.Padding + left,
                ChartSheet.Padding + (letters.LineHeight * 0.6f),
                ChartSheet.Padding + names.Width,
                ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + 8
            ),
            new Span(Position(0), Position(data.Places.Length - 1)),
            scale.Span,
            (80, 48)
        );

        if (several)
            AxisLines.Horizontal(sheet, scale, data.Ticks(scale));
        foreach (var (from, to) in Stretches(data))
            Stretch(sheet, areas, Position, from, to);
        sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), theme.Ink);
        AxisLines.Row(
            sheet,
            data.Places,
            [.. Enumerable.Range(0, data.Places.Length).Select(place => sheet.X(Position(place)))],
            sheet.Bottom + 8 + (AxisLines.PlacesHeight(sheet) / 2),
            []
        );
        if (!several)
        {
            foreach (var end in (int[])[first, last])
                sheet.Point(sheet.X(Position(end)), sheet.Y(data.Series[0].Numbers[end]!.Value), areas.Colours[0], 9, rim: false);
            sheet.Letter(
                new Letters(
                    data.Print(0, first),
                    sheet.X(Position(first)) - AxisLines.Gap - 2,
                    sheet.Y(data.Series[0].Numbers[first]!.Value),
                    Anchor.Right,
                    ColourChoice.ForText(areas.Colours[0], theme)
                )
            );
        }
        names.Draw([
            .. StackedDrawing.Middles(data, last).Select(middle => (sheet.X(Position(last)), sheet.Y(several ? middle : middle * 2))),
        ]);
    }

    private static void Stretch(ChartSheet sheet, BarGroups areas, Func<int, double> position, int from, int to)
    {
        var data = areas.Data;
        int[] places = [.. Enumerable.Range(from, to - from + 1)];
        var below = places.Select(_ => 0.0).ToArray();
        for (var i = 0; i < data.Series.Length; i++)
        {
            double[] above = [.. places.Select((place, n) => below[n] + data.Series[i].Numbers[place]!.Value)];
            var line = places.Select((place, n) => (position(place), above[n])).ToArray();
            var floor = places.Select((place, n) => (position(place), below[n])).ToArray();
            var single = data.Series.Length == 1;
            sheet.Polygon(
                [.. line, .. floor.Reverse()],
                single ? ColourChoice.Tint(areas.Colours[i], sheet.Theme.Ground, Tint) : areas.Colours[i]
            );
            if (single)
                sheet.Polyline(line, areas.Colours[i], 3);
            else if (i > 0)
                sheet.Polyline(floor, sheet.Theme.Ground, 2);
            below = above;
        }
    }

    // A place without a whole divides what can be drawn.
    private static IEnumerable<(int From, int To)> Stretches(SeriesData data)
    {
        int? from = null;
        for (var place = 0; place <= data.Places.Length; place++)
        {
            var known = place < data.Places.Length && data.Series[0].Numbers[place] is not null;
            if (known)
                from ??= place;
            else if (from is { } start)
            {
                yield return (start, place - 1);
                from = null;
            }
        }
    }
}
