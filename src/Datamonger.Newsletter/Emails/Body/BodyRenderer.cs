using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>
/// Renders an issue's tree to HTML. CommonMark comes out as Markdig writes it; links, pictures, figures, merge tags and the blocks
/// of ours are drawn here, each with the place it comes from.
/// </summary>
internal sealed class BodyRenderer : HtmlRenderer
{
    public BodyRenderer(TextWriter writer, Composition composition)
        : base(writer)
    {
        Composition = composition;
        ObjectRenderers.Clear();
        BlockRenderers.AddTo(this);
        InlineRenderers.AddTo(this);
        DataRenderers.AddTo(this);
    }

    /// <summary>What is rendered, and with what.</summary>
    public Composition Composition { get; }

    /// <summary>Whether links are written as their text alone, as inside the contents list.</summary>
    public bool WithoutLinks { get; init; }

    /// <summary>Renders one part of a tree on its own.</summary>
    /// <param name="composition">What is rendered.</param>
    /// <param name="node">The part.</param>
    /// <param name="withoutLinks">Whether links are written as their text alone.</param>
    public static string Render(Composition composition, MarkdownObject node, bool withoutLinks = false)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new BodyRenderer(writer, composition) { WithoutLinks = withoutLinks };
        switch (node)
        {
            case LeafBlock leaf:
                renderer.WriteLeafInline(leaf);
                break;
            case ContainerInline inline:
                renderer.WriteChildren(inline);
                break;
            default:
                renderer.Render(node);
                break;
        }
        return writer.ToString().Trim();
    }

    /// <summary>Renders blocks one after another; one that fails leaves a placeholder in its place.</summary>
    public void RenderBlocks(ContainerBlock container)
    {
        var written = ((StringWriter)Writer).GetStringBuilder();
        foreach (var block in container)
        {
            var (start, location) = (written.Length, Composition.Issue.LocationOf(block));
            var failure = Composition.Diagnostics.Guard(
                "block",
                "this block",
                location,
                () =>
                {
                    Render(block);
                    return null;
                },
                message => (string?)message
            );
            if (failure is null)
                continue;
            written.Length = start;
            (EnableHtmlForInline, EnableHtmlForBlock, ImplicitParagraph) = (true, true, false);
            WriteLine();
            DataRenderers.Hole(this, failure, location);
        }
    }

    /// <summary>Renders a block's children on their own.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isImplicit">Whether its paragraph is one already.</param>
    public string RenderChildren(ContainerBlock block, bool isImplicit = false)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var inner = new BodyRenderer(writer, Composition) { WithoutLinks = WithoutLinks, ImplicitParagraph = isImplicit };
        inner.RenderBlocks(block);
        return writer.ToString();
    }

    /// <summary>Writes the attribute that says where a node comes from.</summary>
    public BodyRenderer WriteSource(MarkdownObject node)
    {
        if (!EnableHtmlForInline || node.Span.IsEmpty)
            return this;
        WriteSource(Composition.Issue.LocationOf(node));
        return this;
    }

    /// <summary>Writes the attribute that says where something comes from.</summary>
    public void WriteSource(SourceLocation location)
    {
        Write(' ').Write(EmailSource.Attribute).Write("=\"");
        WriteEscape(EmailSource.Write(location));
        Write('"');
    }

    /// <summary>Writes a block that a template draws.</summary>
    public void WriteBlock(string html, SourceLocation location)
    {
        EnsureLine();
        WriteLine(EmailSources.Add(html, location));
    }

    /// <summary>Writes a <c>title</c> attribute; nothing when there is none.</summary>
    public void WriteTitle(BoundText? title)
    {
        if (title is not null)
            WriteAttribute("title", title);
    }

    /// <summary>Writes attributes of an author's HTML.</summary>
    public void WriteAttributes(ImmutableArray<HtmlAttributeValue> attributes)
    {
        foreach (var attribute in attributes)
            WriteAttribute(attribute.Name, attribute.Value);
    }

    private void WriteAttribute(string name, BoundText value)
    {
        Write(' ').Write(name).Write("=\"");
        WriteEscape(Composition.Print(value));
        Write('"');
    }

    /// <summary>Draws a node of a kind.</summary>
    public void Add<T>(Action<BodyRenderer, T> write)
        where T : MarkdownObject => ObjectRenderers.Add(new ActionRenderer<T>(write));

    [SuppressMessage("Design", "CA1812", Justification = "Created by Add.")]
    private sealed class ActionRenderer<T>(Action<BodyRenderer, T> write) : HtmlObjectRenderer<T>
        where T : MarkdownObject
    {
        protected override void Write(HtmlRenderer renderer, T obj) => write((BodyRenderer)renderer, obj);
    }
}
