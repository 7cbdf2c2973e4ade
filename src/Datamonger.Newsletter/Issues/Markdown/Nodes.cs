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

/// <summary>A merge tag inside a sentence. (One inside a link's address is a part of <see cref="LinkNode.Address"/>.)</summary>
public sealed class MergeTagInline(MergeTag tag) : LeafInline
{
    /// <summary>The tag.</summary>
    public MergeTag Tag { get; } = tag;
}

/// <summary>A link with its words, or a picture with its description, whether written as Markdown, as HTML or as a bare address.</summary>
/// <param name="address">Where it leads, or where the picture lies.</param>
public sealed class LinkNode(BoundText address) : ContainerInline
{
    /// <summary>Where it leads, or where the picture lies.</summary>
    public BoundText Address { get; } = address;

    /// <summary>What shows when one points at it; null when nothing does.</summary>
    public BoundText? Title { get; init; }

    /// <summary>Whether it is a picture.</summary>
    public bool IsImage { get; init; }

    /// <summary>Whether its words are its address, as the author wrote that.</summary>
    public bool IsBare { get; init; }

    /// <summary>Whether a picture has a description, be it an empty one.</summary>
    public bool HasWords { get; init; } = true;

    /// <summary>The issue that <c>[[issue:…]]</c> leads to; null of any other link.</summary>
    public IssueReference? Issue { get; init; }

    /// <summary>The definition that its address comes from; null when the address stands beside it.</summary>
    public LinkReferenceDefinition? Definition { get; init; }

    /// <summary>What its HTML says besides.</summary>
    public ImmutableArray<HtmlAttributeValue> Attributes { get; init; } = [];
}

/// <summary>An example of code in a sentence. Figures in it are the text that they are; merge tags go out as tags.</summary>
public sealed class CodeSpan(BoundText text) : LeafInline
{
    /// <summary>The code.</summary>
    public BoundText Text { get; } = text;
}

/// <summary>An example of code on lines of its own.</summary>
public sealed class CodeNode(BoundText text) : LeafBlock(null)
{
    /// <summary>The code, with line ends between its lines.</summary>
    public BoundText Text { get; } = text;
}

/// <summary>An attribute of an element of HTML.</summary>
public sealed record HtmlAttributeValue(string Name, BoundText Value);

/// <summary>An element of HTML inside a sentence.</summary>
public sealed class HtmlElementInline(string name, ImmutableArray<HtmlAttributeValue> attributes) : ContainerInline
{
    /// <summary>Its name, in lower case.</summary>
    public string Name { get; } = name;

    /// <summary>Its attributes that are let through.</summary>
    public ImmutableArray<HtmlAttributeValue> Attributes { get; } = attributes;
}

/// <summary>An element of HTML that holds blocks.</summary>
public sealed class HtmlElementNode(string name, ImmutableArray<HtmlAttributeValue> attributes) : ContainerBlock(null)
{
    /// <summary>Its name, in lower case.</summary>
    public string Name { get; } = name;

    /// <summary>Its attributes that are let through.</summary>
    public ImmutableArray<HtmlAttributeValue> Attributes { get; } = attributes;
}

/// <summary>Words that stand in an element of HTML without a paragraph round them.</summary>
/// <param name="isPreformatted">Whether its line ends and blanks are to be seen.</param>
public sealed class HtmlTextNode(bool isPreformatted) : LeafBlock(null)
{
    /// <summary>Whether its line ends and blanks are to be seen.</summary>
    public bool IsPreformatted { get; } = isPreformatted;
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
