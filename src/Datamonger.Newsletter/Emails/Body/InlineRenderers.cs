using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Issues.Markdown.Html;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>The inlines of CommonMark and of the extensions that an issue may use.</summary>
internal static class InlineRenderers
{
    public static void AddTo(BodyRenderer renderer)
    {
        renderer.Add<LiteralInline>((r, literal) => Escape(r, literal.Content.ToString()));
        renderer.Add<LinkNode>(Link);
        renderer.Add<CodeSpan>(Code);
        renderer.Add<EmphasisInline>(Emphasis);
        renderer.Add<LineBreakInline>(LineBreak);
        renderer.Add<HtmlElementInline>(Html);
        renderer.Add<HtmlEntityInline>((r, entity) => Escape(r, entity.Transcoded.ToString()));
        renderer.Add<TaskList>((r, task) => r.Write(task.Checked ? "☑" : "☐"));
        renderer.Add<FootnoteLink>(Footnote);
        renderer.Add<ContainerInline>((r, container) => r.WriteChildren(container));
    }

    private static void Link(BodyRenderer r, LinkNode link)
    {
        if (link.IsImage)
        {
            Pictures.Write(r, link);
            return;
        }
        if (!r.EnableHtmlForInline || r.WithoutLinks || Address(r, link) is not { } address)
        {
            r.WriteChildren(link);
            return;
        }
        r.Write("<a href=\"");
        r.Write(HtmlText.Escape(AddressText.Encode(address)));
        r.Write('"');
        r.WriteTitle(link.Title);
        r.WriteAttributes(link.Attributes);
        r.WriteSource(link).Write('>');
        r.WriteChildren(link);
        r.Write("</a>");
    }

    // The address as it goes out, its merge tags masked; null for one that does not.
    private static string? Address(BodyRenderer r, LinkNode link)
    {
        var composition = r.Composition;
        var address = composition.Address(link.Address);
        if (composition.Part is EmailPart.Web)
            return ArchiveTags.Address(address, composition);
        if (composition.Settings.ArchiveUrl is null && link.Issue is not null)
            return null;
        // A message has no anchors that work everywhere; the archive's page has.
        return address is ['#', _, ..] && composition.Settings.ArchiveUrl is not null && composition.Templates is not null
            ? $"{composition.Settings.ArchiveUrl}/{composition.Issue.Slug}/{address}"
            : address;
    }

    private static void Code(BodyRenderer r, CodeSpan code)
    {
        if (r.EnableHtmlForInline)
            r.Write("<code>");
        Escape(r, r.Composition.Print(code.Text));
        if (r.EnableHtmlForInline)
            r.Write("</code>");
    }

    private static void Emphasis(BodyRenderer r, EmphasisInline emphasis)
    {
        var tag =
            emphasis.DelimiterChar == '~' ? "del"
            : emphasis.DelimiterCount == 2 ? "strong"
            : "em";
        if (r.EnableHtmlForInline)
            r.Write('<').Write(tag).Write('>');
        r.WriteChildren(emphasis);
        if (r.EnableHtmlForInline)
            r.Write("</").Write(tag).Write('>');
    }

    private static void LineBreak(BodyRenderer r, LineBreakInline lineBreak)
    {
        if (r.EnableHtmlForInline && lineBreak.IsHard)
            r.WriteLine("<br />");
        else
            r.EnsureLine();
    }

    private static void Html(BodyRenderer r, HtmlElementInline element)
    {
        if (!r.EnableHtmlForInline)
        {
            r.WriteChildren(element);
            return;
        }
        r.Write('<').Write(element.Name);
        r.WriteAttributes(element.Attributes);
        r.WriteSource(element).Write('>');
        if (HtmlVocabulary.IsEmpty(element.Name))
            return;
        r.WriteChildren(element);
        r.Write("</").Write(element.Name).Write('>');
    }

    private static void Footnote(BodyRenderer r, FootnoteLink link)
    {
        if (link.IsBackLink || !r.EnableHtmlForInline || r.WithoutLinks)
            return;
        var number = link.Footnote.Order.ToString(CultureInfo.InvariantCulture);
        r.Write("<sup>");
        if (r.Composition.Part is EmailPart.Web)
            r.Write("<a href=\"#fn").Write(number).Write("\" id=\"fnref").Write(number).Write("\">").Write(number).Write("</a>");
        else
            r.Write(number);
        r.Write("</sup>");
    }

    private static void Escape(BodyRenderer r, string text)
    {
        if (r.EnableHtmlEscape)
            r.WriteEscape(text);
        else
            r.Write(text);
    }
}
