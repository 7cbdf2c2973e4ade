using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>The rows of a table whose shape is known, read from the file as they are asked for.</summary>
/// <param name="dataset">Says which error values are missing values; others were reported, and are read as nothing.</param>
internal sealed class SheetRows(
    IWorkbook workbook,
    Dataset dataset,
    SheetInfo sheet,
    TableShape shape,
    IReadOnlyList<MergedArea> merges,
    CancellationToken cancellationToken
)
{
    private static readonly RawCell Nothing = new("", null);
    private readonly ILookup<int, MergedArea> _tallMerges = merges
        .Where(area => area.Bottom > area.Top && area.Top >= shape.FirstRow)
        .ToLookup(area => area.Top);

    /// <summary>One row of the sheet after the other; empty ones, however they are formatted, are none.</summary>
    public IEnumerable<RawRow> Read()
    {
        var spread = new Dictionary<int, (RawCell Cell, int Bottom)>();
        foreach (var row in workbook.Rows(sheet, cancellationToken))
        {
            if (row.Number > shape.LastRow)
                yield break;
            var first = Math.Max(row.Number, shape.FirstRow);
            var last = Math.Min(row.Number + row.Repeat - 1, shape.LastRow);
            if (last < first || CellsOf(row) is not { } cells)
                continue;
            for (var number = first; number <= last; number++)
                yield return new RawRow(number, _tallMerges.Count == 0 ? cells : Spread(row, number, cells, spread));
        }
    }

    private ImmutableArray<RawCell>? CellsOf(SheetRow row)
    {
        var cells = new RawCell[shape.Columns.Length];
        Array.Fill(cells, Nothing);
        var isEmpty = true;
        var at = 0;
        foreach (var cell in row.Cells)
        {
            while (at < cells.Length && shape.Columns[at] < cell.Column)
                at++;
            if (at == cells.Length)
                break;
            if (shape.Columns[at] != cell.Column)
                continue;
            cells[at] = IsReadable(cell) ? new RawCell(cell.Plain ?? cell.Text, cell.Value, cell.IsPercent) : Nothing;
            isEmpty = false;
        }
        return isEmpty ? null : System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(cells);
    }

    private bool IsReadable(SheetCell cell) =>
        cell.Fault switch
        {
            CellFault.None or CellFault.ForeignValue => true,
            CellFault.Error => dataset.Options.Nulls.ContainsKey(cell.Text.Trim()),
            _ => false,
        };

    // A region's name merged over its authorities belongs to each of them. A number does not: it would be summed many times.
    private ImmutableArray<RawCell> Spread(
        SheetRow row,
        int number,
        ImmutableArray<RawCell> cells,
        Dictionary<int, (RawCell Cell, int Bottom)> spread
    )
    {
        for (var i = 0; i < shape.Columns.Length; i++)
        {
            var column = shape.Columns[i];
            if (cells[i].Text.Length > 0)
            {
                spread.Remove(column);
                if (
                    cells[i].Value is null
                    && number == row.Number
                    && _tallMerges[number].FirstOrDefault(area => area.Left == column) is { Top: > 0 } merged
                )
                    spread[column] = (cells[i], merged.Bottom);
            }
            else if (spread.TryGetValue(column, out var above) && number <= above.Bottom)
            {
                cells = cells.SetItem(i, above.Cell);
            }
        }
        return cells;
    }
}
