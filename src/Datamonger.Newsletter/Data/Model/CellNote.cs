namespace Datamonger.Newsletter.Data.Model;

/// <summary>
/// Why a cell holds no number: the marker as published and what it means. It stands in the column <c>&lt;name&gt;_note</c>
/// beside the number's, as <c>c: suppressed to protect confidentiality</c>.
/// </summary>
public readonly record struct CellNote(string Marker, string Reason)
{
    /// <summary>What a column's name ends in when it holds the notes of another.</summary>
    public const string ColumnSuffix = "_note";

    /// <summary>Reads a note; null when there is none.</summary>
    public static CellNote? Parse(object? value)
    {
        if (value is not string { Length: > 0 } text)
            return null;
        // From the second character, since ":" is a marker too.
        var colon = text.IndexOf(": ", 1, StringComparison.Ordinal);
        return colon < 0 ? new CellNote(text, "") : new CellNote(text[..colon], text[(colon + 2)..]);
    }

    /// <summary>The note of a table's cell; null when the column has no companion or the cell no note.</summary>
    public static CellNote? Of(Table table, int row, string column) =>
        table[column + ColumnSuffix] is { IsNoCompanion: false } notes && row >= 0 && row < table.RowCount
            ? Parse(notes.Values[row])
            : null;

    /// <summary>
    /// The table with those columns marked that are called like companions and hold something else: a note stands only where there is no value,
    /// and begins with a marker and a colon.
    /// </summary>
    public static Table Marked(Table table)
    {
        if (!table.Columns.Any(column => IsCalledLikeNotes(table, column)))
            return table;
        return table with
        {
            Columns =
            [
                .. table.Columns.Select(column =>
                    IsCalledLikeNotes(table, column) && !HoldsNotes(column, table[column.Name[..^ColumnSuffix.Length]]!)
                        ? column with
                        {
                            IsNoCompanion = true,
                        }
                        : column
                ),
            ],
        };
    }

    private static bool IsCalledLikeNotes(Table table, Column column) =>
        column.Type is ColumnType.Text
        && column.Name.EndsWith(ColumnSuffix, StringComparison.OrdinalIgnoreCase)
        && table[column.Name[..^ColumnSuffix.Length]] is not null;

    private static bool HoldsNotes(Column notes, Column values)
    {
        for (var row = 0; row < notes.Values.Length; row++)
        {
            if (notes.Values[row] is string text && (values.Values[row] is not null || Parse(text) is not { Marker.Length: <= MostMarker }))
                return false;
        }
        return true;
    }

    // The longest text that a column counts as a marker.
    private const int MostMarker = 40;

    /// <inheritdoc/>
    public override string ToString() => Reason.Length == 0 ? Marker : $"{Marker}: {Reason}";
}
