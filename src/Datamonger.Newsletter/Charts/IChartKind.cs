using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts;

/// <summary>A kind of chart: its name, the keys it takes, and what it makes of rows.</summary>
internal interface IChartKind
{
    /// <summary>The word behind <c>chart</c> in the fence.</summary>
    string Name { get; }

    /// <summary>What it is good for, one sentence for the reference.</summary>
    string Description { get; }

    /// <summary>The keys of this kind, besides the common ones of <see cref="ChartFields.Common"/>.</summary>
    ImmutableArray<Field> Fields { get; }

    /// <summary>Reads the rows, reports what is wrong with them, and says what there is to draw; null when there is nothing.</summary>
    ChartPlan? Plan(ChartInput input);
}

/// <summary>What there is to draw. Made for every build; the drawing itself only when no picture of the same is at hand.</summary>
/// <param name="Table">The rows that are drawn, in their order.</param>
/// <param name="Alt">What the chart shows, in words.</param>
/// <param name="Draw">Opens the sheet and sets its marks.</param>
internal sealed record ChartPlan(ChartTable Table, string Alt, Action<ChartSheet> Draw)
{
    /// <summary>The width when the author gives none, in CSS pixels.</summary>
    public int Width { get; init; } = ChartFields.DefaultWidth;

    /// <summary>
    /// The chart as table cells, with <see cref="Trend"/>'s picture; null when the kind or these values cannot be drawn so.
    /// </summary>
    public Func<ChartImage?, ChartCells>? Cells { get; init; }

    /// <summary>A small picture beside the cells.</summary>
    public Action<ChartSheet>? Trend { get; init; }

    /// <summary>Whether cells suit it better than a picture.</summary>
    public bool PrefersCells { get; init; }
}
