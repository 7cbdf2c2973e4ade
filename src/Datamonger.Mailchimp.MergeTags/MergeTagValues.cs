using System.Collections.Immutable;
using System.Globalization;

namespace Datamonger.Mailchimp.MergeTags;

internal enum ValueKind
{
    Unknown,
    Unsupported,
    Text,
    Markup,
}

/// <summary>What a tag stands for. Text is escaped for the part, markup is not.</summary>
internal readonly record struct MergeTagValue(ValueKind Kind, string Text = "", string Type = "text", bool IsDefault = false)
{
    public static MergeTagValue Of(string text) => new(ValueKind.Text, text);

    public static MergeTagValue Html(string markup) => new(ValueKind.Markup, markup);
}

/// <summary>Finds what a tag stands for: fields of the audience first, then the system tags.</summary>
internal sealed class MergeTagValues(MergeTagContext context)
{
    public MergeTagValue Find(string name) =>
        Field(name) ?? Person(name) ?? Audience(name) ?? Campaign(name) ?? Formatted(name) ?? Other(name);

    private MergeTagValue? Field(string name)
    {
        if (name is "EMAIL" or "MERGE0")
            return MergeTagValue.Of(context.Values.GetValueOrDefault("EMAIL", ""));
        var field = context.Fields.FirstOrDefault(field => field.Tag == name) ?? Positional(name);
        if (field is null)
            return null;
        var value = context.Values.GetValueOrDefault(field.Tag, "");
        var isDefault = value.Length == 0 && field.Default.Length > 0;
        return new MergeTagValue(ValueKind.Text, isDefault ? field.Default : value, field.Type, isDefault);
    }

    private MergeTagField? Positional(string name)
    {
        if (
            !name.StartsWith("MERGE", StringComparison.Ordinal)
            || !int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return null;
        for (var place = 0; place < context.Fields.Length; place++)
            if ((context.Fields[place].Number is > 0 and var own ? own : place + 1) == number)
                return context.Fields[place];
        return null;
    }

    private MergeTagValue? Person(string name) =>
        name switch
        {
            "EMAIL_UID" => MergeTagValue.Of(context.Member.UniqueEmailId),
            "UNIQID" => MergeTagValue.Of(context.Member.CampaignId),
            "MC_LANGUAGE" => MergeTagValue.Of(context.Member.Language),
            "MC_LANGUAGE_LABEL" => MergeTagValue.Of(MergeTagLanguages.Label(context.Member.Language)),
            "UNSUB"
            or "UPDATE_PROFILE"
            or "ARCHIVE"
            or "FORWARD"
            or "ABOUT_LIST"
            or "LIST:SUBSCRIBE"
            or "LIST:URL"
            or "LIST:ADDRESS_VCARD_HREF" => context.Urls.TryGetValue(name, out var url)
                ? MergeTagValue.Of(url)
                : new MergeTagValue(ValueKind.Unsupported),
            _ => null,
        };

    private MergeTagValue? Audience(string name) =>
        name switch
        {
            "LIST:NAME" => MergeTagValue.Of(context.List.Name),
            "LIST:COMPANY" => MergeTagValue.Of(context.List.Contact.Company),
            "LIST:PHONE" => MergeTagValue.Of(context.List.Contact.Phone),
            "LIST:DESCRIPTION" => MergeTagValue.Of(context.List.PermissionReminder),
            "LIST:ADDRESS" => MergeTagValue.Of(string.Join('\n', context.List.Contact.Lines.Prepend(context.List.Contact.Company))),
            "LIST:ADDRESSLINE" => MergeTagValue.Of(context.List.Contact.OneLine),
            "HTML:LIST_ADDRESS_HTML" => AddressBlock(),
            "LIST:ADDRESS_VCARD" => VCard(),
            "LIST:UID" => MergeTagValue.Of(context.List.Id),
            "LIST:SUBSCRIBERS" => MergeTagValue.Of(context.List.Members.ToString(CultureInfo.InvariantCulture)),
            "ABUSE_EMAIL" => MergeTagValue.Of(context.List.Email),
            "USER:COMPANY" => MergeTagValue.Of(context.Account.Company),
            "USER:ADDRESS" => MergeTagValue.Of(context.Account.Address),
            "USER:PHONE" => MergeTagValue.Of(context.Account.Phone),
            "USER:EMAIL" => MergeTagValue.Of(context.Account.Email),
            "USER:URL" => MergeTagValue.Of(context.Account.Url),
            // The referral badge belongs to the free plan; a paying account has none.
            "REWARDS" or "REWARDS_TEXT" or "HTML:REWARDS" => MergeTagValue.Of(""),
            _ => null,
        };

    private MergeTagValue? Campaign(string name) =>
        name switch
        {
            "MC:SUBJECT" => MergeTagValue.Of(Rendered(context.Campaign.Subject)),
            "MC_PREVIEW_TEXT" => MergeTagValue.Of(Rendered(context.Campaign.Preview)),
            "CAMPAIGN_UID" => MergeTagValue.Of(context.Campaign.Id),
            "CURRENT_YEAR" => MergeTagValue.Of(context.Date("Y")),
            "MC:DATE" => MergeTagValue.Of(context.Date("m/d/Y")),
            "ARCHIVE_PAGE" => MergeTagValue.Of(context.Archive ? "1" : ""),
            _ when name.StartsWith("DATE:", StringComparison.Ordinal) => MergeTagValue.Of(context.Date(name[5..])),
            _ => null,
        };

    private MergeTagValue? Formatted(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || Field(name[(colon + 1)..]) is not { } field)
            return null;
        return name[..colon] switch
        {
            "TITLE" => field with { Text = Title(field.Text) },
            "UPPER" => field with { Text = field.Text.ToUpperInvariant() },
            "LOWER" => field with { Text = field.Text.ToLowerInvariant() },
            "URL" => field with { Text = Uri.EscapeDataString(field.Text) },
            "HTML" => field with { Kind = ValueKind.Markup },
            _ => null,
        };
    }

    private static MergeTagValue Other(string name) =>
        new(MergeTagNames.IsFilledElsewhere(name) ? ValueKind.Unsupported : ValueKind.Unknown);

    private MergeTagValue AddressBlock() =>
        context.Part == MergeTagTarget.Html
            ? MergeTagValue.Html(MergeTagHtml.Address(context.List.Contact, context.Urls.GetValueOrDefault("LIST:ADDRESS_VCARD_HREF")))
            : MergeTagValue.Of(string.Join('\n', context.List.Contact.Lines.Prepend(context.List.Contact.Company)));

    private MergeTagValue VCard() =>
        context.Urls.TryGetValue("LIST:ADDRESS_VCARD_HREF", out var url)
            ? context.Part == MergeTagTarget.Html
                ? MergeTagValue.Html(MergeTagHtml.VCardLink(url))
                : MergeTagValue.Of(url)
            : new MergeTagValue(ValueKind.Unsupported);

    /// <summary>Subject and preview text hold tags of their own; within them, they are not asked for again.</summary>
    private string Rendered(string template) =>
        MergeTagRenderer
            .Render(
                template,
                context with
                {
                    Part = MergeTagTarget.Subject,
                    Campaign = context.Campaign with { Subject = "", Preview = "" },
                }
            )
            .Text;

    private static string Title(string text)
    {
        var characters = text.ToLowerInvariant().ToCharArray();
        for (var at = 0; at < characters.Length; at++)
            if (at == 0 || char.IsWhiteSpace(characters[at - 1]))
                characters[at] = char.ToUpperInvariant(characters[at]);
        return new string(characters);
    }
}
