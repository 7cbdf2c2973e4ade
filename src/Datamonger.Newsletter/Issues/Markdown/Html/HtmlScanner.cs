using System.Collections.Immutable;

namespace Datamonger.Newsletter.Issues.Markdown.Html;

/// <summary>Cuts HTML into tokens, by the rules of the HTML standard's tokenizer (§13.2.5). Every character belongs to one.</summary>
internal static class HtmlScanner
{
    private static readonly ImmutableArray<(string Name, string Value, int ValueStart)> None = [];

    /// <summary>The tokens of a text, in order and without gaps.</summary>
    public static List<HtmlToken> Scan(string html)
    {
        var tokens = new List<HtmlToken>();
        var text = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at < html.Length; )
        {
            if (MarkupAt(html, at) is not { } token)
            {
                at = html.IndexOf('<', at + 1);
                continue;
            }
            if (at > text)
                tokens.Add(new HtmlToken(HtmlTokenKind.Text, text, at - text, "", None));
            tokens.Add(token);
            text = token.End;
            at = text < html.Length ? html.IndexOf('<', text) : -1;
        }
        if (text < html.Length)
            tokens.Add(new HtmlToken(HtmlTokenKind.Text, text, html.Length - text, "", None));
        return tokens;
    }

    private static HtmlToken? MarkupAt(string html, int at)
    {
        var next = at + 1 < html.Length ? html[at + 1] : ' ';
        if (next == '!' && string.CompareOrdinal(html, at, "<!--", 0, 4) == 0)
            return html.IndexOf("-->", at + 2, StringComparison.Ordinal) is >= 0 and var end
                ? new HtmlToken(HtmlTokenKind.Comment, at, end + 3 - at, "", None)
                : new HtmlToken(HtmlTokenKind.OpenComment, at, html.Length - at, "", None);
        if (next == '!' && string.CompareOrdinal(html, at, "<![CDATA[", 0, 9) == 0)
            return Until(html, at, "]]>");
        if (next == '?')
            return Until(html, at, "?>");
        if (next == '!' && at + 2 < html.Length && char.IsAsciiLetter(html[at + 2]))
            return Until(html, at, ">");
        var isEnd = next == '/';
        var nameStart = at + (isEnd ? 2 : 1);
        if (nameStart >= html.Length || !char.IsAsciiLetter(html[nameStart]))
            return null;
        var nameEnd = nameStart;
        while (nameEnd < html.Length && !char.IsWhiteSpace(html[nameEnd]) && html[nameEnd] is not ('/' or '>' or '<'))
            nameEnd++;
        var name = html[nameStart..nameEnd].ToLowerInvariant();
        return Tag(html, at, nameEnd, name, isEnd) is not { } tag ? null
            : tag is { Kind: HtmlTokenKind.Open, IsSelfClosing: false } && name is "script" or "style" ? WithContent(html, tag)
            : tag;
    }

    private static HtmlToken? Until(string html, int at, string end) =>
        html.IndexOf(end, at, StringComparison.Ordinal) is >= 0 and var found
            ? new HtmlToken(HtmlTokenKind.Comment, at, found + end.Length - at, "", None)
            : null;

    // A script or style ends at its end tag and nowhere else; one without is a tag alone.
    private static HtmlToken WithContent(string html, HtmlToken tag)
    {
        var end = html.IndexOf("</" + tag.Name, tag.End, StringComparison.OrdinalIgnoreCase);
        var close = end < 0 ? -1 : html.IndexOf('>', end);
        return close < 0 ? tag : tag with { Kind = HtmlTokenKind.Code, Length = close + 1 - tag.Start };
    }

    private static HtmlToken? Tag(string html, int at, int nameEnd, string name, bool isEnd)
    {
        var attributes = ImmutableArray.CreateBuilder<(string, string, int)>();
        var isSelfClosing = false;
        var i = nameEnd;
        while (i < html.Length)
        {
            if (char.IsWhiteSpace(html[i]) || html[i] == '/')
            {
                isSelfClosing = html[i] == '/';
                i++;
                continue;
            }
            if (html[i] == '>')
                return new HtmlToken(isEnd ? HtmlTokenKind.Close : HtmlTokenKind.Open, at, i + 1 - at, name, attributes.ToImmutable())
                {
                    IsSelfClosing = isSelfClosing,
                };
            isSelfClosing = false;
            if (Attribute(html, ref i) is not var (key, value, start))
                return null;
            if (!attributes.Any(known => known.Item1 == key))
                attributes.Add((key, value, start));
        }
        return null;
    }

    private static (string, string, int)? Attribute(string html, ref int i)
    {
        var start = i++;
        while (i < html.Length && !char.IsWhiteSpace(html[i]) && html[i] is not ('/' or '>' or '='))
            i++;
        var name = html[start..i].ToLowerInvariant();
        var equals = i;
        while (equals < html.Length && char.IsWhiteSpace(html[equals]))
            equals++;
        if (equals >= html.Length || html[equals] != '=')
            return (name, "", i);
        i = equals + 1;
        while (i < html.Length && char.IsWhiteSpace(html[i]))
            i++;
        if (i >= html.Length)
            return null;
        if (html[i] is '"' or '\'')
        {
            var end = html.IndexOf(html[i], i + 1);
            if (end < 0)
                return null;
            start = i + 1;
            i = end + 1;
            return (name, html[start..end], start);
        }
        start = i;
        while (i < html.Length && !char.IsWhiteSpace(html[i]) && html[i] != '>')
            i++;
        return (name, html[start..i], start);
    }
}
