using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Recovery;

/// <summary>What readers know of counts of people: that a sum of them lies between two numbers.</summary>
/// <param name="Parts">The counts, with what each is multiplied by in the sum.</param>
/// <param name="Least">Not less than this.</param>
/// <param name="Most">Not more than this.</param>
/// <param name="Place">Where it is shown; null for what anybody knows, as that a total is the sum of its parts.</param>
public sealed record CountFact(ImmutableDictionary<CountCell, double> Parts, double Least, double Most, CountPlace? Place)
{
    /// <summary>Whether it shows a small count as such, which is told where it is shown.</summary>
    public bool IsTold { get; init; }
}

/// <summary>A place where a number is shown.</summary>
/// <param name="What">"figure", "table", "chart", "list".</param>
/// <param name="Issue">The slug of an earlier issue; null in the one that is looked at.</param>
public sealed record CountPlace(string What, SourceLocation Location, string? Issue = null);

/// <summary>A count that is hidden where its table or chart is shown.</summary>
public sealed record HiddenCount(CountSum Sum, CountPlace Place);

/// <summary>All that an issue tells of counts of people.</summary>
/// <param name="Facts">In the order of their places: charts, tables, lists, then figures.</param>
/// <param name="Hidden">What its blocks hide.</param>
/// <param name="Origins">The counts of the data files, by <see cref="CountOrigin.Id"/>.</param>
public sealed record ShownCounts(
    ImmutableArray<CountFact> Facts,
    ImmutableArray<HiddenCount> Hidden,
    ImmutableDictionary<string, CountOrigin> Origins
)
{
    /// <summary>Nothing.</summary>
    public static readonly ShownCounts None = new([], [], ImmutableDictionary<string, CountOrigin>.Empty);
}
