using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Claims;

/// <summary>What kind of statement a word makes about figures.</summary>
public enum ClaimClass
{
    /// <summary>One thing at two times: rose, fell, up from.</summary>
    Direction,

    /// <summary>Two things beside each other: more than, above.</summary>
    Comparison,

    /// <summary>One among all rows: highest, second lowest.</summary>
    Superlative,

    /// <summary>A part of a whole: most, half, two thirds.</summary>
    Share,

    /// <summary>One value by another: doubled, twice as many.</summary>
    Multiple,

    /// <summary>No difference: unchanged, similar.</summary>
    Same,

    /// <summary>A whole series: for the first time since, a record.</summary>
    Time,

    /// <summary>The least and the greatest: anything from … to.</summary>
    Range,

    /// <summary>A rounded figure beside its exact value: over, nearly.</summary>
    Rounding,

    /// <summary>Said with <c>claim</c>, together with its condition.</summary>
    Asserted,
}

/// <summary>How a claim was decided. What cannot be decided is not in the list.</summary>
public enum ClaimVerdict
{
    /// <summary>The data bear it out.</summary>
    True,

    /// <summary>They contradict it.</summary>
    False,

    /// <summary>It is true, but the figures print alike, so that a reader sees the contrary.</summary>
    PrintsAlike,
}

/// <summary>A word that says something about figures, and whether it is true.</summary>
/// <param name="Place">Where the word stands.</param>
/// <param name="Words">The word, as it was written.</param>
/// <param name="Class">What kind of statement it makes.</param>
/// <param name="Verdict">Whether it is true.</param>
/// <param name="Reason">With which values that was decided.</param>
public sealed record Claim(SourceLocation Place, string Words, ClaimClass Class, ClaimVerdict Verdict, string Reason)
{
    /// <summary>The figures that it is about.</summary>
    public ImmutableArray<FigureExpression> Figures { get; init; } = [];

    /// <summary>Whether rows decide it that the sentence does not show.</summary>
    public bool IsOfRows { get; init; }

    /// <summary>The editions in which it has this verdict; empty when it is the same for everybody.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];
}

/// <summary>The claims of an issue, in the order of its passages.</summary>
public sealed record IssueClaims(ImmutableArray<Claim> All)
{
    /// <summary>No claims.</summary>
    public static readonly IssueClaims None = new([]);
}
