using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Issues.Markdown.Html;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>The blocks of CommonMark and of the extensions that an issue may use.</summary>
internal static class BlockRenderers
{
    public static void AddTo(BodyRenderer renderer)
    {
        renderer.Add<CodeNode>(Code);
        renderer.Add<ListBlock>(List);
        renderer.Add<HeadingBlock>(Heading);
        renderer.Add<HtmlElementNode>(Html);
        renderer.Add<HtmlTextNode>((r, text) => r.WriteLeafInline(text));
        renderer.Add<ParagraphBlock>(Paragraph);
        renderer.Add<QuoteBlock>(Quote);
        renderer.Add<ThematicBreakBlock>((r, _) => r.WriteLine("<hr />"));
        renderer.Add<Table>(PipeTable);
        renderer.Add<DefinitionList>(Definitions);
        renderer.Add<FootnoteGroup>(Footnotes);
        renderer.Add<FootnoteLinkReferenceDefinition>((_, _) => { });
        renderer.Add<LinkReferenceDefinitionGroup>((_, _) => { });
        renderer.Add<LinkReferenceDefinition>((_, _) => { });
    }

    private static void Paragraph(BodyRenderer r, ParagraphBlock paragraph)
    {
        // A block of HTML would end a <p>.
        var holdsBlock = paragraph.Inline?.Descendants<HtmlElementInline>().Any(element => HtmlVocabulary.IsBlock(element.Name)) ?? false;
        var name = holdsBlock ? "div" : "p";
        if (!r.ImplicitParagraph)
        {
            if (!r.IsFirstInContainer)
                r.EnsureLine();
            r.Write('<').Write(name);
            r.WriteSource(paragraph).Write('>');
        }
        r.WriteLeafInline(paragraph);
        if (r.ImplicitParagraph)
            return;
        r.Write("</").Write(name).WriteLine(">");
        r.EnsureLine();
    }

    private static void Heading(BodyRenderer r, HeadingBlock heading)
    {
        var composition = r.Composition;
        if (
            composition.Templates is { } templates
            && composition.Issue.Headings.FirstOrDefault(known => known.Block == heading) is { } known
        )
        {
            var text = BodyRenderer.Render(composition, heading);
            var level = Math.Min(heading.Level, 6);
            var html = templates.Partial(
                "heading",
                Model.Of(("level", level), ("text", new TrustedHtml(text)), ("id", known.Id)),
                known.Location
            );
            r.WriteBlock(html, known.Location);
            return;
        }
        r.Write("<h").Write((char)('0' + Math.Min(heading.Level, 6)));
        r.WriteSource(heading).Write('>');
        r.WriteLeafInline(heading);
        r.Write("</h").Write((char)('0' + Math.Min(heading.Level, 6))).WriteLine(">");
    }

    private static void List(BodyRenderer r, ListBlock list)
    {
        r.EnsureLine();
        r.Write(list.IsOrdered ? "<ol" : "<ul");
        if (list is { IsOrdered: true, BulletType: not '1' })
            r.Write(" type=\"").Write(list.BulletType).Write('"');
        if (list is { IsOrdered: true, OrderedStart: not (null or "1") })
            r.Write(" start=\"").Write(list.OrderedStart).Write('"');
        r.WriteSource(list).WriteLine(">");
        foreach (var item in list)
        {
            var before = r.ImplicitParagraph;
            r.ImplicitParagraph = !list.IsLoose;
            r.EnsureLine();
            r.Write("<li");
            r.WriteSource(item).Write('>');
            r.WriteChildren((ListItemBlock)item);
            r.WriteLine("</li>");
            r.EnsureLine();
            r.ImplicitParagraph = before;
        }
        r.WriteLine(list.IsOrdered ? "</ol>" : "</ul>");
        r.EnsureLine();
    }

    private static void Quote(BodyRenderer r, QuoteBlock quote)
    {
        r.EnsureLine();
        r.Write("<blockquote");
        r.WriteSource(quote).WriteLine(">");
        var before = r.ImplicitParagraph;
        r.ImplicitParagraph = false;
        r.WriteChildren(quote);
        r.ImplicitParagraph = before;
        r.WriteLine("</blockquote>");
        r.EnsureLine();
    }

    private static void Code(BodyRenderer r, CodeNode code)
    {
        r.EnsureLine();
        r.Write("<pre");
        r.WriteSource(code).Write("><code>");
        r.WriteEscape(r.Composition.Print(code.Text));
        r.WriteLine("</code></pre>");
        r.EnsureLine();
    }

    private static void Html(BodyRenderer r, HtmlElementNode element)
    {
        r.EnsureLine();
        r.Write('<').Write(element.Name);
        r.WriteAttributes(element.Attributes);
        r.WriteSource(element).Write('>');
        if (HtmlVocabulary.IsEmpty(element.Name))
        {
            r.WriteLine();
            return;
        }
        var before = r.ImplicitParagraph;
        r.ImplicitParagraph = false;
        r.WriteChildren(element);
        r.ImplicitParagraph = before;
        r.Write("</").Write(element.Name).WriteLine(">");
    }

    private static void PipeTable(BodyRenderer r, Table table)
    {
        r.EnsureLine();
        r.Write("<table class=\"data\"");
        r.WriteSource(table).WriteLine(">");
        var (inHead, inBody) = (false, false);
        foreach (var row in table.Cast<TableRow>())
        {
            if (row.IsHeader && !inHead)
            {
                r.WriteLine("<thead>");
                inHead = true;
            }
            else if (!row.IsHeader && !inBody)
            {
                r.WriteLine(inHead ? "</thead>\n<tbody>" : "<tbody>");
                inBody = true;
            }
            r.WriteLine("<tr>");
            for (var i = 0; i < row.Count; i++)
                Cell(r, table, row, (TableCell)row[i], i);
            r.WriteLine("</tr>");
        }
        r.WriteLine(
            inBody ? "</tbody>"
            : inHead ? "</thead>"
            : ""
        );
        r.WriteLine("</table>");
    }

    private static void Cell(BodyRenderer r, Table table, TableRow row, TableCell cell, int index)
    {
        var name = row.IsHeader ? "th" : "td";
        r.Write('<').Write(name);
        if (row.IsHeader)
            r.Write(" scope=\"col\"");
        var column = cell.ColumnIndex >= 0 ? cell.ColumnIndex : index;
        var align = column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null;
        if (align is { } side)
            r.Write(" align=\"")
                .Write(
                    side is TableColumnAlign.Right ? "right"
                    : side is TableColumnAlign.Center ? "center"
                    : "left"
                )
                .Write('"');
        r.Write('>');
        var before = r.ImplicitParagraph;
        r.ImplicitParagraph = cell.Count == 1;
        r.WriteChildren(cell);
        r.ImplicitParagraph = before;
        r.Write("</").Write(name).WriteLine(">");
    }

    private static void Definitions(BodyRenderer r, DefinitionList list)
    {
        r.EnsureLine();
        r.Write("<dl");
        r.WriteSource(list).WriteLine(">");
        foreach (var item in list.OfType<DefinitionItem>())
        {
            foreach (var term in item.OfType<DefinitionTerm>())
            {
                r.Write("<dt>");
                r.WriteLeafInline(term);
                r.WriteLine("</dt>");
            }
            Block[] said = [.. item.Where(block => block is not DefinitionTerm)];
            r.Write("<dd>");
            var before = r.ImplicitParagraph;
            r.ImplicitParagraph = said is [ParagraphBlock];
            foreach (var block in said)
                r.Render(block);
            r.ImplicitParagraph = before;
            r.WriteLine("</dd>");
        }
        r.WriteLine("</dl>");
    }

    // Footnotes stand at the end, numbered in the order in which they are referred to. A message has no anchors to jump by.
    private static void Footnotes(BodyRenderer r, FootnoteGroup group)
    {
        var notes = group
            .Cast<Footnote>()
            .OrderBy(note => note.Order)
            .Select(note =>
                (object?)
                    Model.Of(
                        ("number", note.Order),
                        ("id", $"fn{note.Order}"),
                        ("ref", $"fnref{note.Order}"),
                        ("short", IsShort(note)),
                        ("text", new TrustedHtml(r.RenderChildren(note, isImplicit: IsShort(note))))
                    )
            );
        if (r.Composition.Templates is not { } templates)
            return;
        var location = r.Composition.Issue.LocationOf(group);
        r.WriteBlock(templates.Partial("footnotes", Model.Of(("notes", Model.List(notes))), location), location);
    }

    // A note of one paragraph stands behind its number.
    private static bool IsShort(Footnote note) => note is [ParagraphBlock];
}
