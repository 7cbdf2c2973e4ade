using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>The columns that a query names, whichever table they stand in.</summary>
/// <param name="Names">Their names.</param>
/// <param name="HasStar">Whether it takes others without naming them (<c>*</c>, PIVOT).</param>
internal sealed record SqlColumns(ImmutableHashSet<string> Names, bool HasStar)
{
    /// <summary>Nothing is known: all of them.</summary>
    public static readonly SqlColumns Unknown = new([], true);

    /// <summary>Whether a column of a table that the query reads may be among them.</summary>
    public bool Reads(string column) => HasStar || Names.Contains(column);
}
