using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// A stretch of text that readers see as one: a paragraph, heading, table cell, subject or caption, with the words of links and
/// the alt texts of pictures. What is bound or not text (figures, merge tags, code, addresses) stands in it as <see cref="Hole"/>.
/// </summary>
/// <param name="Text">The words.</param>
/// <param name="Pieces">Where they stand, in the order of <paramref name="Text"/>.</param>
/// <param name="Section">The headings above it, the nearest last, or the block's own title.</param>
public sealed record Passage(string Text, ImmutableArray<PassagePiece> Pieces, string Section)
{
    /// <summary>The level of a heading; 0 of any other passage.</summary>
    public int HeadingLevel { get; init; }

    /// <summary>The figures in it, by the index of the <see cref="Hole"/> that each fills.</summary>
    public ImmutableDictionary<int, FigureExpression> Figures { get; init; } = ImmutableDictionary<int, FigureExpression>.Empty;

    /// <summary>Whether somebody else says it.</summary>
    public bool IsQuotation { get; init; }

    /// <summary>Stands for what is no text: no word, digit or blank.</summary>
    public const char Hole = '\uFFFC';

    /// <summary>The place of a character of <see cref="Text"/>.</summary>
    public SourceLocation LocationAt(int index)
    {
        var (source, offset) = OffsetAt(index);
        return source.LocationAt(offset);
    }

    /// <summary>Whether a character stands in the file as itself, and not behind a backslash or as an entity.</summary>
    public bool IsPlainAt(int index)
    {
        var (source, offset) = OffsetAt(index);
        var before = offset;
        while (before > 0 && source.Text[before - 1] == '\\')
            before--;
        return offset < source.Text.Length && source.Text[offset] == Text[index] && (offset - before) % 2 == 0;
    }

    private (SourceText Source, int Offset) OffsetAt(int index)
    {
        var piece = Pieces[0];
        foreach (var candidate in Pieces)
        {
            if (candidate.Start > index)
                break;
            piece = candidate;
        }
        return (piece.Source, piece.Offset + (piece.IsVerbatim ? index - piece.Start : 0));
    }
}

/// <summary>A piece of a passage.</summary>
/// <param name="Start">Where it begins in the passage.</param>
/// <param name="Source">The file it stands in.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="IsVerbatim">Whether the file has the same characters; otherwise its start is the best place there is.</param>
public readonly record struct PassagePiece(int Start, SourceText Source, int Offset, bool IsVerbatim);
