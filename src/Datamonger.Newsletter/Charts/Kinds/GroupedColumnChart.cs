using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Vertical bars side by side, one a series, for each place. Names that do not fit are drawn as horizontal bars instead.</summary>
internal sealed class GroupedColumnChart : IChartKind
{
    public string Name => "grouped-column";

    public string Description => "Compares up to four series at each of a few times or short names; vertical bars from zero, side by side.";

    public ImmutableArray<Field> Fields => BarGroups.Fields;

    public ChartPlan? Plan(ChartInput input) =>
        BarGroups.SideBySide(input) is { } bars
            ? new ChartPlan(bars.Data.ToTable(), bars.Alt(total: false), sheet => GroupedDrawing.Columns(sheet, bars))
            : null;
}
