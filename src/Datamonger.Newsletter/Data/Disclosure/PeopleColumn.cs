using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Disclosure;

/// <summary>A column of a result that tells of people.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsCount">Whether its values are counts of people; otherwise they are rates, shares or means made of such counts.</param>
/// <param name="Origin">Where the counts come from, <c>dataset.column</c>; several are joined. Two columns of one origin measure the same.</param>
/// <param name="Threshold">Counts from 1 to below this are disclosive.</param>
public sealed record PeopleColumn(string Name, bool IsCount, string Origin, int Threshold)
{
    /// <summary>Of how many persons each value is; empty where that is not known.</summary>
    public ImmutableArray<long> Sizes { get; init; } = [];

    /// <summary>Whether <see cref="Sizes"/> are of means; otherwise of the least or greatest of a group.</summary>
    public bool IsMean { get; init; }

    /// <summary>Whether a value must not be shown.</summary>
    public bool IsSmall(decimal? value) => IsCount && value >= 1 && value < Threshold;
}
