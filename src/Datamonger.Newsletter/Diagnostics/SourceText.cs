namespace Datamonger.Newsletter.Diagnostics;

/// <summary>A file of the workspace as it was read: its path and its exact text, and where each offset stands.</summary>
public sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];

    /// <param name="path">Path from the workspace root, with <c>/</c>.</param>
    /// <param name="text">The text; a byte order mark is dropped, line ends stay as they are.</param>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text.StartsWith('\uFEFF') ? text[1..] : text;
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
        }
    }

    /// <summary>Path from the workspace root, with <c>/</c> on every platform.</summary>
    public string Path { get; }

    /// <summary>The text without its byte order mark.</summary>
    public string Text { get; }

    /// <summary>How many lines there are; a text that ends in a line end has an empty last line.</summary>
    public int LineCount => _lineStarts.Count;

    /// <summary>The place of an offset (in UTF-16 units); an offset past the end is the end.</summary>
    public SourceLocation LocationAt(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var index = _lineStarts.BinarySearch(offset);
        if (index < 0)
            index = ~index - 1;
        return new SourceLocation(Path, index + 1, offset - _lineStarts[index] + 1);
    }

    /// <summary>The offset of a place; a place past the end is the end.</summary>
    public int OffsetOf(int line, int column) =>
        line < 1 ? 0
        : line > _lineStarts.Count ? Text.Length
        : Math.Min(_lineStarts[line - 1] + column - 1, Text.Length);

    /// <summary>One line, 1-based, without its line end; empty when there is no such line.</summary>
    public string Line(int line)
    {
        if (line < 1 || line > _lineStarts.Count)
            return "";
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Count ? _lineStarts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }
}
