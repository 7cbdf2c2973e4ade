namespace Datamonger.Newsletter.Cli.Data;

/// <summary>A column of a table that is printed.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="IsNumeric">Whether it stands to the right.</param>
internal sealed record PrintedColumn(string Name, bool IsNumeric = false)
{
    /// <summary>Characters that it may be shortened to where the table is too wide; null when it stays whole.</summary>
    public int? ShortestWidth { get; init; }

    /// <summary>Whether its end says more than its beginning, as that of a path does.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Shortens texts until the table fits; the first columns of <paramref name="order"/> give way first.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">Their texts, changed in place.</param>
    /// <param name="order">Columns that may be shortened, by their places.</param>
    /// <param name="width">Characters of a line.</param>
    public static void Fit(PrintedColumn[] columns, List<string?[]> rows, ReadOnlySpan<int> order, int width)
    {
        var widths = columns.Select((column, i) => Math.Max(column.Name.Length, rows.Max(row => row[i]?.Length ?? 0))).ToArray();
        // Two blanks in front and behind, three between two columns.
        var excess = widths.Sum() + (3 * columns.Length) + 1 - width;
        foreach (var i in order)
        {
            if (excess <= 0)
                return;
            var given = Math.Clamp(widths[i] - Math.Max(columns[i].ShortestWidth ?? widths[i], columns[i].Name.Length), 0, excess);
            excess -= given;
            if (given > 0)
                foreach (var row in rows)
                    row[i] = Shortened(row[i], widths[i] - given, columns[i].KeepsEnd);
        }
    }

    private static string? Shortened(string? text, int length, bool keepsEnd) =>
        text is null || text.Length <= length ? text
        : keepsEnd ? $"…{text[^(length - 1)..]}"
        : $"{text[..(length - 1)].TrimEnd()}…";
}
