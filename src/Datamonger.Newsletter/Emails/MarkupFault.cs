using System.Collections.Immutable;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Emails;

/// <summary>A place where the templates' HTML does not nest, and the parser had to guess.</summary>
/// <param name="Message">What the parser says.</param>
/// <param name="Line">The line of the drawn page.</param>
/// <param name="Location">The place of the block that was drawn last before it; null when there was none.</param>
public sealed record MarkupFault(string Message, string Line, SourceLocation? Location)
{
    // Of a mistake that drags others behind it, the first ones tell.
    private const int Most = 10;

    /// <summary>Parses a page, and notes where it does not nest.</summary>
    internal static IHtmlDocument Parse(string page, ImmutableArray<MarkupFault>.Builder faults)
    {
        var parser = new HtmlParser();
        parser.Error += (_, error) =>
        {
            if (error is HtmlErrorEvent fault && faults.Count < Most)
                faults.Add(At(page, fault));
        };
        return parser.ParseDocument(page);
    }

    private static MarkupFault At(string page, HtmlErrorEvent fault)
    {
        var at = Math.Clamp(fault.Position.Index, 0, page.Length);
        var start = at == 0 ? 0 : page.LastIndexOf('\n', at - 1) + 1;
        var end = page.IndexOf('\n', at);
        var mark = page.LastIndexOf(EmailSource.Attribute + "=\"", at, StringComparison.Ordinal);
        var place =
            mark < 0
                ? null
                : EmailSource.Read(
                    page[(mark + EmailSource.Attribute.Length + 2)..page.IndexOf('"', mark + EmailSource.Attribute.Length + 2)]
                );
        return new MarkupFault(fault.Message, page[start..(end < 0 ? page.Length : end)].Trim(), place);
    }
}
