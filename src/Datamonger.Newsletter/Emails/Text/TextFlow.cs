using System.Text;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>Fits words into lines for a mail reader of fixed width.</summary>
internal static class TextFlow
{
    /// <summary>The widest line, as mail has it by custom.</summary>
    public const int Width = 74;

    /// <summary>Wraps a text at its blanks. Line ends in it stay; a word that is wider than a line keeps a line of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">Stands before the first line, such as <c>"- "</c>.</param>
    /// <param name="rest">Stands before the others, as wide as <paramref name="first"/>.</param>
    /// <param name="measure">How wide a word is when it goes out.</param>
    public static string Wrap(string text, string first, string rest, Func<string, int> measure)
    {
        var result = new StringBuilder(text.Length + 16);
        var lead = first;
        foreach (var line in text.Split('\n'))
        {
            if (result.Length > 0)
                result.Append('\n');
            result.Append(lead);
            var used = lead.Length;
            lead = rest;
            var started = false;
            foreach (var word in line.Split((char[]?)[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            {
                var width = measure(word);
                if (started && used + 1 + width > Width)
                {
                    result.Append('\n').Append(rest);
                    used = rest.Length;
                    started = false;
                }
                if (started)
                    result.Append(' ');
                result.Append(word);
                used += width + (started ? 1 : 0);
                started = true;
            }
        }
        return result.ToString();
    }

    /// <summary>
    /// Wraps each line of a text by itself and keeps how far it is indented; a line that begins with <c>"- "</c> goes on below its words.
    /// </summary>
    public static string WrapLines(string text, Func<string, int> measure) =>
        string.Join(
            '\n',
            text.Split('\n')
                .Select(line =>
                {
                    var words = line.TrimStart(' ');
                    var indent = line[..(line.Length - words.Length)];
                    return Wrap(words, indent, words.StartsWith("- ", StringComparison.Ordinal) ? indent + "  " : indent, measure);
                })
        );

    /// <summary>Puts a lead before each line of a block.</summary>
    public static string Indent(string block, string first, string rest)
    {
        var lines = block.Split('\n');
        return string.Join(
            '\n',
            lines.Select((line, index) => line.Length == 0 && index > 0 ? rest.TrimEnd() : (index == 0 ? first : rest) + line)
        );
    }

    /// <summary>A text as it goes out: no blanks at line ends, at most one empty line in a row, one line end at the end.</summary>
    public static string Tidy(string text)
    {
        var result = new StringBuilder(text.Length);
        var empty = 1;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            // "-- " alone is the signature line of RFC 3676, whose blank belongs to it.
            var line = raw == "-- " ? raw : raw.TrimEnd(' ', '\t');
            empty = line.Length == 0 ? empty + 1 : 0;
            if (empty < 2)
                result.Append(line).Append('\n');
        }
        return result.ToString().TrimEnd('\n') + "\n";
    }
}
