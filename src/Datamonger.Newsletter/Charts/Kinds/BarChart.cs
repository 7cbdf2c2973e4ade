using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One horizontal bar a row, from zero.</summary>
internal sealed class BarChart : IChartKind
{
    public string Name => "bar";

    public string Description => "Compares values of named things, best with long names; horizontal bars from zero, the largest first.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The names, one a bar."),
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
        var plan = new ChartPlan(bars.Data.ToTable(), bars.Alt(), sheet => BarDrawing.Draw(sheet, bars));
        // Cells have neither a zero to go left of nor lines to compare with.
        if (bars.Data.Numbers.Any(value => value < 0) || bars.References.Length > 0)
            return plan;
        return plan with { Cells = _ => BarDrawing.Cells(bars, input.Theme), PrefersCells = bars.Data.Places.Length <= BarSet.MostValues };
    }
}
