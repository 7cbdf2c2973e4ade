using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Horizontal bars side by side, one a series, for each name.</summary>
internal sealed class GroupedBarChart : IChartKind
{
    public string Name => "grouped-bar";

    public string Description => "Compares up to four series for each of some named things; horizontal bars from zero, side by side.";

    public ImmutableArray<Field> Fields => BarGroups.Fields;

    public ChartPlan? Plan(ChartInput input) =>
        BarGroups.SideBySide(input) is { } bars
            ? new ChartPlan(bars.Data.ToTable(), bars.Alt(total: false), sheet => GroupedDrawing.Bars(sheet, bars))
            : null;
}
