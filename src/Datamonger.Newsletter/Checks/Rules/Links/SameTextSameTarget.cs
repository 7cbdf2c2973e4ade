using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Personal;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Links of the same words lead to the same place.</summary>
internal sealed class SameTextSameTarget : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM507", Severity.Warning, "The same words for two targets");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [new(Rule, "LNK-08", "In a list of links they cannot be told apart.", "Say in each what sets it apart.", "WCAG 2.2 §2.4.9")];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        // The contents list names sections that are often called like what they link to; of the links to their own page subscribers see
        // one.
        var (sections, own) = (
            $"{context.Settings.ArchiveUrl}/{context.Issue.Slug}/#",
            OwnPages.AddressOfAll(context.Settings, context.Issue.Slug)
        );
        foreach (
            var group in context
                .Links.Where(link =>
                    link.Text.Length > 0
                    && link.Href is not ("" or ['#', ..])
                    && !link.Href.StartsWith(sections, StringComparison.Ordinal)
                    && (own is null || !link.Href.StartsWith(own, StringComparison.Ordinal))
                )
                .GroupBy(link => link.Text, StringComparer.OrdinalIgnoreCase)
        )
        {
            var first = group.First();
            foreach (var link in group.Skip(1).Where(link => Page(link.Href) != Page(first.Href)).DistinctBy(link => link.Href))
            {
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} leads to {link.Href}, and with the same words elsewhere to {first.Href}.",
                    "Say in each what sets it apart."
                );
            }
        }
    }

    // Two places of one page are not two pages.
    private static string Page(string href) => href.Split('#')[0].TrimEnd('/');
}
