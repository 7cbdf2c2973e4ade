using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>A name at the right of its mark.</summary>
/// <param name="Colour">The mark's colour; the name is as dark as it must be to be read.</param>
internal sealed record SideName(string Text, string Colour, bool Bold = true);

/// <summary>Names at the right of the marks, each at the height of its own, moved apart where they would touch.</summary>
internal sealed class SideNames
{
    private const float Share = 0.36f;
    private readonly ChartSheet _sheet;
    private readonly ImmutableArray<SideName> _names;
    private readonly ImmutableArray<IReadOnlyList<string>> _lines;

    public SideNames(ChartSheet sheet, ImmutableArray<SideName> names)
    {
        (_sheet, _names) = (sheet, names);
        var (letters, width) = (sheet.Lettering, sheet.InnerWidth * Share);
        _lines = [.. names.Select(name => letters.Wrap(name.Text, width, 3, name.Bold) ?? [letters.Fit(name.Text, width, name.Bold)])];
    }

    /// <summary>Room that they need at the right of the marks.</summary>
    public float Width =>
        _lines.IsEmpty
            ? 0
            : _lines.SelectMany((lines, i) => lines.Select(line => _sheet.Lettering.Width(line, _names[i].Bold))).Max() + AxisLines.Gap + 4;

    /// <summary>The name of a line to compare with.</summary>
    public static SideName Of(ReferenceLine line, ChartSheet sheet) => new(line.Label, sheet.Theme.Ink, Bold: false);

    /// <summary>Writes them.</summary>
    /// <param name="ends">Where the marks end; one that ends before the edge has its name set off from what is behind.</param>
    public void Draw(ImmutableArray<(float X, float Y)> ends)
    {
        if (_lines.IsEmpty)
            return;
        var line = _sheet.Lettering.LineHeight;
        var middles = LabelSpread.Apart(
            [.. ends.Select(end => end.Y)],
            [.. _lines.Select(lines => line * lines.Count)],
            Math.Min(ChartSheet.Padding, _sheet.Top - (line / 2)),
            _sheet.Bottom + (line / 2)
        );
        for (var i = 0; i < _lines.Length; i++)
        {
            var colour = ColourChoice.ForText(_names[i].Colour, _sheet.Theme);
            for (var row = 0; row < _lines[i].Count; row++)
            {
                var y = middles[i] + ((row - ((_lines[i].Count - 1) / 2f)) * line);
                _sheet.Letter(
                    new Letters(_lines[i][row], ends[i].X + AxisLines.Gap + 2, y, Anchor.Left, colour, _names[i].Bold)
                    {
                        OnGround = ends[i].X < _sheet.Right - 1,
                    }
                );
            }
        }
    }
}
