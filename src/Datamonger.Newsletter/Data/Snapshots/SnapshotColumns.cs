using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Reading.Typing;
using Datamonger.Newsletter.Data.Snapshots.Parquet;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>The columns of a snapshot.</summary>
internal static class SnapshotColumns
{
    /// <summary>Those that are made by some plans: each with its companion, where it has one, behind it.</summary>
    public static ImmutableArray<ParquetField> Of(ImmutableArray<ColumnPlan> plans) =>
        [
            .. plans.SelectMany(plan =>
                plan.NoteName is null ? [Of(plan)] : (ParquetField[])[Of(plan), new ParquetField(plan.NoteName, ParquetType.Text)]
            ),
        ];

    /// <summary>How the values of a column are held.</summary>
    public static ParquetType TypeOf(ColumnPlan plan) => ParquetType.Of(plan.Type, plan.Profile.IntegerDigits, plan.Scale);

    private static ParquetField Of(ColumnPlan plan) => new(plan.Name, TypeOf(plan));
}
