using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>A reading of the email, or the web page of an issue, with what a browser measured of it.</summary>
internal sealed class MeasuredPage
{
    /// <summary>Where something is on the page of the archive.</summary>
    public const string OnWeb = " on the web page";

    private readonly CheckContext _context;
    private readonly Lazy<ImmutableArray<IElement>> _elements;

    public MeasuredPage(CheckContext context, string html, string where, ImmutableArray<Measurement> measurements)
    {
        (_context, Where, Measurements) = (context, where, measurements);
        // The same text by the same rules: the elements have the numbers that they have in the browser.
        _elements = new(() => [.. new HtmlParser().ParseDocument(html).All]);
    }

    /// <summary>What was measured, look by look.</summary>
    public ImmutableArray<Measurement> Measurements { get; }

    /// <summary>Words for a message that is not about the email as everybody sees it: " on the web page".</summary>
    public string Where { get; }

    /// <summary>An element by its number; the table where it is a row or more of one, for those are as wide as their table.</summary>
    public IElement Element(int number) =>
        _elements.Value[number] is { LocalName: "tr" or "thead" or "tbody" or "tfoot" } row
            ? row.Closest("table")!
            : _elements.Value[number];

    /// <summary>Where an element, or words in it, stand in what the author wrote; in the template when it drew them.</summary>
    public SourceLocation PlaceOf(int number, string words = "")
    {
        var element = Element(number);
        var isDrawn = EmailSource.LocationOf(element) is null;
        if (isDrawn && Where == OnWeb)
            return SourceLocation.StartOf($"templates/{_context.Issue.FrontMatter.Template}/web.sbn-html");
        // The first words: further on the text may hold figures, tags and line ends, which the source has not.
        var first = string.Join(' ', (isDrawn && words.Length == 0 ? TextRun.Normalise(element.TextContent) : words).Split(' ').Take(3));
        return first.Length == 0 ? _context.PlaceOf(element) : _context.PlaceOf(element, first);
    }

    /// <summary>An element's name in messages: "The cell "2015/16" of a table".</summary>
    public string NameOf(int number)
    {
        var element = Element(number);
        var words = TextRun.Shorten(
            TextRun.Normalise(element.LocalName == "img" ? element.GetAttribute("alt") ?? "" : element.TextContent)
        );
        var kind = KindOf(element.LocalName);
        var block = element.ParentElement?.Closest("table.data, ul, ol, blockquote, pre, p, h1, h2, h3, h4");
        return $"The {kind}{(words.Length == 0 ? "" : $" \"{words}\"")}{(block is null || kind is "table" or "heading" ? "" : $" in a {KindOf(block.LocalName)}")}";
    }

    private static string KindOf(string name) =>
        name switch
        {
            "img" => "picture",
            "a" => "link",
            "table" => "table",
            "td" or "th" => "cell",
            "p" => "paragraph",
            "pre" or "code" => "code",
            "ul" or "ol" => "list",
            "li" => "list item",
            "blockquote" => "quotation",
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => "heading",
            "span" or "strong" or "em" or "b" or "i" or "sup" or "sub" or "small" => "text",
            _ => $"<{name}>",
        };
}
