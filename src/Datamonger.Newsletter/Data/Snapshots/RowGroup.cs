using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Data.Readers.Text;
using Datamonger.Newsletter.Data.Typing;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>Rows of a file that follow one another, column by column. Used again for later rows, since its buffers are large.</summary>
internal sealed class RowGroup : ICellSink
{
    private readonly ImmutableArray<DistinctCells> _columns;
    private readonly bool[] _isShown;
    private int[] _rows = new int[256];

    /// <param name="columns">Columns of the file.</param>
    /// <param name="plans">Where known, what becomes of them: a column of text holds what the file shows, others what it means.</param>
    public RowGroup(int columns, ImmutableArray<ColumnPlan> plans)
    {
        _columns = [.. Enumerable.Range(0, columns).Select(_ => new DistinctCells())];
        _isShown = new bool[columns];
        foreach (var plan in plans) _isShown[plan.Index] = plan.Type is ColumnType.Text;
    }

    /// <summary>Its rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>Cells that it holds.</summary>
    public long CellCount => (long)RowCount * _columns.Length;

    /// <summary>The cells of a column, by its place in the file.</summary>
    public DistinctCells this[int column] => _columns[column];

    /// <summary>The line of the file, or row of the sheet, on which a row stands.</summary>
    /// <param name="index">0-based.</param>
    public int RowAt(int index) => _rows[index];

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        RowCount = 0;
        foreach (var column in _columns) column.Clear();
    }

    /// <inheritdoc/>
    public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact)
    {
        if (exact.IsEmpty) _columns[column].AddEmpty();
        else _columns[column].Add(_isShown[column] ? text : exact);
    }

    /// <summary>Adds rows of which a cell says no more than it shows.</summary>
    /// <returns>What was seen of them.</returns>
    public CsvRows Add(PlainRows rows, ReadOnlySpan<byte> bytes)
    {
        var uneven = default(UnevenRows);
        while (rows.Read())
        {
            if (_columns.Length > 1 && rows.IsEmpty) continue;
            if (rows.FieldCount != _columns.Length) uneven = uneven.With(rows.Line, rows.FieldCount);
            var shared = Math.Min(rows.FieldCount, _columns.Length);
            var start = rows.Start;
            for (var i = 0; i < shared; i++)
            {
                var end = rows.Ends[i];
                if (end == start) _columns[i].AddEmpty();
                else _columns[i].Add(bytes[start..end]);
                start = end + 1;
            }
            for (var i = shared; i < _columns.Length; i++) _columns[i].AddEmpty();
            EndRow(rows.Line);
        }
        return new CsvRows(rows.Line, uneven, 0);
    }

    /// <inheritdoc/>
    public void EndRow(int row)
    {
        if (RowCount == _rows.Length) Array.Resize(ref _rows, RowCount * 2);
        _rows[RowCount++] = row;
    }
}
