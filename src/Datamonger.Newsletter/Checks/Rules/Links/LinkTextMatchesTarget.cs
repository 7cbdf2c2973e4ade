using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>A link whose words are an address leads to that address.</summary>
internal sealed partial class LinkTextMatchesTarget : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM511", Severity.Error, "A link that shows one address and leads to another");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-13",
            "It is how phishing looks: filters hold the message back, and a reader who notices will not trust the next one.",
            "Show the address that the link leads to, or words.",
            "SpamAssassin HTTPS_HTTP_MISMATCH"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (
                link.IsWeb
                && Site().Match(link.Text) is { Success: true } site
                && site.Groups["host"].Value is var shown
                && Hosts.Registered(shown) != Hosts.Registered(link.Uri!.Host)
                // Whoever owns the name that is shown gives out the names below it: GOV.UK keeps its files at assets.….gov.uk.
                && !link.Uri.Host.EndsWith("." + shown, StringComparison.OrdinalIgnoreCase)
            )
            {
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} leads to {link.Uri.Host}.",
                    "Show the address that it leads to, or words."
                );
            }
            else if (
                link.Uri is { Scheme: "mailto" }
                && MailLinksHaveAddresses.Address().IsMatch(link.Text)
                && !Uri.UnescapeDataString(link.Href).Contains(link.Text, StringComparison.OrdinalIgnoreCase)
            )
            {
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} writes to {link.Href[7..]}.",
                    "Show the address that it writes to, or words."
                );
            }
        }
    }

    // A name without a scheme counts as an address only under a top level that files and people's names do not end in.
    [GeneratedRegex(
        @"^(?:https?://(?:www\.)?(?<host>[\w-]+(?:\.[\w-]+)+)|(?:www\.)?(?<host>[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|int|info|eu|uk|ie|de|fr|scot|wales|example)))(?:[/?#:]\S*)?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Site();
}
