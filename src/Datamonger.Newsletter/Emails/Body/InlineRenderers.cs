using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>The inlines of CommonMark and of the extensions that an issue may use.</summary>
internal static class InlineRenderers
{
    public static void AddTo(BodyRenderer renderer)
    {
        renderer.Add<LiteralInline>((r, literal) => Escape(r, literal.Content.ToString()));
        renderer.Add<LinkInline>(Link);
        renderer.Add<AutolinkInline>(Autolink);
        renderer.Add<CodeInline>(Code);
        renderer.Add<EmphasisInline>(Emphasis);
        renderer.Add<LineBreakInline>(LineBreak);
        renderer.Add<HtmlInline>(Html);
        renderer.Add<HtmlEntityInline>((r, entity) => Escape(r, entity.Transcoded.ToString()));
        renderer.Add<TaskList>((r, task) => r.Write(task.Checked ? "☑" : "☐"));
        renderer.Add<FootnoteLink>(Footnote);
        renderer.ObjectRenderers.Add(new DelimiterInlineRenderer());
        renderer.Add<ContainerInline>((r, container) => r.WriteChildren(container));
    }

    private static void Link(BodyRenderer r, LinkInline link)
    {
        var url = link.GetDynamicUrl is { } dynamic ? dynamic() ?? link.Url ?? "" : link.Url ?? "";
        if (link.IsImage)
        {
            Pictures.Write(r, link, url);
            return;
        }
        if (!r.EnableHtmlForInline || r.WithoutLinks || Address(r, url, link) is not { } address)
        {
            r.WriteChildren(link);
            return;
        }
        r.Write("<a href=\"");
        r.WriteEscapeUrl(address);
        r.Write('"');
        if (!string.IsNullOrEmpty(link.Title))
        {
            r.Write(" title=\"");
            r.WriteEscape(r.Masked(link.Title, link));
            r.Write('"');
        }
        r.WriteSource(link).Write('>');
        r.WriteChildren(link);
        r.Write("</a>");
    }

    private static void Autolink(BodyRenderer r, AutolinkInline link)
    {
        var address = r.EnableHtmlForInline && !r.WithoutLinks ? Address(r, link.IsEmail ? "mailto:" + link.Url : link.Url, link) : null;
        if (address is not null)
        {
            r.Write("<a href=\"");
            r.WriteEscapeUrl(address);
            r.Write('"');
            r.WriteSource(link).Write('>');
        }
        Escape(r, r.Masked(link.Url, link));
        if (address is not null) r.Write("</a>");
    }

    // The address as it goes out, its merge tags masked; null for one that does not.
    private static string? Address(BodyRenderer r, string url, Inline link)
    {
        var composition = r.Composition;
        if (!LinkPolicy.Allows(url))
        {
            composition.Diagnostics.Add(
                EmailRules.UnsafeAddress, composition.Issue.LocationOf(link), $"A link to \"{LinkPolicy.SchemeOf(url)}:\" is not let through; its text stands without it.", "Link to https, mailto or tel.");
            return null;
        }
        if (composition.Part is not EmailPart.Web)
        {
            if (composition.Settings.ArchiveUrl is null && link is LinkInline reference && IssueReferences.Is(reference)) return null;
            // A message has no anchors that work everywhere; the archive's page has.
            if (url is ['#', _, ..] && composition.Settings.ArchiveUrl is not null && composition.Templates is not null) url = $"{composition.Settings.ArchiveUrl}/{composition.Issue.Slug}/{url}";
            return r.Masked(url, link);
        }
        return ArchiveTags.Address(r.Masked(url, link), composition);
    }

    private static void Code(BodyRenderer r, CodeInline code)
    {
        if (r.EnableHtmlForInline) r.Write("<code>");
        Escape(r, r.Masked(code.Content, code));
        if (r.EnableHtmlForInline) r.Write("</code>");
    }

    private static void Emphasis(BodyRenderer r, EmphasisInline emphasis)
    {
        var tag = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount == 2 ? "strong" : "em";
        if (r.EnableHtmlForInline) r.Write('<').Write(tag).Write('>');
        r.WriteChildren(emphasis);
        if (r.EnableHtmlForInline) r.Write("</").Write(tag).Write('>');
    }

    private static void LineBreak(BodyRenderer r, LineBreakInline lineBreak)
    {
        if (r.EnableHtmlForInline && lineBreak.IsHard) r.WriteLine("<br />");
        else r.EnsureLine();
    }

    private static void Html(BodyRenderer r, HtmlInline html)
    {
        if (!r.EnableHtmlForInline) return;
        r.NoteHtml(html);
        r.Write(r.Masked(html.Tag, html));
    }

    private static void Footnote(BodyRenderer r, FootnoteLink link)
    {
        if (link.IsBackLink || !r.EnableHtmlForInline || r.WithoutLinks) return;
        var number = link.Footnote.Order.ToString(CultureInfo.InvariantCulture);
        r.Write("<sup>");
        if (r.Composition.Part is EmailPart.Web) r.Write("<a href=\"#fn").Write(number).Write("\">").Write(number).Write("</a>");
        else r.Write(number);
        r.Write("</sup>");
    }

    private static void Escape(BodyRenderer r, string text)
    {
        if (r.EnableHtmlEscape) r.WriteEscape(text);
        else r.Write(text);
    }
}
