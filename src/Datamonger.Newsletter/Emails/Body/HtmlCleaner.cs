using AngleSharp.Html;
using Datamonger.Newsletter.Diagnostics;
using Ganss.Xss;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>Cuts an author's HTML down to what email clients show and what cannot run anything.</summary>
internal static class HtmlCleaner
{
    private static readonly string[] Tags =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins",
        "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "div", "center",
    ];

    private static readonly string[] Attributes =
    [
        "align", "alt", "border", "cellpadding", "cellspacing", "cite", "class", "colspan", "dir", "height", "href", "id", "lang", "reversed", "rowspan", "scope", "span", "src", "start", "title", "type", "valign",
        "value", "width", EmailSource.Attribute,
    ];

    private static readonly string[] Classes = ["data", "picture", "spark", "note"];

    // Their content is no text that a reader should see.
    private static readonly string[] WithContent = ["script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "video", "audio", "select", "textarea", "title", "head", "form", "xmp", "noembed", "noframes"];

    /// <summary>A fragment without what is not let through; each kind of thing taken out is reported once.</summary>
    public static string Clean(string fragment, SourceLocation at, DiagnosticBag diagnostics)
    {
        var removed = new SortedSet<string>(StringComparer.Ordinal);
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["https", "http", "mailto", "tel"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src", "cite"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(),
            AllowedClasses = new HashSet<string>(Classes, StringComparer.Ordinal),
        })
        {
            KeepChildNodes = true,
        };
        sanitizer.RemovingTag += (_, e) =>
        {
            removed.Add($"<{e.Tag.LocalName}>");
            if (WithContent.Contains(e.Tag.LocalName)) e.Tag.InnerHtml = "";
        };
        sanitizer.RemovingAttribute += (_, e) => removed.Add(e.Attribute.Name);
        sanitizer.RemovingCssClass += (_, e) => removed.Add("class " + e.CssClass);
        var clean = sanitizer.Sanitize(fragment, "", HtmlMarkupFormatter.Instance);
        if (removed.Count > 0)
        {
            diagnostics.Add(EmailRules.RemovedHtml, at, $"HTML in this issue is taken out: {string.Join(", ", removed.Take(8))}.", "Email clients drop it, or it could run something. Write it as Markdown, or put it into a template.");
        }
        return clean;
    }
}
