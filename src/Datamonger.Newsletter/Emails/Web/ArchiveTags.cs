using System.Collections.Immutable;
using System.Net;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Emails.Web;

/// <summary>
/// What merge tags come to on the public page of an issue, which has no subscriber: fallbacks, the newsletter's own particulars,
/// the words for "no value"; nothing of a person's, and no way to unsubscribe somebody.
/// </summary>
internal static class ArchiveTags
{
    /// <summary>An address with masked tags as the page links to it; null when it leads a subscriber somewhere of their own.</summary>
    public static string? Address(string masked, Composition composition)
    {
        if (!composition.Mask.IsIn(masked))
            return masked;
        var complete = true;
        var address = composition.Mask.Replace(
            masked,
            tag =>
            {
                var text = tag.Name switch
                {
                    "ARCHIVE" => Page(composition),
                    "LIST:URL" => composition.Settings.Organisation.Website,
                    _ when IsPersonal(tag.Name) => null,
                    _ => WebUtility.UrlEncode(Text(tag, composition)),
                };
                complete &= !string.IsNullOrEmpty(text);
                return text ?? "";
            }
        );
        return complete ? address : null;
    }

    /// <summary>A finished page's HTML without tags: conditionals come to the arm for no value, the others to their text.</summary>
    public static string Resolve(string html, Composition composition) => Render(html, composition, HtmlText.Escape);

    /// <summary>A text with masked tags as the page prints it. Not escaped.</summary>
    public static string Plain(string masked, Composition composition) => Render(masked, composition, text => text);

    /// <summary>Address of the issue's page, or of the one that is composed of it for an edition.</summary>
    public static string? Page(Composition composition) =>
        composition is { Part: EmailPart.Web, Edition: { } edition } ? OwnPages.Address(composition, edition)
        : composition.Settings.ArchiveUrl is { } archive ? $"{archive}/{composition.Issue.Slug}/"
        : null;

    private static string Render(string masked, Composition composition, Func<string, string> escape)
    {
        if (!composition.Mask.IsIn(masked))
            return MergeTagMask.Blunt(masked);
        // Whoever reads the page has no value in any field, so that a fallback does not decide a condition either.
        var context = Context(composition);
        return MergeTagMask.Blunt(
            MergeTagTemplate
                .Of(masked, composition.Mask.Tokens(masked))
                .Render(
                    context with
                    {
                        Fields = [.. context.Fields.Select(field => field with { Default = "" })],
                    },
                    node => escape(MergeTagMask.Blunt(Text(composition.Mask.TagAt(masked, node.Offset, out _)!, composition)))
                )
        );
    }

    private static bool IsPersonal(string name) =>
        name
            is "UNSUB"
                or "UPDATE_PROFILE"
                or "FORWARD"
                or "ABOUT_LIST"
                or "EMAIL"
                or "UNIQID"
                or "EMAIL_UID"
                or "LIST:SUBSCRIBE"
                or "LIST:ADDRESS_VCARD_HREF";

    private static string Text(MergeTag tag, Composition composition)
    {
        var settings = composition.Settings;
        var frontMatter = composition.Issue.FrontMatter;
        switch (tag.Name)
        {
            case "LIST:ADDRESS" or "LIST:ADDRESSLINE" or "HTML:LIST_ADDRESS_HTML":
                return settings.Organisation.Address ?? "";
            case "MC:SUBJECT":
                return Envelope(frontMatter.Subject, composition);
            case "MC_PREVIEW_TEXT":
                return Envelope(frontMatter.Preheader, composition);
            case "MC:DATE":
                return frontMatter.Date is { } sent ? composition.Language.ShortDate(sent) : "";
            case "CURRENT_YEAR" when frontMatter.Date is null:
                return "";
        }
        if (frontMatter.Date is null && tag.Name.StartsWith("DATE:", StringComparison.Ordinal))
            return "";
        var context = Context(composition);
        if (tag.Fallback is { } fallback && MergeTagNames.FieldOf(tag.Name) is { } field)
            context = context with { Fields = [new MergeTagField(field, Default: fallback), .. context.Fields] };
        return context.ValueOf(tag.Name) ?? "";
    }

    private static MergeTagContext Context(Composition composition)
    {
        var settings = composition.Settings;
        var urls = ImmutableDictionary<string, string>.Empty;
        if (Page(composition) is { } page)
            urls = urls.Add("ARCHIVE", page);
        if (settings.Organisation.Website is { } website)
            urls = urls.Add("LIST:URL", website);
        return new MergeTagContext
        {
            Part = MergeTagTarget.Text,
            Now = new DateTimeOffset((composition.Issue.FrontMatter.Date ?? default).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            Calendar = new MergeTagCalendar(composition.Language.Months, composition.Language.Days),
            Archive = true,
            Fields = [.. settings.MergeFields.Select(field => new MergeTagField(field.Tag, field.Type, field.Fallback ?? ""))],
            List = new MergeTagList
            {
                Name = settings.Name,
                Contact = new PostalAddress(settings.Organisation.Name, Phone: settings.Organisation.Phone ?? ""),
            },
            Account = new MergeTagAccount(settings.Organisation.Name),
            Urls = urls,
        };
    }

    // A subject that names itself comes to nothing there.
    private static string Envelope(BoundText text, Composition composition)
    {
        var masked = composition.Print(text);
        return MergeTagTemplate
            .Of(masked, composition.Mask.Tokens(masked))
            .Render(
                Context(composition),
                node =>
                    node.Name is "MC:SUBJECT" or "MC_PREVIEW_TEXT"
                        ? ""
                        : Text(composition.Mask.TagAt(masked, node.Offset, out _)!, composition)
            );
    }
}
