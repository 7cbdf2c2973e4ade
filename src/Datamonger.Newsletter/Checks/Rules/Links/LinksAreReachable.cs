using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Links lead to what readers can reach, not to the writer's own machine or network.</summary>
internal sealed class LinksAreReachable : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM503", Severity.Error, "A link to a private machine");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-03",
            "It works for the writer and for nobody else, and says how the writer's network is laid out.",
            "Link to the public address.",
            "RFC 1918, RFC 6761, RFC 6762"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (link.IsWeb && Hosts.IsPrivate(link.Uri!.Host))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} leads to {link.Uri.Host}, which only your own network reaches.",
                    "Link to the public address."
                );
        }
    }
}
