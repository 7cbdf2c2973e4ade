using System.Globalization;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Blocks;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Emails.Templates;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>What is more than Markdown: figures, merge tags, charts, tables, lists, containers. Templates draw the blocks.</summary>
internal static class DataRenderers
{
    public static void AddTo(BodyRenderer renderer)
    {
        renderer.Add<FigureInline>(Figure);
        renderer.Add<OwnPageInline>(OwnPage);
        renderer.Add<MergeTagInline>((r, tag) => r.Write(r.Composition.Mask.Mask(tag.Tag)));
        renderer.Add<MergeTagNode>(
            (r, node) =>
            {
                r.EnsureLine();
                foreach (var tag in node.Tags)
                    r.WriteLine(r.Composition.Mask.Mask(tag));
            }
        );
        renderer.Add<ChartInline>(Sparkline);
        renderer.Add<IssueBlockNode>(Data);
        renderer.Add<TocNode>((r, node) => Draw(r, node, "toc", Contents.Of(r.Composition)));
        renderer.Add<ContainerNode>(Container);
        renderer.Add<SnippetNode>(
            (r, snippet) =>
                Draw(r, snippet, "snippet", Model.Of(("name", snippet.Name), ("body", new TrustedHtml(r.RenderChildren(snippet)))))
        );
        renderer.Add<PlaceholderNode>((r, node) => Hole(r, node.Message, r.Composition.Issue.LocationOf(node)));
    }

    // A value in a sentence: text whatever it says. The element carries its place for checks and preview; it does not go out.
    private static void Figure(BodyRenderer r, FigureInline figure)
    {
        var text = r.Composition.Print(figure.Figure, Words(figure.PreviousSibling), Words(figure.NextSibling));
        if (!r.EnableHtmlForInline)
        {
            r.WriteEscape(text);
            return;
        }
        r.Write("<span");
        r.WriteSource(figure.Figure.Location);
        r.Write('>');
        r.WriteEscape(text);
        r.Write("</span>");
    }

    // A whole link in each arm: Mailchimp counts clicks by rewriting addresses, and a condition inside of one would not survive that.
    private static void OwnPage(BodyRenderer r, OwnPageInline page)
    {
        var (composition, location) = (r.Composition, r.Composition.Issue.LocationOf(page));
        if (composition.Figures.Editions is null)
        {
            r.WriteEscape(page.Words ?? Figures.Figure.Missing);
            return;
        }
        r.Write(
            composition.Each(
                location,
                edition =>
                {
                    var words = HtmlText.Escape(page.Words ?? edition.Key);
                    return !r.EnableHtmlForInline || r.WithoutLinks || OwnPages.Address(composition, edition) is not { } address
                        ? words
                        : $"<a href=\"{HtmlText.Escape(address)}\" "
                            + $"{EmailSource.Attribute}=\"{HtmlText.Escape(EmailSource.Write(location))}\">{words}</a>";
                }
            )
        );
    }

    private static string Words(Inline? neighbour) => neighbour is LiteralInline literal ? literal.Content.ToString() : "";

    private static void Sparkline(BodyRenderer r, ChartInline inline)
    {
        var chart = r.Composition.Charts.Find(inline.Chart);
        var alt = r.Composition.Data(chart.Alt, inline.Chart.Location, "This chart");
        if (!r.EnableHtmlForInline || chart.Image is not { } image)
        {
            r.WriteEscape(chart.Image is null && alt.Length == 0 ? Figures.Figure.Missing : alt);
            return;
        }
        r.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<img src=\"images/{image.FileName}\" width=\"{image.Width}\" height=\"{image.Height}\" class=\"spark\" alt=\""
            )
        );
        r.WriteEscape(alt);
        r.Write('"');
        r.WriteSource(inline.Chart.Location);
        r.Write(" />");
    }

    private static void Data(BodyRenderer r, IssueBlockNode node)
    {
        switch (node.Block)
        {
            case ChartBlock block when r.Composition.Charts.Find(block) is { Failure: null } chart:
                if (chart.Personal.IsEmpty || r.Composition.Part is EmailPart.Web)
                    Draw(
                        r,
                        node,
                        "chart",
                        ChartModel.Of(r.Composition, r.Composition.Charts.Find(block, r.Composition.Edition), Csv(r.Composition, chart))
                    );
                else
                    DrawEach(
                        r,
                        node,
                        "chart",
                        composition => ChartModel.Of(composition, composition.Charts.Find(block, composition.Edition), null)
                    );
                break;
            case ChartBlock block:
                Hole(r, r.Composition.Charts.Find(block).Failure!, block.Location);
                break;
            case TableBlock block:
                var table = new DataTableReader(r.Composition.Drawn).Read(block);
                if (table.Failure is { } failure)
                    Hole(r, failure, block.Location);
                else if (
                    !PersonalHighlight.IsMine(block.Options)
                    || r.Composition is { Part: EmailPart.Web } or not { Figures.Editions.AreDrawn: true }
                )
                    Draw(r, node, "table", TableModel.Of(table));
                else
                    DrawEach(r, node, "table", composition => TableModel.Of(new DataTableReader(composition).Read(block)));
                break;
            case Issues.ListBlock block:
                List(r, block);
                break;
        }
    }

    private static void List(BodyRenderer r, Issues.ListBlock block)
    {
        if (r.Composition.Templates is not { } templates)
            return;
        if (templates.FindList(block.Partial) is not { } partial)
        {
            r.Composition.Diagnostics.Add(
                EmailRules.NoTemplate,
                block.Location,
                $"There is no list \"{block.Partial}\" in the template.",
                NearestName.Hint(block.Partial, templates.Lists)
            );
            Hole(r, $"The list “{block.Partial}” is not in the template.", block.Location);
            return;
        }
        if (new DataListReader(r.Composition.Drawn).Read(block, partial, out var failure) is not { } model)
            Hole(r, failure, block.Location);
        else
            r.WriteBlock(templates.Partial("lists/" + block.Partial, model, block.Location), block.Location);
    }

    private static void Container(BodyRenderer r, ContainerNode node)
    {
        var title = node.Title is { } text ? r.Composition.Print(text) : "";
        switch (node.Kind)
        {
            case ContainerKind.Button when Only(node) is { } link:
                using (var writer = new StringWriter())
                {
                    var inner = new BodyRenderer(writer, r.Composition);
                    inner.WriteChildren(link);
                    var address = r.Composition.Address(link.Address);
                    Draw(r, node, "button", Model.Of(("href", address), ("label", new TrustedHtml(writer.ToString()))));
                }
                break;
            case ContainerKind.Button:
                Hole(r, "A button holds one link.", r.Composition.Issue.LocationOf(node));
                break;
            case ContainerKind.Callout:
                Draw(r, node, "callout", Model.Of(("title", title), ("body", new TrustedHtml(r.RenderChildren(node)))));
                break;
            case ContainerKind.Quote:
                Draw(r, node, "quote", Model.Of(("source", title), ("body", new TrustedHtml(r.RenderChildren(node)))));
                break;
            case ContainerKind.Columns:
                var columns = node.OfType<ContainerNode>().Select(column => (object?)new TrustedHtml(r.RenderChildren(column)));
                Draw(r, node, "columns", Model.Of(("columns", Model.List(columns))));
                break;
            default:
                r.WriteChildren(node);
                break;
        }
    }

    private static LinkNode? Only(ContainerNode node) =>
        node is [ParagraphBlock { Inline.FirstChild: LinkNode { IsImage: false } link }] ? link : null;

    private static string? Csv(Composition composition, RenderedChart chart) =>
        composition.Part is EmailPart.Web && chart.Data.RowCount > 0 ? ChartCsv.PathOf(composition.Charts.All.IndexOf(chart)) : null;

    private static void Draw(BodyRenderer r, Block node, string partial, ScriptObject model)
    {
        var location = node is IssueBlockNode block ? block.Block.Location : r.Composition.Issue.LocationOf(node);
        if (r.Composition.Templates is { } templates)
            r.WriteBlock(templates.Partial(partial, model, location), location);
    }

    // A block that differs between editions is drawn once in each.
    private static void DrawEach(BodyRenderer r, IssueBlockNode node, string partial, Func<Composition, ScriptObject> model)
    {
        var (composition, location) = (r.Composition, node.Block.Location);
        if (composition.Templates is { } templates)
            r.WriteBlock(
                ConditionalMarkup.Of(
                    composition,
                    location,
                    edition => templates.Partial(partial, model(composition with { Edition = edition }), location)
                ),
                location
            );
    }

    // A hole that a proof-reader sees; why it is there has been reported.
    /// <summary>Says what is missing where it would stand.</summary>
    public static void Hole(BodyRenderer r, string message, SourceLocation location)
    {
        if (r.Composition.Templates is { } templates)
            r.WriteBlock(templates.Partial("placeholder", Model.Of(("message", message)), location), location);
    }
}
