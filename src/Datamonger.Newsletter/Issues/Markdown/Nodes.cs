using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>A figure inside a sentence.</summary>
public sealed class FigureInline(FigureExpression figure) : LeafInline
{
    /// <summary>The figure.</summary>
    public FigureExpression Figure { get; } = figure;
}

/// <summary>A merge tag inside a sentence. (One inside a link's address stays in <see cref="LinkInline.Url"/>, byte for byte.)</summary>
public sealed class MergeTagInline(MergeTag tag) : LeafInline
{
    /// <summary>The tag.</summary>
    public MergeTag Tag { get; } = tag;
}

/// <summary>A link to the subscriber's own page in the archive, <c>[[mine]]</c> or <c>[[mine|words]]</c>.</summary>
/// <param name="words">What it says; null for the subscriber's key.</param>
public sealed class OwnPageInline(string? words) : LeafInline
{
    /// <summary>What it says; null for the subscriber's key.</summary>
    public string? Words { get; } = words;
}

/// <summary>A sparkline inside a sentence.</summary>
public sealed class ChartInline(ChartBlock chart) : LeafInline
{
    /// <summary>The chart.</summary>
    public ChartBlock Chart { get; } = chart;
}

/// <summary>A chart, table or list in its place in the text. Queries print nothing and leave no node.</summary>
public sealed class IssueBlockNode(IssueBlock block) : LeafBlock(null)
{
    /// <summary>The block.</summary>
    public IssueBlock Block { get; } = block;
}

/// <summary>Merge tags on lines of their own (conditionals): they go out without a paragraph round them.</summary>
public sealed class MergeTagNode(ImmutableArray<MergeTag> tags) : LeafBlock(null)
{
    /// <summary>The tags in order.</summary>
    public ImmutableArray<MergeTag> Tags { get; } = tags;
}

/// <summary>The contents list, <c>[[toc]]</c>.</summary>
public sealed class TocNode() : LeafBlock(null);

/// <summary>A container between <c>:::</c> lines.</summary>
public enum ContainerKind
{
    /// <summary>Its only paragraph is a link, drawn as a button.</summary>
    Button,

    /// <summary>Set apart from the text; its title stands behind the word.</summary>
    Callout,

    /// <summary>Somebody's words; who and where stands behind the word.</summary>
    Quote,

    /// <summary>Holds columns side by side, stacked on a phone.</summary>
    Columns,

    /// <summary>One of them.</summary>
    Column,
}

/// <summary>A <c>:::</c> container.</summary>
public sealed class ContainerNode(ContainerKind kind, BoundText? title) : ContainerBlock(null)
{
    /// <summary>What it is.</summary>
    public ContainerKind Kind { get; } = kind;

    /// <summary>What stands behind the word in the opening line; null when nothing does.</summary>
    public BoundText? Title { get; } = title;
}

/// <summary>A snippet in the place where it is included. Its nodes' places count in its own file.</summary>
public sealed class SnippetNode(string name, SourceText source) : ContainerBlock(null)
{
    /// <summary>The snippet's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its file.</summary>
    public SourceText Source { get; } = source;
}

/// <summary>Stands visibly where something could not be read (that has been reported).</summary>
public sealed class PlaceholderNode(string message) : LeafBlock(null)
{
    /// <summary>What is missing, in a few words.</summary>
    public string Message { get; } = message;
}
