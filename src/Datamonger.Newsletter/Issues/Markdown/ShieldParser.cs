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
        if (_shielded.PieceAt(slice.AsSpan()) is not { } piece) return false;
        var inline = NodeOf(piece);
        inline.Span = new SourceSpan(piece.Start, piece.Start + piece.Text.Length - 1);
        processor.Inline = inline;
        slice.Start += piece.Text.Length;
        return true;
    }

    private Inline NodeOf(ShieldedPiece piece)
    {
        switch (piece.Kind)
        {
            case ShieldKind.Figure:
                return InlineCharts.Read(piece, _source) is { } chart ? new ChartInline(chart) : new FigureInline(_texts.Figure(piece, _source.LocationAt));
            case ShieldKind.Bracket when piece.Text == "[[toc]]":
                return new TocInline();
            case ShieldKind.Bracket when piece.Inner.StartsWith("mine", StringComparison.Ordinal):
                return new OwnPageInline(piece.Inner["mine".Length..].TrimStart(' ', '\t', '|').Trim() is { Length: > 0 } words ? words : null);
            case ShieldKind.Bracket:
                return _references.Resolve(piece, _source.LocationAt(piece.Start));
        }
        // Closed, or what follows would be put into it, and emphasis there be lost.
        var container = new ContainerInline { IsClosed = true };
        foreach (var part in _texts.Parts(piece, _source.LocationAt))
        {
            Inline child = part is MergeTagPart tag ? new MergeTagInline(tag.Tag) : new LiteralInline(((LiteralPart)part).Text);
            child.Span = new SourceSpan(piece.Start, piece.Start + piece.Text.Length - 1);
            container.AppendChild(child);
        }
        if (container.FirstChild is { } only && only == container.LastChild)
        {
            only.Remove();
            return only;
        }
        return container;
    }
}

/// <summary><c>[[toc]]</c> before it is known to stand alone.</summary>
internal sealed class TocInline : LeafInline;
