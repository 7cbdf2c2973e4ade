using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One vertical bar a place, from zero. Names that do not fit under their bars are drawn as horizontal bars instead.</summary>
internal sealed class ColumnChart : IChartKind
{
    private const float Share = 0.68f;
    private const float CellText = 14;
    private const float CellGap = 8;

    public string Name => "column";

    public string Description =>
        "Shows values over time or over a few short names; vertical bars from zero. Names that do not fit are drawn as horizontal bars.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The places, one a bar; time stands in its order."),
        ChartFields.Y("Their values."),
        ChartFields.Highlight("The bar that stands out, by its name; the others turn grey."),
        ChartFields.Sort("auto"),
        ChartFields.Missing,
        ChartFields.Reference,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (BarSet.Read(input) is not { } bars)
            return null;
        var plan = new ChartPlan(bars.Data.ToTable(), bars.Alt(), sheet => Draw(sheet, bars));
        if (
            bars.Data.Numbers.Any(value => value < 0)
            || bars.References.Length > 0
            || bars.Data.Places.Length > BarSet.MostValues
            || !FitAPhone(bars)
        )
            return plan;
        return plan with { Cells = _ => new ColumnCells([.. BarDrawing.CellsOf(bars, input.Theme)]) };
    }

    // Cells cannot leave names out or shrink their text; names break at blanks, values do not.
    private static bool FitAPhone(BarSet bars)
    {
        using var letters = new Lettering(CellText);
        var width = bars
            .Data.Places.Select(
                (name, i) => name.Split(' ').Append(bars.Data.Print(0, i)).Max(word => letters.Width(word, bars.Highlight == i)) + CellGap
            )
            .Sum();
        return width <= ChartSheet.PhoneColumn;
    }

    private static void Draw(ChartSheet sheet, BarSet bars)
    {
        var letters = sheet.Lettering;
        var count = bars.Data.Places.Length;
        var beside = new SideNames(sheet, [.. bars.References.Select(line => SideNames.Of(line, sheet))]);
        var pitch = (sheet.InnerWidth - beside.Width) / count;
        if (ColumnNames.Fit(sheet, bars.Data, pitch, bars.Highlight) is not { } names)
        {
            BarDrawing.Draw(sheet, bars);
            return;
        }
        var printed =
            count <= BarSet.MostValues && bars.Data.Places.Select((_, i) => letters.Width(bars.Data.Print(0, i), true)).Max() <= pitch - 4;
        var (low, high) = (Math.Min(0, bars.Data.Numbers.Min()), Math.Max(0, bars.Data.Numbers.Max()));
        foreach (var line in bars.References)
            (low, high) = (Math.Min(low, line.Value), Math.Max(high, line.Value));
        var scale = NiceScale.For(low, high, 4, NumberFormats.Unit(bars.Data.Format), round: !printed);
        var room = letters.LineHeight;
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.55f),
            new Margins(
                ChartSheet.Padding + (printed ? 0 : AxisLines.WidthOf(sheet, scale, bars.Data.Ticks(scale))),
                ChartSheet.Padding
                    + (
                        printed && bars.Data.Numbers.Any(value => value >= 0) ? room
                        : bars.Highlight is null ? 6
                        : room
                    ),
                ChartSheet.Padding + beside.Width,
                ChartSheet.Padding + names.Height + (printed && low < 0 ? room : 0)
            ),
            new Span(0, count),
            scale.Span,
            (80, 48)
        );
        if (!printed)
            AxisLines.Horizontal(sheet, scale, bars.Data.Ticks(scale));

        var half = sheet.X(Share / 2) - sheet.X(0);
        var middles = Enumerable.Range(0, count).Select(i => sheet.X(i + 0.5)).ToImmutableArray();
        for (var i = 0; i < count; i++)
        {
            if (bars.Values[i] is not { } value)
                continue;
            var bold = bars.Highlight == i;
            sheet.Rectangle(middles[i] - half, sheet.Y(0), middles[i] + half, sheet.Y(value), bars.ColourOf(i, sheet.Theme.Comparison));
            if (!printed && !bold)
                continue;
            var y = sheet.Y(value) + (value < 0 ? (room / 2) + 1 : (-room / 2) - 1);
            sheet.Letter(
                new Letters(bars.Data.Print(0, i), middles[i], y, Anchor.Centre, bold ? sheet.Theme.Accent : sheet.Theme.Ink, bold)
                {
                    OnGround = !printed,
                }
            );
        }
        sheet.Line(sheet.Left, sheet.Y(0), sheet.Right, sheet.Y(0), sheet.Theme.Ink);
        foreach (var line in bars.References)
            AxisLines.ReferenceAcross(sheet, line.Value);
        beside.Draw([.. bars.References.Select(line => (sheet.Right, sheet.Y(line.Value)))]);

        names.Draw(middles, sheet.Bottom + (printed && low < 0 ? room : 0));
    }
}
