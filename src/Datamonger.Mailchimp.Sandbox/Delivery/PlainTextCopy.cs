using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>The text part that is made from the HTML when a campaign brings none: plain, with each link after its words.</summary>
internal static partial class PlainTextCopy
{
    public static string Of(string html)
    {
        var text = Hidden().Replace(html, "");
        text = Blanks().Replace(text, " ");
        text = Link()
            .Replace(
                text,
                match =>
                    match.Groups[2].Value.Trim() is { Length: > 0 } words ? $"{words} ({match.Groups[1].Value})" : match.Groups[1].Value
            );
        text = Image().Replace(text, "$1");
        text = LineEnd().Replace(text, "\n");
        text = BlockEnd().Replace(text, "\n\n");
        text = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        var lines = new StringBuilder();
        foreach (var line in text.Split('\n'))
            lines.Append(line.Trim()).Append('\n');
        return ManyLineEnds().Replace(lines.ToString(), "\n\n").Trim() + "\n";
    }

    [GeneratedRegex(@"<!--(?:(?!<!--)[\s\S])*?-->|<(head|style|script|title)\b(?:(?!<\1\b)[\s\S])*?</\1>", RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("<a\\b[^<>]*?\\bhref=\"([^\"]*)\"[^<>]*>((?:(?!<a\\b).)*?)</a>", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex("<img\\b[^>]*?\\balt=\"([^\"]*)\"[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Image();

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"</(p|div|h[1-6]|li|tr|table|ul|ol|blockquote)>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyLineEnds();
}
