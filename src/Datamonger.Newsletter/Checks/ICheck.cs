using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks;

/// <summary>One thing that should be true of an issue and its email; the class is named by it. Reads, and changes nothing.</summary>
public interface ICheck
{
    /// <summary>The rules it reports; nearly always one.</summary>
    ImmutableArray<CheckRule> Rules { get; }

    /// <summary>Looks at an issue and reports what is wrong.</summary>
    void Run(CheckContext context, DiagnosticBag diagnostics);
}

/// <summary>A rule of a check, with what the reference says of it.</summary>
/// <param name="Rule">Code, severity, title.</param>
/// <param name="Id">The id in the field's own list: LNK-01, MRG-04.</param>
/// <param name="Why">Why it matters to a reader.</param>
/// <param name="Remedy">How to fix it.</param>
/// <param name="Basis">Where the rule comes from.</param>
public sealed record CheckRule(DiagnosticRule Rule, string Id, string Why, string Remedy, string Basis)
{
    /// <summary>Whether an <c>allow:</c> of it must also name who allows it (<c>by</c>), as disclosure rules ask.</summary>
    public bool NeedsName { get; init; }

    /// <summary>
    /// Whether it is found, or found in more places, by what a run does only when told to (<c>--links</c>, <c>--browser</c>).
    /// </summary>
    public bool IsOnRequest { get; init; }
}
