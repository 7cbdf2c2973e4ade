using System.Collections.Immutable;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// The names of series above the marks, each behind a patch of its colour and in the order in which the marks stand: for where there is
/// no room for them at the marks.
/// </summary>
internal sealed class SeriesKey
{
    private const float Between = 20;
    private const float Below = 12;
    private readonly ChartSheet _sheet;
    private readonly List<List<(string Name, string Colour, float Left)>> _lines = [];

    public SeriesKey(ChartSheet sheet, ImmutableArray<string> names, ImmutableArray<string> colours)
    {
        _sheet = sheet;
        var x = float.PositiveInfinity;
        for (var i = 0; i < names.Length; i++)
        {
            var name = sheet.Lettering.Fit(names[i], sheet.InnerWidth - Indent);
            var width = Indent + sheet.Lettering.Width(name);
            if (x + width > sheet.Width - ChartSheet.Padding)
            {
                _lines.Add([]);
                x = ChartSheet.Padding;
            }
            _lines[^1].Add((name, colours[i], x));
            x += width + Between;
        }
    }

    /// <summary>Height that it needs.</summary>
    public float Height => (_lines.Count * _sheet.Lettering.LineHeight) + Below;

    private float Patch => MathF.Round(_sheet.Lettering.CapHeight);

    private float Indent => Patch + 7;

    /// <summary>Draws it at the top of the sheet, once that is open.</summary>
    public void Draw()
    {
        for (var line = 0; line < _lines.Count; line++)
        {
            var y = ChartSheet.Padding + ((line + 0.5f) * _sheet.Lettering.LineHeight);
            foreach (var (name, colour, left) in _lines[line])
            {
                _sheet.Rectangle(left, y - (Patch / 2), left + Patch, y + (Patch / 2), colour);
                _sheet.Letter(new Letters(name, left + Indent, y, Anchor.Left, _sheet.Theme.Ink));
            }
        }
    }
}
