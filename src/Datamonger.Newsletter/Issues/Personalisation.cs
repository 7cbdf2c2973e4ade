using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Issues;

/// <summary>
/// What <c>personal:</c> says: in <c>{{ mine.… }}</c> each subscriber sees the row of a query whose key is their value of a merge
/// field. What is wrong or missing is null, and has been reported.
/// </summary>
/// <param name="By">The merge field.</param>
/// <param name="Query">The query.</param>
/// <param name="Key">Its column that holds the keys.</param>
/// <param name="Default">The key whose row everybody else sees.</param>
/// <param name="Locations">Where each of its keys stands; the empty key is the top of the mapping.</param>
public sealed record Personalisation(
    MergeField? By,
    string? Query,
    string? Key,
    string? Default,
    ImmutableDictionary<string, SourceLocation> Locations
)
{
    /// <summary>Where a key's value stands; the top of the mapping when it is absent.</summary>
    public SourceLocation LocationOf(string key) => Locations.TryGetValue(key, out var location) ? location : Locations[""];
}
