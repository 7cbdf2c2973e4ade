using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Figures.Personal;

/// <summary>What the subscribers of one key see.</summary>
/// <param name="Key">The value of the merge field, as a condition compares it.</param>
/// <param name="Row">The row of <see cref="Editions.Query"/>, 0-based.</param>
public sealed record Edition(string Key, int Row)
{
    /// <summary>The folder of its page in the archive; empty when no letter of its key can stand in an address.</summary>
    public string Slug { get; } = AreaSlug.Of(Key);
}

/// <summary>The editions of a personal issue: one a key, and for everybody else the default's.</summary>
/// <param name="Field">The tag of the merge field that says which one a subscriber sees.</param>
/// <param name="Query">The query of which each sees a row.</param>
/// <param name="All">In the order of their keys, whatever the order of the rows.</param>
/// <param name="Default">That of a subscriber whose key is none of them; it is one of <see cref="All"/>.</param>
public sealed record Editions(string Field, QueryTable Query, ImmutableArray<Edition> All, Edition Default)
{
    /// <summary>As many as a message carries the figures of: each is an arm of a conditional.</summary>
    public const int Most = 400;

    /// <summary>As many as a message carries the charts and tables of: each stands in its HTML in full, with its picture.</summary>
    public const int MostDrawn = 12;

    /// <summary>
    /// Whether the message holds what is drawn, too, in every edition; if not, it shows that of <see cref="Default"/> to everybody.
    /// </summary>
    public bool AreDrawn => All.Length <= MostDrawn;
}
