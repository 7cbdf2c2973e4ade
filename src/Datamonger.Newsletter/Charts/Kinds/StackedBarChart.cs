using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One horizontal bar a name, made of its parts.</summary>
internal sealed class StackedBarChart : IChartKind
{
    public string Name => "stacked-bar";

    public string Description =>
        "Shows what wholes are made of, by name; up to four parts end to end in a horizontal bar, as values or as shares.";

    public ImmutableArray<Field> Fields { get; } = [.. BarGroups.Fields, BarGroups.As];

    public ChartPlan? Plan(ChartInput input) =>
        BarGroups.Stacked(input) is { } bars
            ? new ChartPlan(bars.Data.ToTable(), bars.Alt(total: !bars.AreShares), sheet => StackedDrawing.Bars(sheet, bars))
            : null;
}
