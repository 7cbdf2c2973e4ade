using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Newsletter.Publishing.Contents;

/// <summary>
/// Reads the pieces of a message that matter to a reader: words, links, pictures, merge tags. How the HTML is written
/// (entities, white space, the order of attributes, comments, the head) leaves no trace, because Mailchimp rewrites that.
/// </summary>
internal static partial class ContentReader
{
    // Elements that end a word wherever they stand; between all others, words run on.
    private static readonly ImmutableHashSet<string> Blocks =
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "img",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ];

    private static readonly ImmutableHashSet<string> Skipped = ["head", "style", "script", "title", "template"];

    /// <summary>The pieces of an HTML part.</summary>
    public static ImmutableArray<ContentToken> ReadHtml(string html) => ReadHtml(Parse(html));

    /// <summary>The pieces of a parsed HTML part.</summary>
    public static ImmutableArray<ContentToken> ReadHtml(IHtmlDocument document)
    {
        var reading = new Reading();
        if (document.Body is { } body)
            Visit(body, reading);
        reading.EndWord();
        return reading.Tokens.ToImmutable();
    }

    /// <summary>The pieces of a text part: words and merge tags.</summary>
    public static ImmutableArray<ContentToken> ReadText(string text)
    {
        var reading = new Reading();
        reading.Add(text);
        reading.EndWord();
        return reading.Tokens.ToImmutable();
    }

    /// <summary>
    /// The merge tags as they stand in the source, outside comments: the service looks for them there, and an entity in place
    /// of a bar, which no browser would notice, ends them.
    /// </summary>
    public static ImmutableArray<ContentToken> ReadTags(string html) =>
        [.. MergeTagSyntax.Tag().Matches(Comments().Replace(html, "")).Select(tag => new ContentToken(ContentKind.MergeTag, tag.Value))];

    /// <summary>Parses without running anything.</summary>
    public static IHtmlDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);

    /// <summary>A link without the parameters that mailing services add to count clicks.</summary>
    public static string WithoutTracking(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return url;
        var fragment = url.IndexOf('#', query);
        var end = fragment < 0 ? url.Length : fragment;
        var kept = url[(query + 1)..end].Split('&').Where(parameter => !Tracking().IsMatch(parameter));
        var rest = string.Join('&', kept);
        return url[..query] + (rest.Length == 0 ? "" : "?" + rest) + url[end..];
    }

    private static void Visit(INode node, Reading reading)
    {
        switch (node)
        {
            case IText text:
                reading.Add(text.Data);
                break;
            case IElement element when !Skipped.Contains(element.LocalName):
                var isBlock = Blocks.Contains(element.LocalName);
                if (isBlock)
                    reading.EndWord();
                if (element.LocalName is "a" or "area" && element.GetAttribute("href") is { } href)
                    reading.Add(ContentKind.Link, WithoutTracking(href));
                if (element.LocalName is "img")
                {
                    reading.Add(
                        ContentKind.Image,
                        $"{element.GetAttribute("src")} {element.GetAttribute("width")}×{element.GetAttribute("height")} "
                            + $"“{string.Concat(Spaces().Replace(element.GetAttribute("alt") ?? "", " ").Trim().Select(Straight))}”"
                    );
                }
                foreach (var child in element.ChildNodes)
                    Visit(child, reading);
                if (isBlock)
                    reading.EndWord();
                break;
        }
    }

    // Curly or straight, a quotation mark reads the same.
    private static char Straight(char c) =>
        c is '‘' or '’' ? '\''
        : c is '“' or '”' ? '"'
        : c;

    [GeneratedRegex(@"\A(utm_[a-z]+|mc_cid|mc_eid)(=|\z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Tracking();

    [GeneratedRegex(@"[ \t\r\n\f]+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex("<!--.*?(?:-->|\\z)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Comments();

    private sealed class Reading
    {
        private readonly StringBuilder _word = new();
        private readonly List<ContentToken> _inside = [];

        public ImmutableArray<ContentToken>.Builder Tokens { get; } = ImmutableArray.CreateBuilder<ContentToken>();

        public void Add(string text)
        {
            var at = 0;
            foreach (var tag in MergeTagSyntax.Tag().EnumerateMatches(text))
            {
                AddWords(text.AsSpan(at, tag.Index - at));
                Add(ContentKind.MergeTag, text.Substring(tag.Index, tag.Length));
                at = tag.Index + tag.Length;
            }
            AddWords(text.AsSpan(at));
        }

        // A link inside a word must not split it, so that it comes before the word it opens.
        public void Add(ContentKind kind, string text)
        {
            if (_word.Length > 0 && kind is not ContentKind.MergeTag)
            {
                _inside.Add(new ContentToken(kind, text));
                return;
            }
            EndWord();
            Tokens.Add(new ContentToken(kind, text));
        }

        public void EndWord()
        {
            if (_word.Length > 0)
                Tokens.Add(new ContentToken(ContentKind.Text, _word.ToString()));
            _word.Clear();
            Tokens.AddRange(_inside);
            _inside.Clear();
        }

        private void AddWords(ReadOnlySpan<char> text)
        {
            foreach (var c in text)
            {
                if (c is ' ' or '\t' or '\r' or '\n' or '\f')
                    EndWord();
                else
                    _word.Append(Straight(c));
            }
        }
    }
}
