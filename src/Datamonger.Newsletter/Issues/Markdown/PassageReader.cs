using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>Reads what an issue says, passage by passage, for checks of words and numbers.</summary>
public sealed class PassageReader
{
    private readonly Issue _issue;
    private readonly ImmutableArray<Passage>.Builder _passages = ImmutableArray.CreateBuilder<Passage>();
    private readonly List<(int Level, string Text)> _headings = [];

    private PassageReader(Issue issue) => _issue = issue;

    /// <summary>
    /// The passages of subject, preheader and text, in their order, snippets too; those of charts, tables and lists are left to
    /// <see cref="Read(Issue, BoundText, string)"/>.
    /// </summary>
    public static ImmutableArray<Passage> Read(Issue issue)
    {
        var reader = new PassageReader(issue);
        foreach (var text in new[] { issue.FrontMatter.Subject, issue.FrontMatter.Preheader }.Where(text => text.Parts.Length > 0))
            reader._passages.Add(Read(issue, text, ""));
        reader.Blocks(issue.Body, issue.Source);
        return reader._passages.ToImmutable();
    }

    /// <summary>
    /// The passage of a text outside the Markdown. A literal is looked for from where the text begins, since YAML may quote, escape or fold
    /// it.
    /// </summary>
    public static Passage Read(Issue issue, BoundText text, string section)
    {
        var source = issue.IncludedSources.FirstOrDefault(file => file.Path == text.Location.File) ?? issue.Source;
        var (words, pieces) = (new StringBuilder(), ImmutableArray.CreateBuilder<PassagePiece>());
        var figures = ImmutableDictionary.CreateBuilder<int, FigureExpression>();
        var offset = source.OffsetOf(text.Location.Line, text.Location.Column);
        foreach (var part in text.Parts)
        {
            var literal = part is LiteralPart { Text: var plain } ? plain : Passage.Hole.ToString();
            var found = part is LiteralPart ? source.Text.IndexOf(literal, offset, StringComparison.Ordinal) : -1;
            pieces.Add(new PassagePiece(words.Length, source, found < 0 ? offset : found, found >= 0));
            if (part is FigurePart { Figure: var bound })
                figures.Add(words.Length, bound);
            words.Append(literal);
            if (found >= 0)
                offset = found + literal.Length;
            else if (part is FigurePart figure)
                offset = source.OffsetOf(figure.Figure.Location.Line, figure.Figure.Location.Column);
        }
        return new Passage(
            words.ToString(),
            pieces.Count == 0 ? [new PassagePiece(0, source, offset, false)] : pieces.ToImmutable(),
            section
        )
        {
            Figures = figures.ToImmutable(),
        };
    }

    private string Section => string.Join(" / ", _headings.Select(heading => heading.Text));

    private void Blocks(ContainerBlock container, SourceText source, bool isQuotation = false)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case SnippetNode snippet:
                    Blocks(snippet, snippet.Source, isQuotation);
                    break;
                case ContainerNode { Title: { } title } node:
                    _passages.Add(Read(_issue, title, Section));
                    Blocks(node, source, isQuotation || node.Kind == ContainerKind.Quote);
                    break;
                case LeafBlock { Inline: { } inline } leaf:
                    Leaf(leaf, inline, source, isQuotation);
                    break;
                case ContainerBlock inner when inner is not LinkReferenceDefinitionGroup:
                    Blocks(inner, source, isQuotation || inner is QuoteBlock || inner is ContainerNode { Kind: ContainerKind.Quote });
                    break;
            }
        }
    }

    private void Leaf(LeafBlock leaf, ContainerInline inline, SourceText source, bool isQuotation)
    {
        var (words, pieces) = (new StringBuilder(), ImmutableArray.CreateBuilder<PassagePiece>());
        var figures = ImmutableDictionary.CreateBuilder<int, FigureExpression>();
        Inlines(inline, source, words, pieces, figures);
        if (leaf is HeadingBlock heading)
        {
            _headings.RemoveAll(above => above.Level >= heading.Level);
            _headings.Add((heading.Level, words.ToString()));
        }
        if (pieces.Count > 0)
            _passages.Add(
                new Passage(words.ToString(), pieces.ToImmutable(), Section)
                {
                    HeadingLevel = (leaf as HeadingBlock)?.Level ?? 0,
                    Figures = figures.ToImmutable(),
                    IsQuotation = isQuotation,
                }
            );
    }

    private static void Inlines(
        ContainerInline container,
        SourceText source,
        StringBuilder words,
        ImmutableArray<PassagePiece>.Builder pieces,
        ImmutableDictionary<int, FigureExpression>.Builder figures
    )
    {
        void Add(string text, int offset, bool verbatim)
        {
            pieces.Add(new PassagePiece(words.Length, source, offset, verbatim));
            words.Append(text);
        }
        foreach (var inline in container)
        {
            var start = Math.Max(0, inline.Span.Start);
            switch (inline)
            {
                case LiteralInline literal:
                    var text = literal.Content.ToString();
                    // The span of a table's cell also covers its padding, that of an escape its backslash.
                    var found = source.Text.IndexOf(
                        text,
                        start,
                        Math.Min(source.Text.Length - start, inline.Span.Length + text.Length),
                        StringComparison.Ordinal
                    );
                    Add(text, Math.Max(start, found), found >= 0);
                    break;
                case HtmlEntityInline entity:
                    Add(entity.Transcoded.ToString(), start, false);
                    break;
                case LineBreakInline:
                    Add(" ", start, false);
                    break;
                case FigureInline figure:
                    figures.Add(words.Length, figure.Figure);
                    Add(Passage.Hole.ToString(), start, false);
                    break;
                case LinkNode { IsBare: true } or CodeSpan or MergeTagInline or ChartInline:
                    Add(Passage.Hole.ToString(), start, false);
                    break;
                case FootnoteLink:
                    break;
                case LinkNode { IsImage: true } picture:
                    Add(" ", start, false);
                    Inlines(picture, source, words, pieces, figures);
                    Add(" ", start, false);
                    break;
                case ContainerInline inner:
                    Inlines(inner, source, words, pieces, figures);
                    break;
            }
        }
    }
}
