using System.Collections.Immutable;

namespace Datamonger.Newsletter.Issues;

/// <summary>Which field of an audience a merge tag reads.</summary>
internal static class MergeFieldNames
{
    // Tags that Mailchimp fills in by itself, from its table of merge tags.
    private static readonly ImmutableHashSet<string> BuiltIn =
    [
        "EMAIL", "EMAIL_UID", "UNIQID", "MC_LANGUAGE", "MC_LANGUAGE_LABEL", "OPTIN_TIME", "OPTIN_IP", "CONFIRM_TIME", "CONFIRM_IP", "UNSUB", "UPDATE_PROFILE", "ARCHIVE",
        "ARCHIVE_PAGE", "FORWARD", "ABOUT_LIST", "ABUSE_EMAIL", "REWARDS", "REWARDS_TEXT", "MC_PREVIEW_TEXT", "CAMPAIGN_UID", "CURRENT_YEAR", "SURVEY", "LIST_ADDRESS_HTML", "LIST_ADDRESS",
    ];

    private static readonly ImmutableArray<string> Families =
    [
        "LIST:", "USER:", "MC:", "DATE:", "OPTIN_DATE", "CONFIRM_DATE", "GEO:", "TRANSLATE:", "POLL:", "END:", "PROMO_CODE", "TWITTER:", "FACEBOOK:", "SHARE:", "AUTOMATION:", "INTERESTED:",
        "RSS", "FEED", "ELSE:",
    ];

    private static readonly ImmutableArray<string> Formats = ["UPPER:", "LOWER:", "TITLE:", "HTML:", "URL:"];
    private static readonly ImmutableArray<string> Conditions = ["IFNOT:", "IF:", "ELSEIF:"];

    /// <summary>The names that Mailchimp fills in by itself, but for families such as <c>LIST:</c>.</summary>
    public static IEnumerable<string> BuiltInNames => BuiltIn;

    /// <summary>The field that a tag reads; null for one that Mailchimp fills in by itself.</summary>
    /// <param name="name">What stands between the delimiters: <c>FNAME</c>, <c>IF:LA=Lambeth</c>, <c>UPPER:FNAME</c>.</param>
    public static string? FieldOf(string name)
    {
        foreach (var prefix in Conditions)
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var condition = name[prefix.Length..];
            var end = condition.IndexOfAny(['=', '!', '<', '>']);
            return FieldOf((end < 0 ? condition : condition[..end]).Trim());
        }
        foreach (var prefix in Formats)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return FieldOf(name[prefix.Length..]);
        }
        if (BuiltIn.Contains(name) || Families.Any(family => name.StartsWith(family, StringComparison.Ordinal))) return null;
        // MERGE3 and MMERGE5 are other names of fields that exist.
        if ((name.StartsWith("MERGE", StringComparison.Ordinal) && name.Length > 5 && name.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0)) return null;
        return name;
    }
}
