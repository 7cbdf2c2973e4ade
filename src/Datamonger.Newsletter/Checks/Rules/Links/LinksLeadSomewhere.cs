using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Every link has an address.</summary>
internal sealed class LinksLeadSomewhere : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM501", Severity.Error, "A link without an address");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-01",
            "A reader who follows it comes to nothing.",
            "Give the link its address, or take the link away and leave the words.",
            "markdownlint MD042; html-validate"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (link.Href is "" or "#" or "https://" or "http://" or "mailto:")
                diagnostics.Add(Rule, link.Location, $"{link.Name} leads nowhere.", "Write its address between the parentheses.");
        }
    }
}
