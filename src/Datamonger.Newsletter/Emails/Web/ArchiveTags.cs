using System.Globalization;
using System.Net;
using System.Text;
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
        if (!composition.Mask.IsIn(masked)) return masked;
        var complete = true;
        var address = composition.Mask.Replace(masked, tag =>
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
        });
        return complete ? address : null;
    }

    /// <summary>A finished page's HTML without tags: conditionals come to the arm for no value, the others to their text.</summary>
    public static string Resolve(string html, Composition composition)
    {
        var result = new StringBuilder(html.Length);
        // Whether each open conditional shows, and whether one of its arms has.
        var open = new Stack<(bool Shows, bool Done)>();
        var at = 0;
        while (at < html.Length)
        {
            var word = composition.Mask.IndexOf(html, at);
            var shows = open.All(block => block.Shows);
            if (word < 0)
            {
                if (shows) result.Append(html, at, html.Length - at);
                break;
            }
            if (shows) result.Append(html, at, word - at);
            if (composition.Mask.TagAt(html, word, out var length) is not { } tag)
            {
                at = word + 1;
                continue;
            }
            at = word + length;
            if (!Step(tag.Name, open) && shows) result.Append(HtmlText.Escape(MergeTagMask.Blunt(Text(tag, composition))));
        }
        return MergeTagMask.Blunt(result.ToString());
    }

    /// <summary>A text with masked tags as the page prints it. Not escaped.</summary>
    public static string Plain(string masked, Composition composition) => MergeTagMask.Blunt(composition.Mask.Replace(masked, tag => IsCondition(tag.Name) ? "" : Text(tag, composition)));

    /// <summary>Address of the issue's page, or of the one that is composed of it for an edition.</summary>
    public static string? Page(Composition composition) =>
        composition is { Part: EmailPart.Web, Edition: { } edition } ? OwnPages.Address(composition, edition)
        : composition.Settings.ArchiveUrl is { } archive ? $"{archive}/{composition.Issue.Slug}/"
        : null;

    // Steps over a condition; false for any other tag. No field has a value here; the page is the archive page.
    private static bool Step(string name, Stack<(bool Shows, bool Done)> open)
    {
        switch (name.Split(':')[0])
        {
            case "IF":
                open.Push(Both(Holds(name["IF:".Length..])));
                return true;
            case "IFNOT":
                open.Push(Both(!Holds(name["IFNOT:".Length..])));
                return true;
            case "INTERESTED":
                open.Push(Both(false));
                return true;
            case "ELSEIF" when open.TryPop(out var before):
                var holds = !before.Done && Holds(name["ELSEIF:".Length..]);
                open.Push((holds, before.Done || holds));
                return true;
            case "ELSE" when open.TryPop(out var block):
                open.Push((!block.Done, true));
                return true;
            case "END":
                open.TryPop(out _);
                return true;
            default:
                return IsCondition(name);
        }
        static (bool, bool) Both(bool shows) => (shows, shows);
    }

    private static bool Holds(string condition) => condition.Trim() == "ARCHIVE_PAGE" || condition.Contains("!=", StringComparison.Ordinal);

    private static bool IsCondition(string name) => name.Split(':')[0] is "IF" or "IFNOT" or "ELSEIF" or "ELSE" or "END" or "INTERESTED";

    private static bool IsPersonal(string name) =>
        name is "UNSUB" or "UPDATE_PROFILE" or "FORWARD" or "ABOUT_LIST" or "EMAIL" or "UNIQID" or "EMAIL_UID" or "LIST:SUBSCRIBE" or "LIST:ADDRESS_VCARD_HREF";

    private static string Text(MergeTag tag, Composition composition)
    {
        var settings = composition.Settings;
        var day = composition.Issue.FrontMatter.Date;
        switch (tag.Name)
        {
            case "LIST:COMPANY" or "USER:COMPANY": return settings.Organisation.Name;
            case "LIST:NAME": return settings.Name;
            case "LIST:PHONE": return settings.Organisation.Phone ?? "";
            case "LIST:URL": return settings.Organisation.Website ?? "";
            case "LIST:ADDRESS" or "LIST:ADDRESSLINE" or "HTML:LIST_ADDRESS_HTML": return settings.Organisation.Address ?? "";
            case "ARCHIVE": return Page(composition) ?? "";
            case "MC:SUBJECT": return Envelope(composition.Issue.FrontMatter.Subject, composition);
            case "MC_PREVIEW_TEXT": return Envelope(composition.Issue.FrontMatter.Preheader, composition);
            case "CURRENT_YEAR": return day?.Year.ToString(CultureInfo.InvariantCulture) ?? "";
            case "MC:DATE": return day is { } sent ? composition.Language.ShortDate(sent) : "";
        }
        if (tag.Name.StartsWith("DATE:", StringComparison.Ordinal)) return day is { } today ? Date(today, tag.Name[5..], composition) : "";
        var colon = tag.Name.IndexOf(':');
        var fallback = tag.Fallback ?? settings.FindMergeField(colon < 0 ? tag.Name : tag.Name[(colon + 1)..])?.Fallback ?? "";
        return (colon < 0 ? "" : tag.Name[..colon]) switch
        {
            "UPPER" => fallback.ToUpperInvariant(),
            "LOWER" => fallback.ToLowerInvariant(),
            "TITLE" => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(fallback),
            "" or "HTML" => fallback,
            _ => "",
        };
    }

    // A subject that names itself comes to nothing there.
    private static string Envelope(BoundText text, Composition composition) =>
        composition.Mask.Replace(composition.Print(text), tag => tag.Name is "MC:SUBJECT" or "MC_PREVIEW_TEXT" || IsCondition(tag.Name) ? "" : Text(tag, composition));

    // The letters of PHP's date() that name days, months and years.
    private static string Date(DateOnly day, string pattern, Composition composition) => string.Concat(pattern.Select(letter => letter switch
    {
        'Y' => $"{day.Year:0000}",
        'y' => $"{day.Year % 100:00}",
        'F' => composition.Language.Months[day.Month - 1],
        'M' => composition.Language.Months[day.Month - 1][..3],
        'm' => $"{day.Month:00}",
        'n' => $"{day.Month}",
        'd' => $"{day.Day:00}",
        'j' => $"{day.Day}",
        'l' => composition.Language.Days[(int)day.DayOfWeek],
        'D' => composition.Language.Days[(int)day.DayOfWeek][..3],
        _ when char.IsAsciiLetter(letter) => "",
        _ => letter.ToString(),
    }));
}
