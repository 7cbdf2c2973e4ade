using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Emails;

/// <summary>Which addresses go out: those of a few schemes, and of tags that Mailchimp fills with an address of its own.</summary>
/// <param name="settings">What <c>newsletter.yml</c> says: further schemes, and which merge fields hold addresses.</param>
internal sealed class AddressPolicy(NewsletterSettings settings)
{
    /// <summary>The schemes that need no setting.</summary>
    public static readonly ImmutableArray<string> Schemes = ["https", "http", "mailto", "tel"];

    // They run something or read the reader's machine, in some client or browser: no setting lets them through.
    private static readonly FrozenSet<string> Never = FrozenSet.Create(
        StringComparer.Ordinal,
        "javascript",
        "vbscript",
        "data",
        "livescript",
        "mocha",
        "jscript",
        "file",
        "blob",
        "filesystem",
        "about",
        "jar",
        "mhtml",
        "view-source",
        "ms-its",
        "wyciwyg",
        "res"
    );

    // Tags that are an address, by Mailchimp's list of tags.
    private static readonly FrozenSet<string> AddressTags = FrozenSet.Create(
        StringComparer.Ordinal,
        "ARCHIVE",
        "UNSUB",
        "UPDATE_PROFILE",
        "FORWARD",
        "ABOUT_LIST",
        "LIST:URL",
        "LIST:SUBSCRIBE",
        "LIST:ADDRESS_VCARD_HREF",
        "USER:URL",
        "FACEBOOK:PROFILEURL",
        "TWITTER:PROFILEURL"
    );

    /// <summary>Whether a scheme is let through.</summary>
    public bool AllowsScheme(string scheme) =>
        !Never.Contains(scheme) && (Schemes.Contains(scheme) || settings.Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase));

    /// <summary>Why an address does not go out, as <c>A link to … is not let through</c> names it; null when it does.</summary>
    /// <param name="address">The address, not escaped, its merge tags as they go out. One without a scheme lies beside the page.</param>
    public string? Refuses(string address)
    {
        // Each arm of a condition is an address, or the rest of one.
        var arms = new List<string> { "" };
        foreach (var token in MergeTagSyntax.Scan(address))
        {
            if (token.IsTag && MergeTagSyntax.IsConditional(token.Text))
                arms.Add("");
            else
                arms[^1] += address.Substring(token.Offset, token.Length);
        }
        return arms.Count == 1 || IsDecided(arms[0]) ? RefusesArm(arms[0])
            : arms[0].Length > 0 ? $"\"{arms[0]}…\""
            : arms.Where(arm => arm.Length > 0).Select(RefusesArm).FirstOrDefault(reason => reason is not null);
    }

    private string? RefusesArm(string address)
    {
        // What stands before a tag may become a scheme with it.
        if (MergeTagSyntax.Scan(address).FirstOrDefault(token => token.IsTag) is { IsTag: true } tag && !IsDecided(address[..tag.Offset]))
            return tag.Offset == 0 && HoldsAddress(tag.Text) ? null : $"\"{address[..(tag.Offset + tag.Length)]}\"";
        var first = address.AsSpan().IndexOfAny(":/?#");
        if (first < 0 || address[first] != ':' || AllowsScheme(SchemeOf(address)))
            return null;
        return SchemeOf(address) is { Length: > 0 } scheme ? $"\"{scheme}:\"" : $"\"{address[..first]}:\"";
    }

    private bool HoldsAddress(string tag) =>
        AddressTags.Contains(tag) || settings.MergeFields.Any(field => field.Tag == tag && (field.Type is "url" or "imageurl"));

    // Whether it is known by now what scheme an address has, if any.
    private static bool IsDecided(string start) => start.AsSpan().IndexOfAny(":/?#") >= 0;

    /// <summary>
    /// The scheme as a lenient client reads it: browsers leave out blanks and control characters before and inside it. Empty when there is
    /// none.
    /// </summary>
    public static string SchemeOf(string url)
    {
        Span<char> scheme = stackalloc char[32];
        var length = 0;
        foreach (var letter in url)
        {
            if (letter <= ' ' || char.IsControl(letter) || letter is '\u00A0' or '\u200B' or '\uFEFF' or '\u00AD')
                continue;
            if (letter == ':')
                return new string(scheme[..length]);
            if (!(char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.') || length == scheme.Length)
                return "";
            scheme[length++] = char.ToLowerInvariant(letter);
        }
        return "";
    }
}
