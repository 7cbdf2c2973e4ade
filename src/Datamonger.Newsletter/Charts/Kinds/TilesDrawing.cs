using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Data.Authorities;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Draws a map of squares over its legend.</summary>
internal static class TilesDrawing
{
    private const string Edge = "#8A8D8F";
    private const string Own = "#F46A25";
    private const float Gap = 1;
    private const float HatchStep = 5;

    // Smaller squares have no room for three letters of a size that can be read.
    private const float LeastForLabels = 36;

    public static void Draw(ChartSheet sheet, TileMap map)
    {
        var pitch = MathF.Floor(sheet.InnerWidth / AreaTiles.Columns * 2) / 2;
        var left = ChartSheet.Padding + ((sheet.InnerWidth - (pitch * AreaTiles.Columns)) / 2);
        var legend = new Legend(sheet, map);
        var height = pitch * AreaTiles.Rows;
        sheet.Open(
            ChartSheet.Padding + height + legend.Height + ChartSheet.Padding,
            new Margins(left, ChartSheet.Padding, left, legend.Height + ChartSheet.Padding),
            new Span(0, AreaTiles.Columns),
            new Span(AreaTiles.Rows, 0),
            (AreaTiles.Columns * 12, AreaTiles.Rows * 12)
        );
        var lightest = map.Classes.Classes[0].Colour;
        for (var i = 0; i < map.Tiles.Length; i++)
        {
            var (x, y) = Corner(map.Tiles[i]);
            if (map.Values[i] is not { } value)
            {
                Hatch(sheet, x + Gap, y + Gap, x + pitch - Gap, y + pitch - Gap);
                continue;
            }
            var colour = map.Classes.Classes[map.Classes.Of(value)].Colour;
            Square(sheet, x + Gap, y + Gap, x + pitch - Gap, y + pitch - Gap, colour, colour == lightest);
            if (map.HasLabels && pitch >= LeastForLabels)
                sheet.Letter(
                    new Letters(
                        map.Tiles[i].Label,
                        x + (pitch / 2),
                        y + (pitch / 2),
                        Anchor.Centre,
                        ColourChoice.TextOn(colour, sheet.Theme.Ink, sheet.Theme.Ground)
                    )
                    {
                        Size = 12,
                    }
                );
        }
        if (map.HasRegions)
            Regions(sheet, map, Corner, pitch);
        if (map.Highlight is { } own)
        {
            var (x, y) = Corner(map.Tiles[own]);
            Frame(sheet, x, y, x + pitch, y + pitch, Own, 3);
            Frame(sheet, x + 2, y + 2, x + pitch - 2, y + pitch - 2, sheet.Theme.Ground, 1);
        }
        legend.Draw(ChartSheet.Padding + height);

        (float X, float Y) Corner(AreaTile tile) => (left + (tile.Column * pitch), ChartSheet.Padding + (tile.Row * pitch));
    }

    private static void Regions(ChartSheet sheet, TileMap map, Func<AreaTile, (float X, float Y)> corner, float pitch)
    {
        var at = map.Tiles.ToDictionary(tile => (tile.Column, tile.Row));
        foreach (var tile in map.Tiles)
        {
            var (x, y) = corner(tile);
            if (at.TryGetValue((tile.Column + 1, tile.Row), out var east) && east.Region != tile.Region)
                sheet.Line(x + pitch, y, x + pitch, y + pitch, sheet.Theme.Ink, 1.5f);
            if (at.TryGetValue((tile.Column, tile.Row + 1), out var south) && south.Region != tile.Region)
                sheet.Line(x, y + pitch, x + pitch, y + pitch, sheet.Theme.Ink, 1.5f);
        }
    }

    private static void Square(ChartSheet sheet, float left, float top, float right, float bottom, string colour, bool edge)
    {
        if (edge)
            sheet.Rectangle(left, top, right, bottom, Edge);
        var inset = edge ? 1 : 0;
        sheet.Rectangle(left + inset, top + inset, right - inset, bottom - inset, colour);
    }

    // Lines from the lower left to the upper right, cut at the edges of the square.
    private static void Hatch(ChartSheet sheet, float left, float top, float right, float bottom)
    {
        Square(sheet, left, top, right, bottom, sheet.Theme.Ground, edge: true);
        var (width, height) = (right - left, bottom - top);
        for (var at = HatchStep; at < width + height; at += HatchStep)
        {
            var (x1, y1) = at <= height ? (left, top + at) : (left + at - height, bottom);
            var (x2, y2) = at <= width ? (left + at, top) : (right, top + at - width);
            sheet.Line(x1, y1, x2, y2, Edge, 1);
        }
    }

    private static void Frame(ChartSheet sheet, float left, float top, float right, float bottom, string colour, float thickness)
    {
        sheet.Rectangle(left, top, right, top + thickness, colour);
        sheet.Rectangle(left, bottom - thickness, right, bottom, colour);
        sheet.Rectangle(left, top, left + thickness, bottom, colour);
        sheet.Rectangle(right - thickness, top, right, bottom, colour);
    }

    /// <summary>The classes from the lowest, each with its least and greatest value and its areas; one a line where they are too wide.</summary>
    private sealed class Legend
    {
        private const float Above = 14;
        private const float Patch = 12;
        private readonly ChartSheet _sheet;
        private readonly TileMap _map;
        private readonly string[] _values;
        private readonly string[] _counts;

        public Legend(ChartSheet sheet, TileMap map)
        {
            (_sheet, _map) = (sheet, map);
            _values =
            [
                .. map.Classes.Classes.Select(item =>
                    item.Low == item.High || map.Data.Print(item.Low) == map.Data.Print(item.High)
                        ? map.Data.Print(item.Low)
                        : $"{map.Data.Print(item.Low)}–{map.Data.Print(item.High)}"
                ),
            ];
            _counts = [.. map.Classes.Classes.Select(item => Areas(item.Count))];
        }

        public float Height =>
            Above
            + (IsRow ? Patch + 4 + (2 * _sheet.Lettering.LineHeight) : _values.Length * (_sheet.Lettering.LineHeight + 4))
            + (_map.Missing > 0 ? _sheet.Lettering.LineHeight + 8 : 0);

        private float Pitch => _sheet.InnerWidth / _values.Length;

        private bool IsRow => _values.Concat(_counts).All(text => _sheet.Lettering.Width(text) <= Pitch - 4);

        public void Draw(float top)
        {
            var (letters, theme) = (_sheet.Lettering, _sheet.Theme);
            var y = top + Above;
            for (var i = 0; i < _values.Length; i++)
            {
                var colour = _map.Classes.Classes[i].Colour;
                if (IsRow)
                {
                    var x = ChartSheet.Padding + (i * Pitch);
                    Square(_sheet, x, y, x + Pitch - 1, y + Patch, colour, i == 0);
                    var line = y + Patch + 4 + (letters.LineHeight / 2);
                    _sheet.Letter(new Letters(_values[i], x, line, Anchor.Left, theme.Ink));
                    _sheet.Letter(new Letters(_counts[i], x, line + letters.LineHeight, Anchor.Left, theme.Muted));
                    continue;
                }
                Square(_sheet, ChartSheet.Padding, y + 2, ChartSheet.Padding + 24, y + letters.LineHeight, colour, i == 0);
                var middle = y + (letters.LineHeight / 2);
                _sheet.Letter(new Letters(_values[i], ChartSheet.Padding + 32, middle, Anchor.Left, theme.Ink));
                _sheet.Letter(new Letters(_counts[i], _sheet.Width - ChartSheet.Padding, middle, Anchor.Right, theme.Muted));
                y += letters.LineHeight + 4;
            }
            if (_map.Missing == 0)
                return;
            var last = _sheet.Height - ChartSheet.Padding - (letters.LineHeight / 2);
            Hatch(_sheet, ChartSheet.Padding, last - (Patch / 2), ChartSheet.Padding + 24, last + (Patch / 2));
            _sheet.Letter(
                new Letters(
                    _map.Data.Language.IsEnglish ? $"{Areas(_map.Missing)} not published" : $"{ChartTableBuilder.NoValue} ({_map.Missing})",
                    ChartSheet.Padding + 32,
                    last,
                    Anchor.Left,
                    theme.Ink
                )
            );
        }

        private string Areas(int count) =>
            !_map.Data.Language.IsEnglish ? $"({count})"
            : count == 1 ? "1 area"
            : $"{count} areas";
    }
}
