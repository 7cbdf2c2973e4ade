using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Snapshots.Parquet;
using Datamonger.Newsletter.Data.Typing;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>A column of a snapshot.</summary>
/// <param name="Name">In SQL.</param>
/// <param name="Type">How it is held.</param>
internal sealed record SnapshotColumn(string Name, ParquetType Type)
{
    /// <summary>The columns that are made by some plans: each with its companion, where it has one, behind it.</summary>
    public static ImmutableArray<SnapshotColumn> Of(ImmutableArray<ColumnPlan> plans) =>
    [
        .. plans.SelectMany(plan => plan.NoteName is null ? [Of(plan)] : (SnapshotColumn[])[Of(plan), new SnapshotColumn(plan.NoteName, ParquetType.Text)]),
    ];

    private static SnapshotColumn Of(ColumnPlan plan) => new(plan.Name, ParquetType.Of(plan.Type, plan.Profile.IntegerDigits, plan.Scale));
}
