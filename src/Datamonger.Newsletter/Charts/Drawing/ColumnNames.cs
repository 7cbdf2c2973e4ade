using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// Names under columns: those of an order, such as time, on one line, as many as fit; others whole, on up to three lines.
/// </summary>
internal sealed class ColumnNames
{
    private const float Room = 4;
    private readonly ChartSheet _sheet;
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<IReadOnlyList<string>?>? _lines;
    private readonly int? _bold;

    private ColumnNames(ChartSheet sheet, ImmutableArray<string> names, ImmutableArray<IReadOnlyList<string>?>? lines, int? bold) =>
        (_sheet, _names, _lines, _bold) = (sheet, names, lines, bold);

    /// <summary>The names; null when one that must stand whole does not fit under its column.</summary>
    /// <param name="pitch">From one column to the next, in CSS pixels.</param>
    public static ColumnNames? Fit(ChartSheet sheet, SeriesData data, float pitch, int? bold = null)
    {
        if (data.Positions is not null)
            return new ColumnNames(sheet, data.Places, null, bold);
        ImmutableArray<IReadOnlyList<string>?> lines =
        [
            .. data.Places.Select((name, i) => sheet.Lettering.Wrap(name, pitch - 6, 3, i == bold)),
        ];
        return lines.Any(name => name is null) ? null : new ColumnNames(sheet, data.Places, lines, bold);
    }

    /// <summary>Height that they need.</summary>
    public float Height => AxisLines.PlacesHeight(_sheet, _lines?.Max(name => name!.Count) ?? 1);

    /// <summary>Writes them.</summary>
    /// <param name="top">Where the columns end.</param>
    public void Draw(ImmutableArray<float> middles, float top)
    {
        var line = _sheet.Lettering.LineHeight;
        if (_lines is not { } names)
        {
            AxisLines.Row(_sheet, _names, middles, top + Room + (line / 2), _bold is { } here ? [here] : []);
            return;
        }
        for (var i = 0; i < names.Length; i++)
        {
            var bold = _bold == i;
            for (var row = 0; row < names[i]!.Count; row++)
            {
                _sheet.Letter(
                    new Letters(
                        names[i]![row],
                        middles[i],
                        top + Room + ((row + 0.5f) * line),
                        Anchor.Centre,
                        bold ? _sheet.Theme.Accent : _sheet.Theme.Ink,
                        bold
                    )
                );
            }
        }
    }
}
