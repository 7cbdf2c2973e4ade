using Datamonger.Newsletter.Diagnostics;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>Where a node of the tree stands, also when it comes from a snippet.</summary>
public static class NodeLocations
{
    /// <summary>The place of a node of an issue.</summary>
    public static SourceLocation LocationOf(this Issue issue, MarkdownObject node) => SourceOf(issue, node).LocationAt(node.Span.Start);

    private static SourceText SourceOf(Issue issue, MarkdownObject node)
    {
        Block? block;
        if (node is Inline inline)
        {
            while (inline.Parent is { } parent)
                inline = parent;
            block = (inline as ContainerInline)?.ParentBlock;
        }
        else
        {
            block = node as Block;
        }
        for (; block is not null; block = block.Parent)
        {
            if (block is SnippetNode snippet)
                return snippet.Source;
        }
        return issue.Source;
    }
}
