namespace Datamonger.Mailchimp.Sandbox.MergeTags;

/// <summary>Tags that Mailchimp fills and this renderer does not: feeds, social, surveys, shops, translation, signup data.</summary>
internal static class MergeTagNames
{
    private static readonly string[] Families =
    [
        "OPTIN_", "CONFIRM_", "GEO:", "MC:TOC", "MC:TRANSLATE", "TRANSLATE:", "POLL:", "SURVEY", "PROMO_CODE:", "TWITTER:", "FACEBOOK:", "SHARE:",
        "AUTOMATION:", "RSS", "FEED", "LIST:RECENT", "END:RSS", "END:FEED", "END:POLL", "END:SURVEY", "USER:",
    ];

    public static bool IsKnownElsewhere(string name) => Families.Any(family => name.StartsWith(family, StringComparison.Ordinal));
}
