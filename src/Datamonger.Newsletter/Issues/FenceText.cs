using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Issues;

/// <summary>The body of a fence as the author wrote it, and where each of its lines stands in the file.</summary>
internal sealed class FenceText
{
    private readonly List<(string Text, int Offset)> _lines = [];
    private readonly SourceText _source;
    private readonly int _start;

    public FenceText(LeafBlock block, ShieldedText shielded, SourceText source)
    {
        (_source, _start) = (source, block.Span.Start);
        for (var i = 0; i < block.Lines.Count; i++)
        {
            var line = block.Lines.Lines[i];
            _lines.Add(
                (shielded.Restore(line.Slice.ToString()), line.Slice.Text?.Length == source.Text.Length ? line.Slice.Start : line.Position)
            );
        }
    }

    /// <summary>The lines, 0-based.</summary>
    public IReadOnlyList<(string Text, int Offset)> Lines => _lines;

    /// <summary>The place of a 1-based line and column of the body; the fence itself when that is empty.</summary>
    public SourceLocation Place(int line, int column) =>
        _lines.Count == 0 ? _source.LocationAt(_start)
        : line > _lines.Count ? _source.LocationAt(_lines[^1].Offset + _lines[^1].Text.Length)
        : _source.LocationAt(_lines[line - 1].Offset + column - 1);

    /// <summary>The lines from a 0-based one on, joined.</summary>
    public string From(int line)
    {
        var text = new StringBuilder();
        for (var i = line; i < _lines.Count; i++)
            text.Append(_lines[i].Text).Append('\n');
        return text.ToString();
    }
}
