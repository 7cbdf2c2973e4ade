using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Revisions;

/// <summary>Finds the sentence in which a figure stands, with the figures as they were printed.</summary>
internal static partial class SentenceReader
{
    private const int Longest = 240;

    /// <summary>The sentence at a place; empty where the text has no figure there.</summary>
    /// <param name="text">The file.</param>
    /// <param name="figure">The figure; those of the same key are printed beside it.</param>
    /// <param name="figures">All figures of the issue as they were printed.</param>
    public static string At(SourceText text, FigureRecord figure, ImmutableArray<FigureRecord> figures)
    {
        var offset = text.OffsetOf(figure.Place.Line, figure.Place.Column);
        if (Holes().Matches(text.Text).FirstOrDefault(hole => Covers(hole, offset)) is not { } own)
            return "";
        var (from, to) = BlockAround(text.Text, own);
        // Inside {{ }} no sentence ends.
        var blank = Holes().Replace(text.Text[from..to], hole => new string('0', hole.Length));
        var (start, end) = (from, to);
        foreach (Match stop in Ends().Matches(blank))
        {
            if (from + stop.Index + stop.Length <= own.Index)
                start = from + stop.Index + stop.Length;
            else
            {
                end = from + stop.Index + stop.Value.TrimEnd().Length;
                break;
            }
        }
        var printed = Holes()
            .Replace(
                text.Text[start..end],
                hole =>
                    figures
                        .Where(other => other.Place.File == text.Path && (other.Key is null || other.Key == figure.Key))
                        .FirstOrDefault(other => Covers(hole, text.OffsetOf(other.Place.Line, other.Place.Column) - start))
                        ?.Printed
                    ?? "…"
            );
        var plain = Blanks().Replace(Marks().Replace(Links().Replace(printed, "$1"), ""), " ").Trim();
        return plain.Length <= Longest ? plain : string.Concat(plain.AsSpan(0, Longest - 1), "…");
    }

    private static bool Covers(Match hole, int offset) => hole.Index <= offset && offset < hole.Index + hole.Length;

    // A paragraph; a line alone where it is a heading, a key, an item or a row.
    private static (int From, int To) BlockAround(string text, Match hole)
    {
        var from = hole.Index == 0 ? 0 : text.LastIndexOf('\n', hole.Index - 1) + 1;
        var to = LineEnd(text, hole.Index + hole.Length);
        if (Single().Match(text, from, to - from) is { Success: true } mark && mark.Index == from)
            return (from + mark.Length, to);
        while (from > 0 && Before(text, from) is { Length: > 0 } before && !Single().IsMatch(before))
            from -= before.Length + 1;
        while (to < text.Length && text[(to + 1)..LineEnd(text, to + 1)] is { } next && next.Trim().Length > 0 && !Single().IsMatch(next))
            to += next.Length + 1;
        return (from, to);
    }

    private static string Before(string text, int lineStart)
    {
        var end = lineStart - 1;
        var start = end == 0 ? 0 : text.LastIndexOf('\n', end - 1) + 1;
        var line = text[start..end];
        return line.Trim().Length == 0 ? "" : line;
    }

    private static int LineEnd(string text, int from) =>
        from >= text.Length ? text.Length
        : text.IndexOf('\n', from) is >= 0 and var end ? end
        : text.Length;

    [GeneratedRegex(@"\{\{(?>[^{}]|\{(?!\{)|\}(?!\}))*\}\}")]
    private static partial Regex Holes();

    [GeneratedRegex(@"[.!?][”’"")]*\s+(?=[A-Z0-9“‘""(])")]
    private static partial Regex Ends();

    [GeneratedRegex(@"^\s*(#{1,6} +|[-*+>] +|\d+[.)] +|\||:::|```|[A-Za-z_]+: *)")]
    private static partial Regex Single();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"\*\*|__|`|(?<!\w)[*_]|[*_](?!\w)")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
