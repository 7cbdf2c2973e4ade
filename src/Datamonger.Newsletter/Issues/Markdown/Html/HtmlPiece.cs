using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown.Html;

/// <summary>A stretch of raw HTML as the Markdown parser cut it out.</summary>
/// <param name="Text">The HTML, shielded.</param>
/// <param name="Lines">Where each line begins in <paramref name="Text"/>, and where in the file.</param>
internal sealed record RawHtml(string Text, IReadOnlyList<(int Start, int Offset)> Lines)
{
    /// <summary>The HTML of a block, without what stands before its lines (a quote's signs).</summary>
    public static RawHtml Of(HtmlBlock block)
    {
        var lines = new List<(int, int)>(block.Lines.Count);
        var text = new System.Text.StringBuilder();
        foreach (var line in block.Lines.Lines.AsSpan(0, block.Lines.Count))
        {
            if (lines.Count > 0)
                text.Append('\n');
            lines.Add((text.Length, line.Slice.Start));
            text.Append(line.Slice.AsSpan());
        }
        return new RawHtml(text.ToString(), lines);
    }

    /// <summary>The HTML of a tag in a sentence.</summary>
    public static RawHtml Of(HtmlInline inline) => new(inline.Tag, [(0, Math.Max(0, inline.Span.Start))]);

    /// <summary>The offset in the file of a place in <see cref="Text"/>.</summary>
    public int OffsetOf(int index)
    {
        var line = Lines.Count == 0 ? (0, 0) : Lines[0];
        foreach (var candidate in Lines)
        {
            if (candidate.Start > index)
                break;
            line = candidate;
        }
        return line.Item2 + index - line.Item1;
    }
}

/// <summary>What becomes of a piece.</summary>
internal enum HtmlFate
{
    Kept,
    TakenOut,

    /// <summary>Printed as the text that it is.</summary>
    Printed,
}

/// <summary>A tag or a stretch of text of raw HTML, or what Markdown made and HTML stands round.</summary>
/// <param name="Raw">The HTML that the token was cut from; null of what Markdown made.</param>
/// <param name="Token">The token; null of what Markdown made.</param>
/// <param name="Content">A block or inline that Markdown made; null of a token.</param>
internal sealed record HtmlPiece(RawHtml? Raw, HtmlToken? Token, MarkdownObject? Content)
{
    /// <summary>What becomes of it.</summary>
    public HtmlFate Fate { get; set; }

    /// <summary>Whether it is a tag of this kind that is still there.</summary>
    public bool Is(HtmlTokenKind kind) => Fate is HtmlFate.Kept && Token?.Kind == kind;
}
