using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Says under a chart what its gaps mean: the markers of the values that were withheld, as a table prints them.</summary>
internal static class MarkerNotes
{
    /// <summary>The author's note, and behind it what each marker of the drawn columns means; null when there is nothing to say.</summary>
    public static string? Behind(string? note, FieldReader fields, Table table)
    {
        var columns = fields
            .Fields.Where(field => field.Type is FieldType.Column or FieldType.Columns)
            .SelectMany(field => fields.List(field.Name))
            .Select(name => name.Value)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        string[] meanings =
        [
            .. columns
                .SelectMany(name =>
                    Enumerable
                        .Range(0, table.RowCount)
                        .Where(row => table.ValueAt(row, name) is null)
                        .Select(row => CellNote.Of(table, row, name))
                )
                .OfType<CellNote>()
                .Where(marker => marker.Reason.Length > 0)
                .Select(marker => $"{marker.Marker}: {marker.Reason.TrimEnd('.')}.")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return meanings.Length == 0 ? note : string.Join(' ', [.. note is null ? [] : new[] { note }, .. meanings]);
    }
}
