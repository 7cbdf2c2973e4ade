using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>No two elements have the same id.</summary>
internal sealed class IdsAreUnique : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM539", Severity.Error, "An id that is used twice");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "A11-14",
            "Links and labels that name it lead to the first alone.",
            "Give each its own id.",
            "html-validate no-dup-id; axe duplicate-id"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in context.Elements)
        {
            if (element.Id is { Length: > 0 } id && !seen.Add(id))
                diagnostics.Add(Rule, context.PlaceOf(element), $"The id \"{id}\" is used twice.", "Give each element its own.");
        }
    }
}
