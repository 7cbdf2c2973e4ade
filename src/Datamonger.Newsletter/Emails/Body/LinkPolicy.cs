using System.Collections.Immutable;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>Which addresses of an author go out. The rest of what can be wrong with an address is the business of checks.</summary>
internal static class LinkPolicy
{
    // Schemes that run something or read the reader's machine, in some client or browser.
    private static readonly ImmutableArray<string> Refused =
        ["javascript", "vbscript", "data", "livescript", "mocha", "jscript", "file", "blob", "filesystem", "about", "jar", "mhtml", "view-source", "ms-its", "wyciwyg", "res"];

    /// <summary>Whether a link may point there.</summary>
    public static bool Allows(string url) => !Refused.Contains(SchemeOf(url));

    /// <summary>Whether a picture may come from there: from beside the issue or over https.</summary>
    public static bool AllowsPicture(string url) => SchemeOf(url) is "https" or "http";

    /// <summary>
    /// The scheme as a lenient client reads it: browsers leave out blanks and control characters before and inside it. Empty when there is none.
    /// </summary>
    public static string SchemeOf(string url)
    {
        Span<char> scheme = stackalloc char[32];
        var length = 0;
        foreach (var letter in url)
        {
            if (letter <= ' ' || char.IsControl(letter) || letter is '\u00A0' or '\u200B' or '\uFEFF' or '\u00AD') continue;
            if (letter == ':') return new string(scheme[..length]);
            if (!(char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.') || length == scheme.Length) return "";
            scheme[length++] = char.ToLowerInvariant(letter);
        }
        return "";
    }
}
