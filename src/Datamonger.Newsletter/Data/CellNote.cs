namespace Datamonger.Newsletter.Data;

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
        if (value is not string { Length: > 0 } text) return null;
        // From the second character, since ":" is a marker too.
        var colon = text.IndexOf(": ", 1, StringComparison.Ordinal);
        return colon < 0 ? new CellNote(text, "") : new CellNote(text[..colon], text[(colon + 2)..]);
    }

    /// <summary>The note of a table's cell; null when the column has no companion or the cell no note.</summary>
    public static CellNote? Of(Table table, int row, string column) => Parse(table.ValueAt(row, column + ColumnSuffix));

    /// <inheritdoc/>
    public override string ToString() => Reason.Length == 0 ? Marker : $"{Marker}: {Reason}";
}
