using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Links name the site they lead to, not a shortener's.</summary>
internal sealed class LinksAreNotShortened : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM510", Severity.Warning, "A shortened link");

    private static readonly FrozenSet<string> Shorteners = new[]
    {
        "adf.ly",
        "bit.do",
        "bit.ly",
        "bl.ink",
        "buff.ly",
        "cutt.ly",
        "dlvr.it",
        "fb.me",
        "goo.gl",
        "is.gd",
        "j.mp",
        "lnkd.in",
        "mcaf.ee",
        "ow.ly",
        "rb.gy",
        "rebrand.ly",
        "s.id",
        "short.io",
        "shorturl.at",
        "snip.ly",
        "soo.gd",
        "t.co",
        "t.ly",
        "tiny.cc",
        "tiny.one",
        "tinyurl.com",
        "tr.im",
        "trib.al",
        "v.gd",
        "wp.me",
        "x.co",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-12",
            "Spam filters count them against the sender, and a reader cannot see where they lead.",
            "Link to the page itself; Mailchimp counts the clicks anyhow.",
            "SpamAssassin's rules on URL shorteners"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (link.IsWeb && Shorteners.Contains(Hosts.Registered(link.Uri!.Host)))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} goes through the shortener {link.Uri.Host}.",
                    "Link to the page itself."
                );
        }
    }
}
