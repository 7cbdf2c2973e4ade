using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// Vertical lines at values to compare with, their names above the marks: side by side where they fit, otherwise each on a line of its
/// own, the leftmost on top, so that no line runs through another's name.
/// </summary>
internal sealed class ReferencesAbove
{
    private const float Tail = 4;
    private readonly ChartSheet _sheet;
    private readonly ImmutableArray<ReferenceLine> _lines;
    private readonly ImmutableArray<string> _names;

    public ReferencesAbove(ChartSheet sheet, ImmutableArray<ReferenceLine> lines)
    {
        _sheet = sheet;
        _lines = [.. lines.OrderBy(line => line.Value)];
        _names = [.. _lines.Select(line => sheet.Lettering.Fit(line.Label, sheet.InnerWidth))];
    }

    /// <summary>Room that the names need above the marks.</summary>
    public float Height => _lines.IsEmpty ? 0 : ((IsStacked ? _lines.Length : 1) * _sheet.Lettering.LineHeight) + 6;

    private bool IsStacked => _names.Sum(name => _sheet.Lettering.Width(name) + AxisLines.Gap) > _sheet.InnerWidth;

    /// <summary>Draws them, once the sheet is open.</summary>
    /// <param name="room">What lies between the names and the marks, such as values.</param>
    public void Draw(float room = 0)
    {
        if (_lines.IsEmpty)
            return;
        var letters = _sheet.Lettering;
        float[] widths = [.. _names.Select(name => letters.Width(name))];
        float[] xs = [.. _lines.Select(line => _sheet.X(line.Value))];
        var middles = IsStacked
            ? null
            : LabelSpread.Apart(
                xs,
                [.. widths.Select(width => width + AxisLines.Gap)],
                ChartSheet.Padding - (AxisLines.Gap / 2),
                _sheet.Width - ChartSheet.Padding + (AxisLines.Gap / 2)
            );
        for (var i = 0; i < _lines.Length; i++)
        {
            var above = room + (IsStacked ? (_lines.Length - 1 - i) * letters.LineHeight : 0);
            var y = _sheet.Top - Tail - above - (letters.LineHeight / 2);
            _sheet.Line(
                xs[i],
                IsStacked ? y : _sheet.Top - room - Tail,
                xs[i],
                _sheet.Bottom,
                _sheet.Theme.Ink,
                1.5f,
                new ScottPlot.LinePattern([5, 3], 0, "reference")
            );
            // Stacked, a name stands right of its line, away from those of the lines to its left.
            var middle =
                middles?[i] ?? Math.Min(xs[i] + AxisLines.Gap + (widths[i] / 2), _sheet.Width - ChartSheet.Padding - (widths[i] / 2));
            _sheet.Letter(new Letters(_names[i], middle, y, Anchor.Centre, _sheet.Theme.Ink) { OnGround = IsStacked });
        }
    }
}
