using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One vertical bar a place, made of its parts. Names that do not fit are drawn as horizontal bars instead.</summary>
internal sealed class StackedColumnChart : IChartKind
{
    public string Name => "stacked-column";

    public string Description =>
        "Shows how a whole and its parts change over a few times; up to four parts upon one another in a vertical bar, as values or "
        + "as shares.";

    public ImmutableArray<Field> Fields { get; } = [.. BarGroups.Fields, BarGroups.As];

    public ChartPlan? Plan(ChartInput input) =>
        BarGroups.Stacked(input) is { } bars
            ? new ChartPlan(bars.Data.ToTable(), bars.Alt(total: !bars.AreShares), sheet => StackedDrawing.Columns(sheet, bars))
            : null;
}
