namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>A row that may be the header of a table.</summary>
/// <param name="Number">1-based in the file or sheet.</param>
/// <param name="Cells">Its cells that hold something.</param>
/// <param name="Width">Columns that these reach over, merged ones counted whole.</param>
/// <param name="First">The column of its first cell that holds something, 1-based.</param>
internal readonly record struct HeaderCandidate(int Number, int Cells, int Width, int First);

/// <summary>
/// Finds the header of a table below titles, dates and links back to the contents: these stand in rows of a cell or two, merged or not, and the
/// header in one that is at least half as wide as the widest row that follows.
/// </summary>
internal static class HeaderSearch
{
    /// <summary>Rows that are looked at.</summary>
    public const int Rows = 100;

    /// <summary>The number of the header's first row; null when nothing holds anything.</summary>
    /// <param name="rows">The rows that hold something, from the top.</param>
    /// <param name="headerRows">Rows of the header.</param>
    public static int? Find(IEnumerable<HeaderCandidate> rows, int headerRows)
    {
        HeaderCandidate[] seen = [.. rows.Take(Rows)];
        if (seen.Length == 0)
            return null;
        var widest = 0;
        var header = 0;
        for (var i = seen.Length - 1; i >= 0; i--)
        {
            widest = Math.Max(widest, seen[i].Cells);
            // One cell merged over the whole table is its title; several are the upper row of a header.
            if (seen[i].Cells > 1 && seen[i].Width * 2 >= widest)
                header = i;
        }
        // Above a header of several rows a lone group of columns may stand, to the right of the first column.
        for (var above = header - 1; above >= 0 && above > header - headerRows; above--)
        {
            if (seen[above].Number != seen[above + 1].Number - 1 || seen[above].First <= seen[header].First)
                break;
            header = above;
        }
        return seen[header].Number;
    }
}
