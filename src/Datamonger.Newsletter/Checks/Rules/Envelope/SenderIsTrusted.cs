using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Rules.Links;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>The sender has a name and an address at a domain of their own.</summary>
internal sealed class SenderIsTrusted : ICheck
{
    private static readonly DiagnosticRule Missing = new("DM591", Severity.Error, "A sender without a name or an address");
    private static readonly DiagnosticRule FreeMail = new("DM592", Severity.Warning, "A sender at a free-mail domain");

    private static readonly FrozenSet<string> Domains = new[]
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "web.de",
        "yahoo.co.uk",
        "yahoo.com",
        "yandex.com",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Missing,
            "FRM-01",
            "Mailchimp does not send it, or readers see a bare address.",
            "Write name and reply_to under sender: in newsletter.yml.",
            "Mailchimp, campaign settings"
        ),
        new(
            FreeMail,
            "FRM-01",
            "Free-mail providers publish DMARC rules that make others refuse mail which somebody else sends in their name.",
            "Send from a domain of your own that Mailchimp has authenticated.",
            "DMARC (RFC 7489); SpamAssassin FREEMAIL_FROM"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var (name, address) = (context.Email.FromName.Trim(), context.Email.ReplyTo.Trim());
        if (name.Length == 0)
            diagnostics.Add(
                Missing,
                context.PlaceOfKey("from_name", "sender:"),
                "The sender has no name.",
                "Write name: under sender: in newsletter.yml."
            );
        if (!MailLinksHaveAddresses.Address().IsMatch(address))
            diagnostics.Add(Missing, Place(), $"The sender's address \"{address}\" is no email address.", "Write name@domain.");
        else if (Domains.Contains(address[(address.LastIndexOf('@') + 1)..]))
            diagnostics.Add(
                FreeMail,
                Place(),
                $"The sender's address {address} is at a free-mail domain.",
                "Send from a domain of your own."
            );

        SourceLocation Place() => context.PlaceOfKey("reply_to", "reply_to:");
    }
}
