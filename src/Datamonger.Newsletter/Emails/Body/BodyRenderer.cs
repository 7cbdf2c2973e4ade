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

    /// <summary>Holds the places of blocks that templates draw.</summary>
    public BlockWords Blocks { get; } = new();

    /// <summary>Whether links are written as their text alone, as inside the contents list.</summary>
    public bool WithoutLinks { get; init; }

    /// <summary>The first HTML of the author that was written, for which the whole has to be sanitised; null when there is none.</summary>
    public MarkdownObject? FirstHtml { get; private set; }

    /// <summary>Notes that HTML of the author is written.</summary>
    public void NoteHtml(MarkdownObject node) => FirstHtml ??= node;

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
        return renderer.Finish(writer.ToString().Trim());
    }

    /// <summary>Renders a block's children on their own.</summary>
    public string RenderChildren(ContainerBlock block)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var inner = new BodyRenderer(writer, Composition) { WithoutLinks = WithoutLinks };
        foreach (var child in block) inner.Render(child);
        return inner.Finish(writer.ToString());
    }

    /// <summary>What was written, sanitised where an author wrote HTML, with the blocks of templates in their places.</summary>
    public string Finish(string html) =>
        Blocks.PutBack(FirstHtml is null ? html : HtmlCleaner.Clean(html, Composition.Issue.LocationOf(FirstHtml), Composition.Diagnostics));

    /// <summary>Writes the attribute that says where a node comes from.</summary>
    public BodyRenderer WriteSource(MarkdownObject node)
    {
        if (!EnableHtmlForInline || node.Span.IsEmpty) return this;
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
        WriteLine(Blocks.Hold(EmailSources.Add(html, location)));
    }

    /// <summary>An author's text with its merge tags masked, or as it is where the tags come to nothing.</summary>
    public string Masked(string text, MarkdownObject node)
    {
        var start = Composition.Issue.LocationOf(node);
        return Composition.Mask.MaskIn(text, _ => start);
    }

    /// <summary>Draws a node of a kind.</summary>
    public void Add<T>(Action<BodyRenderer, T> write) where T : MarkdownObject => ObjectRenderers.Add(new ActionRenderer<T>(write));

    [SuppressMessage("Design", "CA1812", Justification = "Created by Add.")]
    private sealed class ActionRenderer<T>(Action<BodyRenderer, T> write) : HtmlObjectRenderer<T>
        where T : MarkdownObject
    {
        protected override void Write(HtmlRenderer renderer, T obj) => write((BodyRenderer)renderer, obj);
    }
}
