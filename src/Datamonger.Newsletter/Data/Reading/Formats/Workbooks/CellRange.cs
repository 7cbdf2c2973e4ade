using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>A block of cells; all numbers are 1-based and inclusive.</summary>
internal readonly record struct CellRange(int Top, int Left, int Bottom, int Right)
{
    /// <summary>Reads <c>A9:P188</c>, <c>$A$9:$P$188</c> or a single cell; null when it is neither.</summary>
    public static CellRange? Parse(string text)
    {
        var corners = text.Replace("$", "", StringComparison.Ordinal).Trim().Split(':');
        if (corners.Length > 2 || Corner(corners[0]) is not var (top, left) || Corner(corners[^1]) is not var (bottom, right))
            return null;
        return new CellRange(Math.Min(top, bottom), Math.Min(left, right), Math.Max(top, bottom), Math.Max(left, right));
    }

    /// <summary>The column of a cell's name: 2 for <c>B7</c>; 0 when it has none, one past the last when it is too far right.</summary>
    public static int ColumnOf(string cell)
    {
        var column = 0;
        foreach (var c in cell)
        {
            var letter = c | 0x20;
            if (letter is < 'a' or > 'z')
                break;
            column = (column * 26) + letter - 'a' + 1;
            if (column > SizeLimits.SheetColumns)
                return SizeLimits.SheetColumns + 1;
        }
        return column;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{CellValue.ColumnLetters(Left)}{Top}:{CellValue.ColumnLetters(Right)}{Bottom}";

    private static (int Row, int Column)? Corner(string cell)
    {
        cell = cell.Trim();
        var column = ColumnOf(cell);
        var letters = cell.TakeWhile(char.IsAsciiLetter).Count();
        return
            column is > 0 and <= SizeLimits.SheetColumns
            && int.TryParse(cell.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && row is > 0 and <= SizeLimits.SheetRows
            ? (row, column)
            : null;
    }
}
