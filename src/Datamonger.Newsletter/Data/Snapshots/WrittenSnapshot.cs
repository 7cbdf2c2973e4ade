using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Typing;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>What is known of a snapshot once it has been written.</summary>
/// <param name="Table">The table that it holds.</param>
/// <param name="UnmatchedAuthorities">Values of its columns of local authorities that name none; null when they have not been looked
/// for.</param>
internal sealed record WrittenSnapshot(TypedTable Table, ImmutableArray<UnmatchedAuthority>? UnmatchedAuthorities)
{
    /// <summary>Whether it has a column of binary fractions, whose sum depends on the order in which it is read.</summary>
    public bool HasFractions => Table.Plans.Any(plan => plan.Type is ColumnType.Double);
}
