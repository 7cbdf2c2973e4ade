using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>
/// An email as one sample subscriber reads it. Merge tags are resolved by the renderer that also fills the emails of the
/// sandbox's inbox. Without a subscriber the tags stand as they go out.
/// </summary>
internal sealed class PersonaReading(Persona? persona, Email email, NewsletterSettings settings, DateTimeOffset now)
{
    // The pages that Mailchimp has for each subscriber; invented, and only to be looked at.
    private const string Pages = "https://mailchimp.example.org/";

    private readonly MergeTagContext? _context = persona is null ? null : Context(persona, email, settings, now);

    /// <summary>The subject line.</summary>
    public string Subject => Fill(email.Subject, MergeTagTarget.Subject);

    /// <summary>The preheader.</summary>
    public string Preheader => Fill(email.Preheader, MergeTagTarget.Subject);

    /// <summary>The text part.</summary>
    public string Text => Fill(email.Text, MergeTagTarget.Text);

    /// <summary>The HTML part, as it is or with the places of its elements.</summary>
    public string Html(string html) => Fill(html, MergeTagTarget.Html);

    /// <summary>What the renderer says of the HTML's tags, each once.</summary>
    public ImmutableArray<string> Remarks =>
        _context is null ? []
        : MergeTagRenderer.Render(email.Html, _context) is var rendered
            ? [.. rendered.Errors.Select(error => error.Message).Concat(rendered.Warnings.Select(warning => warning.Message)).Distinct()]
        : [];

    private string Fill(string text, MergeTagTarget part) =>
        _context is null ? text : MergeTagRenderer.Render(text, _context with { Part = part }).Text;

    private static MergeTagContext Context(Persona persona, Email email, NewsletterSettings settings, DateTimeOffset now)
    {
        var organisation = settings.Organisation;
        var address =
            organisation.Address is { } whole && whole.StartsWith(organisation.Name, StringComparison.Ordinal)
                ? whole[organisation.Name.Length..].TrimStart(',', ' ')
                : organisation.Address ?? "";
        return new MergeTagContext
        {
            Now = TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(now, zone) : now,
            Fields = [.. settings.MergeFields.Select(field => new MergeTagField(field.Tag, field.Type, field.Fallback ?? ""))],
            Values = persona.Fields.SetItem("EMAIL", persona.Email),
            Interests = persona.Interests,
            Groups = persona.Interests,
            List = new MergeTagList
            {
                Name = settings.Audience.Name ?? settings.Name,
                PermissionReminder = $"You get this email because you asked for {settings.Name}.",
                Email = email.ReplyTo,
                Contact = new PostalAddress(organisation.Name, address, Phone: organisation.Phone ?? ""),
            },
            Campaign = new MergeTagCampaign("preview", email.Subject, email.Preheader),
            Urls = new Dictionary<string, string>
            {
                ["UNSUB"] = Pages + "unsubscribe",
                ["UPDATE_PROFILE"] = Pages + "profile",
                ["ARCHIVE"] = Pages + "archive",
                ["FORWARD"] = Pages + "forward",
                ["ABOUT_LIST"] = Pages + "about",
                ["LIST:SUBSCRIBE"] = Pages + "subscribe",
                ["LIST:URL"] = settings.Organisation.Website ?? Pages,
                ["LIST:ADDRESS_VCARD_HREF"] = Pages + "vcard",
            }.ToImmutableDictionary(),
        };
    }
}
