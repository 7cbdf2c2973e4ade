using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Data.Readers.Workbooks;

/// <summary>Tells the notes and sources under a table from its last rows, as the rows go by.</summary>
/// <remarks>
/// A note stands in a row of its own, behind an empty row or with the look of a note ("1. …", "Source: …"). A last row that merely
/// has no figures (an authority whose cells are all empty) does neither, and stays.
/// </remarks>
internal sealed partial class TrailingNotes
{
    private int _previous;

    /// <summary>First row of the notes that nothing but notes has followed so far; 0 when there are none.</summary>
    public int From { get; private set; }

    /// <summary>Last row that is no note; 0 before the first.</summary>
    public int LastData { get; private set; }

    /// <summary>Takes the next row that holds something in the table's columns.</summary>
    /// <param name="cells">Its cells that do, in order.</param>
    /// <param name="width">Columns of the table.</param>
    /// <param name="first">First column of the table.</param>
    public void Add(SheetRow row, ReadOnlySpan<SheetCell> cells, int width, int first)
    {
        var isNote = IsAlone(cells, width, first) && (From > 0 || row.Number > _previous + 1 || LooksLikeNote().IsMatch(cells[0].Text) || cells.Length == 2) && LastData > 0;
        if (isNote && From == 0) From = row.Number;
        if (!isNote) (From, LastData) = (0, row.Number + row.Repeat - 1);
        _previous = row.Number + row.Repeat - 1;
    }

    // One text at the left of a table of three columns and more, or a marker with its meaning beside it.
    private static bool IsAlone(ReadOnlySpan<SheetCell> cells, int width, int first)
    {
        if (cells.Length == 0 || cells[0].Column != first) return false;
        if (cells.Length == 1) return width >= 3 && cells[0].Value is null;
        return cells.Length == 2 && width >= 4 && ShortMarker().IsMatch(cells[0].Text) && cells[1].Value is null && cells[1].Text.Trim().Length >= 15 && cells[1].Text.Trim().Contains(' ', StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\s*((\(?\d{1,2}[.):]\s)|([\[(]\d{1,2}[\])])|([⁰¹²³⁴⁵⁶⁷⁸⁹]+\s)|((foot)?notes?\b)|(sources?\s*:)|(source\s*$)|(copyright|©)|([a-z*.:~\-]{1,2}\s*[=:]\s)|(\[?[a-z]\]?\s*=))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LooksLikeNote();

    [GeneratedRegex(@"^\s*[\[(]?(\d{1,2}|[a-zA-Z]|[.:*~\-]{1,2})[\]).:]?\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex ShortMarker();
}
