using System.Collections.Immutable;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>The tags that Mailchimp fills in by itself, and the field of an audience that any other tag reads.</summary>
public static class MergeTagNames
{
    // Filled by Mailchimp and not by the renderer: feeds, social, surveys, shops, translation, sign-up data.
    private static readonly ImmutableArray<string> FilledElsewhere =
    [
        "OPTIN_",
        "CONFIRM_",
        "GEO:",
        "MC:TOC",
        "MC:TRANSLATE",
        "TRANSLATE:",
        "POLL:",
        "SURVEY",
        "PROMO_CODE:",
        "TWITTER:",
        "FACEBOOK:",
        "SHARE:",
        "AUTOMATION:",
        "RSS",
        "FEED",
        "LIST:RECENT",
        "END:RSS",
        "END:FEED",
        "END:POLL",
        "END:SURVEY",
        "USER:",
    ];

    private static readonly ImmutableArray<string> Families =
    [
        .. FilledElsewhere,
        "LIST:",
        "MC:",
        "DATE:",
        "END:",
        "PROMO_CODE",
        "INTERESTED:",
        "ELSE:",
    ];

    private static readonly ImmutableArray<string> Formats = ["UPPER:", "LOWER:", "TITLE:", "HTML:", "URL:"];

    /// <summary>The names that Mailchimp fills in by itself, besides families such as <c>LIST:</c>.</summary>
    public static ImmutableHashSet<string> System { get; } =
    [
        "EMAIL",
        "EMAIL_UID",
        "UNIQID",
        "MC_LANGUAGE",
        "MC_LANGUAGE_LABEL",
        "OPTIN_TIME",
        "OPTIN_IP",
        "CONFIRM_TIME",
        "CONFIRM_IP",
        "UNSUB",
        "UPDATE_PROFILE",
        "ARCHIVE",
        "ARCHIVE_PAGE",
        "FORWARD",
        "ABOUT_LIST",
        "ABUSE_EMAIL",
        "REWARDS",
        "REWARDS_TEXT",
        "MC_PREVIEW_TEXT",
        "CAMPAIGN_UID",
        "CURRENT_YEAR",
        "SURVEY",
        "LIST_ADDRESS_HTML",
        "LIST_ADDRESS",
    ];

    /// <summary>What stands behind <c>LIST:</c>, besides <c>RECENT</c> and a number.</summary>
    public static ImmutableHashSet<string> OfList { get; } =
    [
        "ADDRESS",
        "ADDRESSLINE",
        "ADDRESS_VCARD",
        "ADDRESS_VCARD_HREF",
        "COMPANY",
        "DESCRIPTION",
        "NAME",
        "PHONE",
        "SUBSCRIBE",
        "SUBSCRIBERS",
        "UID",
        "URL",
    ];

    /// <summary>What stands behind <c>MC:</c>.</summary>
    public static ImmutableHashSet<string> OfCampaign { get; } = ["DATE", "SUBJECT", "TOC", "TOC_TEXT", "TRANSLATE"];

    /// <summary>The field that a tag reads; null for one that Mailchimp fills in by itself.</summary>
    /// <param name="name">What stands between the delimiters: <c>FNAME</c>, <c>IF:LA=Lambeth</c>, <c>UPPER:FNAME</c>.</param>
    public static string? FieldOf(string name)
    {
        if (MergeTagCondition.Read(name) is FieldCondition condition)
            return FieldOf(condition.Field);
        foreach (var prefix in Formats)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return FieldOf(name[prefix.Length..]);
        }
        if (System.Contains(name) || StartsWithOneOf(name, Families))
            return null;
        // MERGE3 and MMERGE5 are other names of fields that exist.
        return name.StartsWith("MERGE", StringComparison.Ordinal) && name.Length > 5 && name.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0
            ? null
            : name;
    }

    internal static bool IsFilledElsewhere(string name) => StartsWithOneOf(name, FilledElsewhere);

    private static bool StartsWithOneOf(string name, ImmutableArray<string> families) =>
        families.Any(family => name.StartsWith(family, StringComparison.Ordinal));
}
