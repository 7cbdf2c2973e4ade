using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One dot an area along one axis, dots of one value upon each other; one of them named.</summary>
internal sealed class StripChart : IChartKind
{
    private const int MostDots = 400;
    private const float Size = 8;

    public string Name => "strip";

    public string Description => "Shows where one area lies among all: one dot an area, one highlighted, references as lines.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The names, one a dot."),
        ChartFields.Y("Their values."),
        ChartFields.Highlight("The dot that stands out, by its name."),
        ChartFields.Missing,
        ChartFields.Reference,
        ChartFields.Colours,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input, most: 1, inTime: false) is not { } data)
            return null;
        if (data.Places.Length > MostDots)
        {
            input.Report(
                ChartRules.TooManyMarks,
                "data",
                $"The chart has {data.Places.Length} dots; at most {MostDots} can be read.",
                "Draw a histogram."
            );
            return null;
        }
        var references = References.Read(input, data);
        // A place that is drawn as a line (England) is no dot among its parts.
        var lines = input
            .Fields.Objects("reference", "a reference line")
            .Select(line => Labels.IndexOf(line.Text("at") ?? "", data.Places))
            .ToHashSet();
        var dots = data.Take(Enumerable.Range(0, data.Places.Length).Where(place => !lines.Contains(place)));
        var set = new BarSet(dots, Labels.Find(input, "highlight", dots.Places), ColourChoice.One(input), references);
        return new ChartPlan(dots.ToTable(), set.Alt(), sheet => Draw(sheet, set));
    }

    private static void Draw(ChartSheet sheet, BarSet dots)
    {
        var (letters, theme) = (sheet.Lettering, sheet.Theme);
        var values = dots.Data.Numbers.Concat(dots.References.Select(line => line.Value)).ToArray();
        var scale = NiceScale.For(
            values.Min(),
            values.Max() == values.Min() ? values.Min() + 1 : values.Max(),
            5,
            NumberFormats.Unit(dots.Data.Format),
            round: true
        );
        var (left, right) = (ChartSheet.Padding + 12, sheet.Width - ChartSheet.Padding - 12);
        float X(double value) => (float)(left + ((value - scale.Span.Low) / scale.Span.Length * (right - left)));

        // Dots that would cover one another stand upon each other, in columns as wide as a dot; the named one lowest in its column.
        var stacks = Enumerable
            .Range(0, dots.Data.Places.Length)
            .Where(place => dots.Values[place] is not null)
            .GroupBy(place => (int)MathF.Floor((X(dots.Values[place]!.Value) - left) / Size))
            .Select(column => column.OrderByDescending(place => dots.Highlight == place).ThenBy(place => dots.Values[place]).ToArray())
            .ToArray();
        var tallest = stacks.Max(column => column.Length);
        var named = letters.LineHeight + 10;
        var references = new ReferencesAbove(sheet, dots.References);
        var top = ChartSheet.Padding + references.Height;
        var bottom = ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + (dots.Highlight is null ? 0 : named);
        // As high as the author says: with room above the dots, or with dots that overlap.
        var area = sheet.WantedHeight - top - bottom - 10 ?? tallest * (Size + 1);
        var pitch = Math.Clamp(area / tallest, Size / 2, Size + 1);
        sheet.Open(
            top + Math.Max(area, tallest * pitch) + 10 + bottom,
            new Margins(left, top, sheet.Width - right, bottom),
            scale.Span,
            new Span(0, tallest)
        );

        var floor = sheet.Bottom;
        sheet.Line(sheet.Left, floor, sheet.Right, floor, theme.Ink);
        // The named dot last, so that no neighbour covers it.
        foreach (
            var (place, above) in stacks
                .SelectMany(column => column.Select((place, i) => (place, i)).Reverse())
                .OrderBy(dot => dots.Highlight == dot.place)
        )
        {
            var (stands, y) = (dots.Highlight == place, floor - 3 - (Size / 2) - (above * pitch));
            sheet.Point(
                sheet.X(dots.Values[place]!.Value),
                y,
                stands || dots.Highlight is null ? dots.Colour : theme.Comparison,
                stands ? Size + 4 : Size
            );
        }
        ImmutableArray<double> ticks = [.. scale.Ticks];
        AxisLines.Row(
            sheet,
            [.. ticks.Select(dots.Data.Ticks(scale))],
            [.. ticks.Select(sheet.X)],
            floor + 4 + (AxisLines.PlacesHeight(sheet) / 2),
            []
        );
        if (dots.Highlight is { } here && dots.Values[here] is { } value)
            AxisLines.NamedBelow(
                sheet,
                Labels.WithValue(dots.Data.Places[here], dots.Data.Print(0, here)),
                sheet.X(value),
                floor + AxisLines.PlacesHeight(sheet) + (named / 2)
            );
        references.Draw();
    }
}
