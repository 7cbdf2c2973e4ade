using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// Rows that run downwards, each with its name and room for its mark. Names stand at the left as long as they leave the marks more
/// than half of the width, on up to two lines; if one is longer, all stand above their marks.
/// </summary>
internal sealed class Rows
{
    private const float NameShare = 0.42f;
    private readonly ChartSheet _sheet;
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<IReadOnlyList<string>?> _lines;
    private float _height;
    private readonly float _mark;
    private readonly int? _bold;

    /// <param name="mark">Height of a row's mark, in CSS pixels.</param>
    /// <param name="gap">Room between marks.</param>
    /// <param name="bold">The row that stands out.</param>
    public Rows(ChartSheet sheet, ImmutableArray<string> names, float mark, float gap, int? bold = null)
    {
        (_sheet, _names, _mark, _bold) = (sheet, names, mark, bold);
        var letters = sheet.Lettering;
        _lines = [.. names.Select((name, i) => letters.Wrap(name, sheet.InnerWidth * NameShare, 2, i == bold))];
        Above = _lines.Any(lines => lines is null);
        NameWidth = Above
            ? 0
            : _lines.SelectMany((lines, i) => lines!.Select(line => letters.Width(line, i == bold))).DefaultIfEmpty(0).Max()
                + AxisLines.Gap
                + 2;
        // Two lines of a name must not come nearer to the next name than to one another.
        // All rows are as high as the highest, so that the marks stand in an even rhythm.
        _height = Above
            ? letters.LineHeight + mark + gap + 4
            : _lines
                .Select(lines => Math.Max(mark + gap, (letters.LineHeight * lines!.Count) + (lines.Count > 1 ? Math.Max(6, gap / 2) : 0)))
                .DefaultIfEmpty(0)
                .Max();
    }

    /// <summary>Whether names stand above their marks.</summary>
    public bool Above { get; }

    /// <summary>Room for the names at the left of the marks.</summary>
    public float NameWidth { get; }

    /// <summary>Height of all rows.</summary>
    public float Height => _height * _names.Length;

    /// <summary>Gives the rows more height, the same to each; less than they need they never get.</summary>
    public void Stretch(float? height)
    {
        if (height is not { } wanted || wanted <= Height)
            return;
        _height = wanted / _names.Length;
    }

    /// <summary>The middle of a row's mark, once the sheet is open.</summary>
    public float Middle(int row)
    {
        var top = _sheet.Top + (row * _height);
        return Above ? top + _sheet.Lettering.LineHeight + (_mark / 2) : top + (_height / 2);
    }

    /// <summary>The colour of a row's texts.</summary>
    public string Ink(int row) => _bold == row ? _sheet.Theme.Accent : _sheet.Theme.Ink;

    /// <summary>Writes a row's name.</summary>
    public void Name(int row)
    {
        var (letters, bold) = (_sheet.Lettering, _bold == row);
        if (Above)
        {
            var y = Middle(row) - (_mark / 2) - (letters.LineHeight / 2);
            _sheet.Letter(
                new Letters(letters.Fit(_names[row], _sheet.InnerWidth, bold), ChartSheet.Padding, y, Anchor.Left, Ink(row), bold)
            );
            return;
        }
        var lines = _lines[row]!;
        for (var line = 0; line < lines.Count; line++)
        {
            var y = Middle(row) + ((line - ((lines.Count - 1) / 2f)) * letters.LineHeight);
            _sheet.Letter(new Letters(lines[line], ChartSheet.Padding, y, Anchor.Left, Ink(row), bold));
        }
    }

    /// <summary>A dash where a row has no value.</summary>
    public void NoValue(int row, float x) =>
        _sheet.Letter(new Letters(ChartTableBuilder.NoValue, x, Middle(row), Anchor.Left, _sheet.Theme.Muted) { OnGround = true });
}
