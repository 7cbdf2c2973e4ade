using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One dot a row on a thin line from its name (Cleveland): bars without their weight.</summary>
internal sealed class DotChart : IChartKind
{
    public string Name => "dot";

    public string Description => "Compares values of named things with little ink; one dot a row, the largest first.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The names, one a row."),
        ChartFields.Y("Their values."),
        ChartFields.Highlight("The dot that stands out, by its name; the others turn grey."),
        ChartFields.Sort("auto"),
        ChartFields.Missing,
        ChartFields.Reference,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input) =>
        BarSet.Read(input) is { } dots ? new ChartPlan(dots.Data.ToTable(), dots.Alt(), sheet => Draw(sheet, dots)) : null;

    private static void Draw(ChartSheet sheet, BarSet dots)
    {
        var (letters, theme, count) = (sheet.Lettering, sheet.Theme, dots.Data.Places.Length);
        var rows = new Rows(sheet, dots.Data.Places, letters.LineHeight, 8, dots.Highlight);
        var valueWidth = dots.Data.Places.Select((_, i) => letters.Width(dots.Data.Print(0, i), true)).Max() + AxisLines.Gap + 6;
        var values = dots.Data.Numbers.Concat(dots.References.Select(line => line.Value)).ToArray();
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        if (low == high)
            high = 1;
        var references = new ReferencesAbove(sheet, dots.References);
        var top = ChartSheet.Padding + references.Height;
        rows.Stretch(sheet.WantedHeight - top - ChartSheet.Padding);
        sheet.Open(
            top + rows.Height + ChartSheet.Padding,
            new Margins(ChartSheet.Padding + rows.NameWidth, top, ChartSheet.Padding + valueWidth, ChartSheet.Padding),
            new Span(low, high),
            new Span(1, 0)
        );
        for (var i = 0; i < count; i++)
            sheet.Line(sheet.Left, rows.Middle(i), sheet.Right, rows.Middle(i), theme.Rule);
        references.Draw();
        for (var i = 0; i < count; i++)
        {
            rows.Name(i);
            if (dots.Values[i] is not { } value)
            {
                rows.NoValue(i, sheet.X(0) + AxisLines.Gap);
                continue;
            }
            sheet.Point(sheet.X(value), rows.Middle(i), dots.ColourOf(i, theme.Comparison), 12);
            sheet.Letter(
                new Letters(
                    dots.Data.Print(0, i),
                    sheet.X(value) + AxisLines.Gap + 2,
                    rows.Middle(i),
                    Anchor.Left,
                    rows.Ink(i),
                    dots.Highlight == i
                )
                {
                    OnGround = true,
                }
            );
        }
    }
}
