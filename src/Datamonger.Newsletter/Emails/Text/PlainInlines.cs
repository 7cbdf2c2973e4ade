using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Emails.Body;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>Writes inlines as text: a link's words, then its address on a line of its own, where every mail reader makes it a link.</summary>
internal sealed partial class PlainInlines(Composition composition)
{
    /// <summary>The text of inlines. A line end in it is one that should stay.</summary>
    /// <param name="inlines">The inlines.</param>
    /// <param name="withAddresses">Whether addresses of links are written.</param>
    public string Write(ContainerInline? inlines, bool withAddresses = true)
    {
        var text = new StringBuilder();
        if (inlines is not null) Write(text, inlines, withAddresses);
        // A full stop behind a link would become part of its address in some readers: it stays with the words.
        var stops = StopBehindAddress().Replace(text.ToString().Trim(), "$2$1");
        return AroundAddresses().Replace(stops, "\n").Trim('\n');
    }

    /// <summary>The words of HTML.</summary>
    public static string WithoutTags(string html) => WebUtility.HtmlDecode(Tag().Replace(html, " ")).Trim();

    private void Write(StringBuilder text, ContainerInline container, bool withAddresses)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case FigureInline figure:
                    text.Append(composition.Print(figure.Figure, Words(figure.PreviousSibling), Words(figure.NextSibling)));
                    break;
                case OwnPageInline page:
                    OwnPage(text, page, withAddresses);
                    break;
                case MergeTagInline tag:
                    text.Append(composition.Mask.Mask(tag.Tag));
                    break;
                case ChartInline chart:
                    text.Append('[').Append(composition.Data(composition.Charts.Find(chart.Chart).Alt, chart.Chart.Location, "This chart")).Append(']');
                    break;
                case LinkInline { IsImage: true } image:
                    text.Append("[Picture: ");
                    Write(text, image, false);
                    text.Append(']');
                    break;
                case LinkInline link:
                    Link(text, link, withAddresses);
                    break;
                case AutolinkInline autolink:
                    text.Append(Masked(autolink.Url));
                    break;
                case CodeInline code:
                    text.Append(Masked(code.Content));
                    break;
                case LineBreakInline lineBreak:
                    text.Append(lineBreak.IsHard ? '\n' : ' ');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                    text.Append('\n');
                    break;
                case TaskList task:
                    text.Append(task.Checked ? "[x]" : "[ ]");
                    break;
                case FootnoteLink { IsBackLink: false } note:
                    text.Append(CultureInfo.InvariantCulture, $"[{note.Footnote.Order}]");
                    break;
                case DelimiterInline delimiter:
                    text.Append(delimiter.ToLiteral());
                    Write(text, delimiter, withAddresses);
                    break;
                case ContainerInline inner:
                    Write(text, inner, withAddresses);
                    break;
            }
        }
    }

    private void Link(StringBuilder text, LinkInline link, bool withAddresses)
    {
        var words = new StringBuilder();
        Write(words, link, false);
        text.Append(words);
        var url = link.Url ?? "";
        if (!withAddresses || url.Length == 0 || url[0] == '#' || !LinkPolicy.Allows(url) || (composition.Settings.ArchiveUrl is null && IssueReferences.Is(link))) return;
        var shown = url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? url["mailto:".Length..] : url.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? url["tel:".Length..] : url;
        if (words.ToString().Trim() == shown.Trim() || words.ToString().Trim() == url) return;
        text.Append(AddressStart).Append(Masked(shown)).Append(AddressEnd);
    }

    private void OwnPage(StringBuilder text, OwnPageInline page, bool withAddresses)
    {
        var location = composition.Issue.LocationOf(page);
        if (composition.Figures.Editions is null) text.Append(page.Words ?? Figures.Figure.Missing);
        else text.Append(page.Words ?? composition.Each(location, edition => edition.Key));
        if (!withAddresses || composition.Figures.Editions is null || composition.Settings.ArchiveUrl is null) return;
        text.Append(AddressStart).Append(composition.Each(location, edition => OwnPages.Address(composition, edition)!)).Append(AddressEnd);
    }

    private string Masked(string text) => composition.Mask.MaskIn(text, _ => composition.Issue.FrontMatter.LocationOf(""));

    private static string Words(Inline? neighbour) => neighbour is LiteralInline literal ? literal.Content.ToString() : "";

    // Private-use characters cannot stand in an issue.
    private const char AddressStart = '\uE010';
    private const char AddressEnd = '\uE011';

    [GeneratedRegex("(\uE010[^\uE011]*\uE011)([.,;:!?)”’]+)")]
    private static partial Regex StopBehindAddress();

    [GeneratedRegex("\\s*\uE010|\uE011\\s*(?=\\S)|\uE011")]
    private static partial Regex AroundAddresses();

    [GeneratedRegex("<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();
}
