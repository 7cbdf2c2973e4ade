using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>Turns the shields in a Markdown text into nodes: figures, merge tags, references, inline charts.</summary>
internal sealed class ShieldParser : InlineParser
{
    private readonly ShieldedText _shielded;
    private readonly SourceText _source;
    private readonly BoundTextReader _texts;
    private readonly IssueReferences _references;

    public ShieldParser(ShieldedText shielded, SourceText source, BoundTextReader texts, IssueReferences references)
    {
        (_shielded, _source, _texts, _references) = (shielded, source, texts, references);
        OpeningCharacters = [ShieldedText.Open];
    }

    /// <inheritdoc/>
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (_shielded.PieceAt(slice.AsSpan()) is not { } piece)
            return false;
        processor.Inline = NodeOf(piece);
        slice.Start += piece.Text.Length;
        return true;
    }

    /// <summary>The node of a piece, with its place.</summary>
    public Inline NodeOf(ShieldedPiece piece)
    {
        var span = new SourceSpan(piece.Start, piece.Start + piece.Text.Length - 1);
        var inline = piece.Kind switch
        {
            ShieldKind.Figure when InlineCharts.Read(piece, _source) is { } chart => new ChartInline(chart),
            ShieldKind.Bracket when piece.Text == "[[toc]]" => new TocInline(),
            ShieldKind.Bracket when piece.Inner.StartsWith("mine", StringComparison.Ordinal) => new OwnPageInline(
                piece.Inner["mine".Length..].TrimStart(' ', '\t', '|').Trim() is { Length: > 0 } words ? words : null
            ),
            ShieldKind.Bracket => _references.Resolve(piece, _source.LocationAt(piece.Start)),
            _ => NodeOf(_texts.Parts(piece, _source.LocationAt), span),
        };
        inline.Span = span;
        return inline;
    }

    /// <summary>The node of a part of a text.</summary>
    /// <param name="part">The part.</param>
    /// <param name="span">Its place.</param>
    public static Inline NodeOf(TextPart part, SourceSpan span) =>
        part switch
        {
            FigurePart figure => new FigureInline(figure.Figure) { Span = span },
            MergeTagPart tag => new MergeTagInline(tag.Tag) { Span = span },
            _ => new LiteralInline(((LiteralPart)part).Text) { Span = span },
        };

    private static Inline NodeOf(ImmutableArray<TextPart> parts, SourceSpan span)
    {
        if (parts is [var only])
            return NodeOf(only, span);
        // Closed, or what follows would be put into it, and emphasis there be lost.
        var container = new ContainerInline { IsClosed = true };
        foreach (var part in parts)
            container.AppendChild(NodeOf(part, span));
        return container;
    }
}

/// <summary><c>[[toc]]</c> before it is known to stand alone.</summary>
internal sealed class TocInline : LeafInline;
