using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>No address or telephone number of a person goes out that was not agreed.</summary>
internal sealed partial class ContactsAreAllowed : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM596", Severity.Warning, "An address or telephone number that is not agreed");

    // Characters in which "registration account number:" stands.
    private const int WordsBefore = 80;

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "TXT-04",
            "A person's address or number is theirs; sent to a list it cannot be called back.",
            "List it under checks: allowed_contacts: in newsletter.yml when its owner agrees, or take it out.",
            "UK GDPR Art. 5 and 6"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var settings = context.Settings;
        string?[] agreed =
        [
            .. settings.Checks.AllowedContacts,
            settings.Organisation.Email,
            settings.Organisation.Phone,
            settings.Sender.ReplyTo,
            context.Email.ReplyTo,
        ];
        var allowed = agreed.OfType<string>().Select(Plain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var said = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in context.Texts)
        {
            foreach (Match match in Contact().Matches(text.Text).Where(match => !Reference().IsMatch(Before(text.Text, match))))
                Judge(match.Value, () => context.PlaceOf(text.Parent, match.Value));
        }
        foreach (var link in context.Links)
        {
            if (link.Uri is not { Scheme: "mailto" or "tel" })
                continue;
            foreach (
                var contact in Uri.UnescapeDataString(link.Href[(link.Href.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('?')[0])
                    .Split(',')
            )
                Judge(contact.Trim(), () => link.Location);
        }

        static string Before(string text, Match match) => text[Math.Max(0, match.Index - WordsBefore)..match.Index];

        void Judge(string contact, Func<SourceLocation> place)
        {
            if (
                contact.Length == 0
                || contact.Contains("*|", StringComparison.Ordinal)
                || allowed.Contains(Plain(contact))
                || !said.Add(Plain(contact))
            )
                return;
            diagnostics.Add(
                Rule,
                place(),
                $"\"{contact}\" is not among the agreed contacts.",
                "List it under checks: allowed_contacts: in newsletter.yml, or take it out."
            );
        }
    }

    // A number is the same with and without blanks, hyphens and the country in front.
    private static string Plain(string contact)
    {
        if (contact.Contains('@', StringComparison.Ordinal))
            return contact.Trim();
        var digits = string.Concat(contact.Where(char.IsAsciiDigit));
        return digits.StartsWith("44", StringComparison.Ordinal) && digits.Length == 12 ? "0" + digits[2..] : digits;
    }

    // A number by which something is filed, which only looks like one to ring.
    [GeneratedRegex(
        @"\b(?:ref(?:erence)?|case|order|invoice|licen[cs]e|charity|company|registration|account|ISBN|ISSN|UPRN|URN|UKPRN|DOI|NHS|serial)\b\.?(?: (?:number|no\.?|code|id))?\s?[:#]?\s?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/.,-])(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?\d{2,5}|\(?0\d{2,5}\)?)(?:[ -]?\d{3,4}){2}(?![\w/]|[.,]\d)"
    )]
    private static partial Regex Contact();
}
