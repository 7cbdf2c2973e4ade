using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>Tells which blocks of the text differ between editions.</summary>
internal static class PersonalBlocks
{
    /// <summary>Whether a block says something that differs, so that it has to be written once an edition; none does where there are too many for that. Blocks that hold blocks are left to these.</summary>
    public static bool Holds(Block block, Composition composition)
    {
        if (composition is not { Part: not EmailPart.Web, Edition: null, Figures.Editions.AreDrawn: true }) return false;
        return block is IssueBlockNode { Block: ChartBlock chart }
            ? !composition.Charts.Find(chart).Personal.IsEmpty
            : composition.Figures.ArePersonal(Figures(block, composition.Issue));
    }

    /// <summary>Whether a figure of a block differs between editions.</summary>
    public static bool HoldsFigure(Block block, Composition composition) => composition.Figures.ArePersonal(block.Descendants<FigureInline>().Select(inline => inline.Figure));

    private static IEnumerable<FigureExpression> Figures(Block block, Issue issue) => block switch
    {
        TocNode => issue.Headings.SelectMany(heading => Inlines(heading.Block)),
        IssueBlockNode { Block: TableBlock table } => table.Texts.Values.SelectMany(text => text.Figures),
        IssueBlockNode { Block: Issues.ListBlock list } => list.Texts.Values.SelectMany(text => text.Figures),
        LeafBlock or MarkdownTable => Inlines(block),
        _ => [],
    };

    private static IEnumerable<FigureExpression> Inlines(Block block) =>
        (block is LeafBlock leaf ? leaf.Inline?.Descendants<FigureInline>() : block.Descendants<FigureInline>())?.Select(inline => inline.Figure) ?? [];
}
