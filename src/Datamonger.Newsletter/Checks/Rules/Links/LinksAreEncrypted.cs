using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Links lead to https.</summary>
internal sealed class LinksAreEncrypted : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM502", Severity.Warning, "A link that is not encrypted");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-02",
            "Browsers warn of it, and anybody on the way can read and change what is shown.",
            "Use the https address; nearly every site has one.",
            "Mixed content and HTTPS-first modes of browsers"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (link.Uri is { Scheme: "http" } uri && !Hosts.IsPrivate(uri.Host))
                diagnostics.Add(Rule, link.Location, $"{link.Name} leads to {uri.Host} over http.", $"Try https://{uri.Host}.");
        }
    }
}
