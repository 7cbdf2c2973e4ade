using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One dot a row on a thin line from its name (Cleveland): bars without their weight.</summary>
internal sealed class DotChart : IChartKind
{
    private const float NameShare = 0.42f;

    public string Name => "dot";

    public string Description => "Compares values of named things with little ink; one dot a row, the largest first.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The names, one a row."), ChartFields.Y("Their values."), ChartFields.Highlight("The dot that stands out, by its name; the others turn grey."),
        ChartFields.Sort("auto"), ChartFields.Missing, ChartFields.Reference, ChartFields.Colours, ChartFields.XFormat, ChartFields.XTitle, ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input) =>
        BarSet.Read(input) is { } dots ? new ChartPlan(dots.Data.ToTable(), dots.Alt(), sheet => Draw(sheet, dots)) : null;

    private static void Draw(ChartSheet sheet, BarSet dots)
    {
        var (letters, theme, count) = (sheet.Lettering, sheet.Theme, dots.Data.Places.Length);
        var widest = sheet.InnerWidth * NameShare;
        var names = dots.Data.Places.Select((name, i) => letters.Fit(name, widest, dots.Highlight == i)).ToArray();
        var nameWidth = names.Select((name, i) => letters.Width(name, dots.Highlight == i)).Max() + AxisLines.Gap + 4;
        var valueWidth = dots.Data.Places.Select((_, i) => letters.Width(dots.Data.Print(0, i), true)).Max() + AxisLines.Gap + 6;
        var values = dots.Data.Numbers.Concat(dots.References.Select(line => line.Value)).ToArray();
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        if (low == high) high = 1;
        var pitch = letters.LineHeight + 8;
        var top = ChartSheet.Padding + (dots.References.Length > 0 ? letters.LineHeight + 6 : 0);
        sheet.Open(top + (pitch * count) + ChartSheet.Padding, new Margins(ChartSheet.Padding + nameWidth, top, ChartSheet.Padding + valueWidth, ChartSheet.Padding), new Span(low, high), new Span(count, 0));
        for (var i = 0; i < count; i++)
        {
            var (middle, bold) = (sheet.Top + (pitch * (i + 0.5f)), dots.Highlight == i);
            var ink = bold ? theme.Accent : theme.Ink;
            sheet.Letter(new Letters(names[i], ChartSheet.Padding, middle, Anchor.Left, ink, bold));
            sheet.Line(sheet.Left, middle, sheet.Right, middle, theme.Rule);
            if (dots.Values[i] is not { } value)
            {
                sheet.Letter(new Letters(ChartTableBuilder.NoValue, sheet.X(0) + AxisLines.Gap, middle, Anchor.Left, theme.Muted) { OnGround = true });
                continue;
            }
            sheet.Point(sheet.X(value), middle, dots.ColourOf(i, theme.Comparison), 11);
            sheet.Letter(new Letters(dots.Data.Print(0, i), sheet.X(value) + AxisLines.Gap + 2, middle, Anchor.Left, ink, bold) { OnGround = true });
        }
        foreach (var line in dots.References) AxisLines.ReferenceAbove(sheet, line.Value, line.Label);
    }
}
