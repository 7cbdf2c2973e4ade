using System.Text.RegularExpressions;
using Markdig.Helpers;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// Makes a row of each line that stands directly below a pipe table, bars or none (GFM, tables). To the parser such a line is one that
/// makes the whole no table.
/// </summary>
internal static partial class TableRows
{
    /// <summary>Puts a bar behind lines without one, in a paragraph that is a table otherwise.</summary>
    public static void Complete(Block block)
    {
        // A paragraph over a line of === has become a heading by now.
        if (block is not ParagraphBlock paragraph)
            return;
        var lines = paragraph.Lines;
        if (lines.Count < 3 || !HasBar(lines.Lines[0]) || !HasBar(lines.Lines[1]) || !Delimiters().IsMatch(lines.Lines[1].ToString()))
            return;
        for (var i = 2; i < lines.Count; i++)
        {
            ref var line = ref lines.Lines[i];
            if (!HasBar(line))
                line = new StringLine(
                    new StringSlice(line.ToString().TrimEnd() + " |", line.NewLine),
                    line.Line,
                    line.Column,
                    line.Position,
                    line.NewLine
                );
        }
    }

    private static bool HasBar(StringLine line) => line.Slice.AsSpan().Contains('|');

    [GeneratedRegex(@"^(?:\s*\|)?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")]
    private static partial Regex Delimiters();
}
