using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Datamonger.Newsletter.Publishing.Contents;

/// <summary>
/// Names what Mailchimp is known to do to HTML that it stores without changing what it says: the doctype, comments, the head,
/// entities and white space, the order of attributes and of style declarations, and parameters on links that count clicks.
/// </summary>
internal static class Rewriting
{
    public static ImmutableArray<string> Describe(
        string sentHtml,
        IHtmlDocument sent,
        string storedHtml,
        IHtmlDocument stored,
        string sentText,
        string storedText
    )
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (sentHtml != storedHtml)
        {
            if (sent.Doctype is not null && stored.Doctype is null)
                notes.Add("the doctype was dropped");
            Count(
                notes,
                sent.Descendants<IComment>().Count(),
                stored.Descendants<IComment>().Count(),
                "comment",
                "comments (Outlook's conditions among them)"
            );
            Count(notes, sent.QuerySelectorAll("meta").Length, stored.QuerySelectorAll("meta").Length, "meta element", "meta elements");
            Count(notes, sent.QuerySelectorAll("style").Length, stored.QuerySelectorAll("style").Length, "style element", "style elements");
            var tracked = Tracked(stored) - Tracked(sent);
            if (tracked > 0)
                notes.Add($"parameters that count clicks were added to {tracked} {(tracked == 1 ? "link" : "links")}");
            if (ContentFingerprint.Of(sentHtml, "").Form != ContentFingerprint.Of(storedHtml, "").Form)
                notes.Add("elements or styles were changed");
            if (notes.Count == 0)
                notes.Add("white space, entities or the order of attributes were changed");
        }
        if (sentText != storedText)
            notes.Add("white space of the text part was changed");
        return notes.ToImmutable();
    }

    private static void Count(ImmutableArray<string>.Builder notes, int before, int after, string one, string many)
    {
        if (before == after)
            return;
        var difference = Math.Abs(before - after);
        notes.Add(
            $"{difference} {(difference == 1 ? one : many)} {(difference == 1 ? "was" : "were")} {(after < before ? "dropped" : "added")}"
        );
    }

    private static int Tracked(IHtmlDocument document) =>
        document.Links.Count(link => link.GetAttribute("href") is { } href && ContentReader.WithoutTracking(href) != href);
}
