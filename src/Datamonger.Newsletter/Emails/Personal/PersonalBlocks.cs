using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>Tells which blocks of the text differ between editions.</summary>
internal static class PersonalBlocks
{
    /// <summary>Whether a block prints a figure that differs, so that it has to be written once an edition. Blocks that hold blocks are left to these.</summary>
    public static bool Holds(Block block, Composition composition) =>
        composition is { Part: not EmailPart.Web, Edition: null, Figures.Editions: not null } && composition.Figures.ArePersonal(Figures(block, composition.Issue));

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
