using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Emails.Body;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Issues.Markdown.Html;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>
/// Writes inlines as text: a link's words, then its address on a line of its own, where every mail reader makes it a link.
/// </summary>
internal sealed partial class PlainInlines(Composition composition)
{
    /// <summary>The text of inlines. A line end in it is one that should stay.</summary>
    /// <param name="inlines">The inlines.</param>
    /// <param name="withAddresses">Whether addresses of links are written.</param>
    public string Write(ContainerInline? inlines, bool withAddresses = true)
    {
        var text = new StringBuilder();
        if (inlines is not null)
            Write(text, inlines, withAddresses);
        // A full stop behind a link would become part of its address in some readers: it stays with the words.
        var stops = StopBehindAddress().Replace(text.ToString().Trim(), "$2$1");
        return AroundAddresses().Replace(stops, "\n").Trim('\n');
    }

    /// <summary>The addresses of links in inlines, each once, where they cannot stand behind the words.</summary>
    public IEnumerable<string> Addresses(ContainerInline? inlines) =>
        (inlines?.Descendants<LinkNode>() ?? [])
            .Where(link => !link.IsImage)
            .Select(link => AddressBehind(link, WordsOf(link)))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private string WordsOf(LinkNode link)
    {
        var words = new StringBuilder();
        Write(words, link, false);
        return words.ToString().Trim();
    }

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
                    text.Append('[')
                        .Append(composition.Data(composition.Charts.Find(chart.Chart).Alt, chart.Chart.Location, "This chart"))
                        .Append(']');
                    break;
                case LinkNode { IsImage: true } image:
                    text.Append("[Picture: ");
                    Write(text, image, false);
                    text.Append(']');
                    break;
                case LinkNode link:
                    Link(text, link, withAddresses);
                    break;
                case CodeSpan code:
                    text.Append(composition.Print(code.Text));
                    break;
                case LineBreakInline lineBreak:
                    text.Append(lineBreak.IsHard ? '\n' : ' ');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case TaskList task:
                    text.Append(task.Checked ? "[x]" : "[ ]");
                    break;
                case FootnoteLink { IsBackLink: false } note:
                    text.Append(CultureInfo.InvariantCulture, $"[{note.Footnote.Order}]");
                    break;
                case HtmlElementInline element:
                    Element(text, element, withAddresses);
                    break;
                case ContainerInline inner:
                    Write(text, inner, withAddresses);
                    break;
            }
        }
    }

    // A block inside a sentence ends its line.
    private void Element(StringBuilder text, HtmlElementInline element, bool withAddresses)
    {
        var isBlock = HtmlVocabulary.IsBlock(element.Name);
        if (isBlock && text.Length > 0 && text[^1] != '\n')
            text.Append(element.Name is "td" or "th" ? "  " : "\n");
        if (element.Name == "li")
            text.Append("- ");
        Write(text, element, withAddresses);
        if (isBlock && element.Name is not ("td" or "th") && element.NextSibling is not (null or HtmlElementInline))
            text.Append('\n');
    }

    private void Link(StringBuilder text, LinkNode link, bool withAddresses)
    {
        Write(text, link, false);
        if (withAddresses && AddressBehind(link, WordsOf(link)) is { } address)
            text.Append(AddressStart).Append(address).Append(AddressEnd);
    }

    // The address that is printed behind the words; null when there is none, or the words say it.
    private string? AddressBehind(LinkNode link, string words)
    {
        var address = composition.Address(link.Address);
        if (
            link.IsBare
            || address.Length == 0
            || address[0] == '#'
            || composition.Addresses.Refuses(composition.Mask.Replace(address, tag => tag.Text)) is not null
            || (composition.Settings.ArchiveUrl is null && link.Issue is not null)
        )
            return null;
        var shown =
            address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address["mailto:".Length..]
            : address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? address["tel:".Length..]
            : address;
        return words == shown.Trim() || words == address ? null : shown;
    }

    private void OwnPage(StringBuilder text, OwnPageInline page, bool withAddresses)
    {
        var location = composition.Issue.LocationOf(page);
        if (composition.Figures.Editions is null)
            text.Append(page.Words ?? Figures.Figure.Missing);
        else
            text.Append(page.Words ?? composition.Each(location, edition => edition.Key));
        if (!withAddresses || composition.Figures.Editions is null || composition.Settings.ArchiveUrl is null)
            return;
        text.Append(AddressStart).Append(composition.Each(location, edition => OwnPages.Address(composition, edition)!)).Append(AddressEnd);
    }

    private static string Words(Inline? neighbour) => neighbour is LiteralInline literal ? literal.Content.ToString() : "";

    // Private-use characters cannot stand in an issue.
    private const char AddressStart = '\uE010';
    private const char AddressEnd = '\uE011';

    [GeneratedRegex("(\uE010[^\uE011]*\uE011)([.,;:!?)”’]+)")]
    private static partial Regex StopBehindAddress();

    [GeneratedRegex("(?:(?<!\\s)\\s+)?\uE010|\uE011\\s*(?=\\S)|\uE011")]
    private static partial Regex AroundAddresses();
}
