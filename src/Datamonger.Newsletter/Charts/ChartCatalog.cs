using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Kinds;

namespace Datamonger.Newsletter.Charts;

/// <summary>The kinds of chart, written out.</summary>
internal static class ChartCatalog
{
    /// <summary>In the order of the reference.</summary>
    public static readonly ImmutableArray<IChartKind> All =
    [
        new BarChart(),
        new GroupedBarChart(),
        new StackedBarChart(),
        new ColumnChart(),
        new GroupedColumnChart(),
        new StackedColumnChart(),
        new LineChart(),
        new AreaChart(),
        new SlopeChart(),
        new DotChart(),
        new DumbbellChart(),
        new ScatterChart(),
        new StripChart(),
        new HistogramChart(),
        new BoxChart(),
        new HeatmapChart(),
        new TilesChart(),
        new XmrChart(),
        new FunnelChart(),
        new BulletChart(),
        new NumberChart(),
        new SparklineChart(),
    ];

    /// <summary>The names of the kinds.</summary>
    public static readonly ImmutableArray<string> Names = [.. All.Select(kind => kind.Name)];

    /// <summary>A kind by its name, or null.</summary>
    public static IChartKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
