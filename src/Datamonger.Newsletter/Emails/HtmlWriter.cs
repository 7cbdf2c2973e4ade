using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace Datamonger.Newsletter.Emails;

/// <summary>
/// Writes a document as email wants it: each block on a line of its own and no line near the 998 bytes at which mail servers cut
/// (RFC 5322 §2.1.1), blanks between blocks dropped, invisible characters as entities.
/// </summary>
public sealed class HtmlWriter
{
    private const int SoftWidth = 160;
    private const int LongTag = 400;

    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        StringComparer.Ordinal,
        "html",
        "head",
        "body",
        "meta",
        "title",
        "style",
        "link",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "colgroup",
        "col",
        "blockquote",
        "pre",
        "hr",
        "center",
        "section",
        "header",
        "footer",
        "main",
        "nav",
        "article",
        "figure",
        "figcaption"
    );

    private static readonly FrozenSet<string> Voids = FrozenSet.Create(
        StringComparer.Ordinal,
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr"
    );

    private readonly StringBuilder _html = new(64 * 1024);
    private readonly bool _keepSources;
    private int _lineStart;
    private int _verbatim;
    private bool _boundary;

    private HtmlWriter(bool keepSources) => _keepSources = keepSources;

    /// <summary>The document's HTML.</summary>
    /// <param name="document">The document.</param>
    /// <param name="keepSources">Whether <see cref="EmailSource.Attribute"/> is written too, which the preview wants and a message
    /// never.</param>
    public static string Write(IDocument document, bool keepSources = false)
    {
        var writer = new HtmlWriter(keepSources);
        writer._html.Append("<!DOCTYPE html>");
        foreach (var child in document.ChildNodes)
            writer.Node(child);
        writer.Line();
        return writer._html.ToString();
    }

    private void Node(INode node)
    {
        switch (node)
        {
            case IElement element:
                Element(element);
                break;
            case IText text:
                Text(text);
                break;
            case IComment comment:
                var conditional = comment.Data.Contains('[', StringComparison.Ordinal);
                if (conditional)
                    Line();
                _html.Append("<!--").Append(comment.Data).Append("-->");
                if (comment.Data.Contains('\n', StringComparison.Ordinal))
                    _lineStart = _html.Length;
                _boundary = false;
                if (conditional)
                    Line();
                break;
        }
    }

    private void Element(IElement element)
    {
        var name = element.LocalName;
        if (name == "span" && !_keepSources && element.Attributes.All(attribute => attribute.Name == EmailSource.Attribute))
        {
            foreach (var child in element.ChildNodes)
                Node(child);
            return;
        }
        var isBlock = Blocks.Contains(name);
        if (isBlock)
            Line();
        OpenTag(element);
        if (Voids.Contains(name))
        {
            if (isBlock)
                Line();
            return;
        }
        if (name is "style" or "script")
        {
            _html.Append(element.TextContent);
            _lineStart = _html.Length;
        }
        else
        {
            if (name is "pre" or "textarea")
                _verbatim++;
            // A line end behind <pre> is dropped by parsers; one that belongs to the text needs a second.
            if (name == "pre" && element.FirstChild is IText { Data: ['\n', ..] })
                _html.Append('\n');
            foreach (var child in element.ChildNodes)
                Node(child);
            if (name is "pre" or "textarea")
                _verbatim--;
        }
        if (isBlock && EndsInBlock(element))
            Line();
        _html.Append("</").Append(name).Append('>');
        if (isBlock)
            Line();
    }

    private void OpenTag(IElement element)
    {
        var start = _html.Length;
        _html.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name == EmailSource.Attribute && !_keepSources)
                continue;
            var isLong = _html.Length - start > LongTag || _html.Length - _lineStart + attribute.Value.Length > LongTag;
            _html.Append(isLong ? '\n' : ' ');
            if (isLong)
                (_lineStart, start) = (_html.Length, _html.Length);
            _html.Append(attribute.Name).Append("=\"");
            Escape(attribute.Value, inAttribute: true);
            _html.Append('"');
        }
        _html.Append('>');
        _boundary = Blocks.Contains(element.LocalName);
    }

    private void Text(IText text)
    {
        if (_verbatim > 0)
        {
            Escape(text.Data, inAttribute: false);
            _lineStart = text.Data.Contains('\n', StringComparison.Ordinal) ? _html.Length : _lineStart;
            return;
        }
        var data = text.Data.AsSpan();
        var atStart = _boundary;
        var position = 0;
        while (position < data.Length)
        {
            var blanks = 0;
            while (position + blanks < data.Length && data[position + blanks] is ' ' or '\n' or '\t' or '\r' or '\f')
                blanks++;
            position += blanks;
            if (blanks > 0 && !atStart && _html[^1] is not (' ' or '\n') && !(position == data.Length && BeforeBlock(text)))
                Blank();
            var word = data[position..];
            var length = WordLength(word);
            Escape(word[..length].ToString(), inAttribute: false);
            position += length;
            if (length > 0)
                atStart = _boundary = false;
        }
    }

    // Up to the next blank that is not inside a merge tag, which no line end may break.
    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (text[length..].IndexOfAny(" \n\t\r\f") is >= 0 and var blank)
        {
            var open = text.Slice(length, blank).IndexOf("*|", StringComparison.Ordinal);
            if (open < 0)
                return length + blank;
            length += open + 2;
            var end = text[length..].IndexOfAny('|', '\n', '\r');
            if (end > 0 && text[(length + end)..].StartsWith("|*", StringComparison.Ordinal))
                length += end + 2;
        }
        return text.Length;
    }

    // A blank, or a line end in its place when the line is long enough.
    private void Blank()
    {
        if (_html.Length - _lineStart < SoftWidth)
        {
            _html.Append(' ');
            return;
        }
        _html.Append('\n');
        _lineStart = _html.Length;
    }

    private void Line()
    {
        if (_verbatim > 0)
            return;
        while (_html.Length > 0 && _html[^1] == ' ')
            _html.Length--;
        if (_html.Length > 0 && _html[^1] != '\n')
            _html.Append('\n');
        _lineStart = _html.Length;
        _boundary = true;
    }

    private static bool BeforeBlock(IText text) =>
        text.NextSibling switch
        {
            null => text.Parent is IElement parent && Blocks.Contains(parent.LocalName),
            IElement next => Blocks.Contains(next.LocalName),
            _ => false,
        };

    private static bool EndsInBlock(IElement element) =>
        element.LastElementChild is { } last && Blocks.Contains(last.LocalName) && element.LastChild is not IText { Data.Length: > 0 } text
        || element.LastElementChild is { } only
            && Blocks.Contains(only.LocalName)
            && element.LastChild is IText { } blank
            && string.IsNullOrWhiteSpace(blank.Data);

    private void Escape(string text, bool inAttribute)
    {
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '&':
                    _html.Append("&amp;");
                    break;
                case '<' when !inAttribute:
                    _html.Append("&lt;");
                    break;
                case '>' when !inAttribute:
                    _html.Append("&gt;");
                    break;
                case '"' when inAttribute:
                    _html.Append("&quot;");
                    break;
                case '\u00A0':
                    _html.Append("&nbsp;");
                    break;
                case '\u034F'
                or '\u00AD'
                or '\u2007'
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u202A' and <= '\u202E')
                or '\u2060'
                or '\uFEFF':
                    _html.Append("&#").Append((int)letter).Append(';');
                    break;
                default:
                    _html.Append(letter);
                    break;
            }
        }
    }
}
