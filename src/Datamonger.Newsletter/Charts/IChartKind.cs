using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts;

/// <summary>A kind of chart: its name, the keys it takes, and how it is drawn.</summary>
public interface IChartKind
{
    /// <summary>The word behind <c>chart</c> in the fence.</summary>
    string Name { get; }

    /// <summary>What it is good for, one sentence for the reference.</summary>
    string Description { get; }

    /// <summary>The keys of this kind, besides the common ones of <see cref="ChartFields.Common"/>.</summary>
    ImmutableArray<Field> Fields { get; }
}
