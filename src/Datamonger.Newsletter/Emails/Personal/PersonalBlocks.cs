using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>Tells which blocks of the text differ between editions.</summary>
internal static class PersonalBlocks
{
    /// <summary>
    /// Whether a block says something that differs, so that it has to be written once an edition; of very many editions only a heading,
    /// whose line below is as long as its words. Blocks that hold blocks are left to these.
    /// </summary>
    public static bool Holds(Block block, Composition composition)
    {
        if (
            composition is not { Part: not EmailPart.Web, Edition: null, Figures.Editions: { } editions }
            || !(editions.AreDrawn || block is HeadingBlock)
        )
            return false;
        return block is IssueBlockNode { Block: ChartBlock chart }
            ? !composition.Charts.Find(chart).Personal.IsEmpty
            : composition.Figures.ArePersonal(Figures(block, composition.Issue)) || Inlines<OwnPageInline>(block).Any();
    }

    /// <summary>Whether the words of a block differ between editions.</summary>
    public static bool Differs(Block block, Composition composition) =>
        composition.Figures.ArePersonal(block.Descendants<FigureInline>().Select(inline => inline.Figure))
        || block.Descendants<OwnPageInline>().Any();

    private static IEnumerable<FigureExpression> Figures(Block block, Issue issue) =>
        block switch
        {
            TocNode => issue.Headings.SelectMany(heading => Figures(heading.Block)),
            IssueBlockNode { Block: TableBlock table } => table.Texts.Values.SelectMany(text => text.Figures),
            IssueBlockNode { Block: Issues.ListBlock list } => list.Texts.Values.SelectMany(text => text.Figures),
            _ => Figures(block),
        };

    private static IEnumerable<FigureExpression> Figures(Block block) => Inlines<FigureInline>(block).Select(inline => inline.Figure);

    // Those of a block that holds words itself.
    private static IEnumerable<T> Inlines<T>(Block block)
        where T : Inline =>
        block switch
        {
            LeafBlock leaf => leaf.Inline?.Descendants<T>() ?? [],
            MarkdownTable => block.Descendants<T>(),
            _ => [],
        };
}
