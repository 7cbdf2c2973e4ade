using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>A link is a full address that an email client opens: https, http, mailto, tel, or one that Mailchimp fills in.</summary>
/// <remarks>An address of another scheme never comes as far as here: DM406.</remarks>
internal sealed class LinksHaveKnownSchemes : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM504", Severity.Error, "A link that an email cannot follow");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-04, LNK-05",
            "An email has no address of its own that the rest could be counted from, and clients open few schemes.",
            "Write the whole address, with https:// in front; mailto: and tel: are let through too.",
            "OWASP on untrusted links; RFC 3986 §4.2"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (link.IsMergeTag || link.Href is "" or ['#', ..])
                continue;
            if (link.Href.StartsWith("//", StringComparison.Ordinal))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} begins with //, which leaves the scheme to the page: an email has none.",
                    $"Write https:{link.Href}."
                );
            else if (
                !link.Href.Contains(':', StringComparison.Ordinal)
                || link.Href.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
                    && slash < link.Href.IndexOf(':', StringComparison.Ordinal)
            )
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} is not a full address: \"{link.Href}\".",
                    "Write the whole address, with https:// in front."
                );
        }
    }
}
