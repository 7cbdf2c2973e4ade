using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Typing;

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
        foreach (var plan in plans)
            _isShown[plan.Index] = plan.Type is ColumnType.Text;
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
        foreach (var column in _columns)
            column.Clear();
    }

    /// <inheritdoc/>
    public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact)
    {
        _columns[column]
            .Add(
                exact.IsEmpty ? []
                : _isShown[column] ? text
                : exact
            );
    }

    /// <summary>Adds rows of which a cell says no more than it shows.</summary>
    /// <returns>What was seen of them.</returns>
    public CsvRows Add(PlainRows rows, ReadOnlySpan<byte> bytes)
    {
        while (rows.Read())
        {
            for (var i = 0; i < _columns.Length; i++)
                _columns[i].Add(bytes, rows.Bounds, i, rows.Stride, rows.Lines.Length);
            EndRows(rows.Lines);
        }
        return new CsvRows(rows.LineCount, rows.Uneven, 0);
    }

    /// <inheritdoc/>
    public void EndRow(int row) => EndRows([row]);

    private void EndRows(ReadOnlySpan<int> lines)
    {
        if (_rows.Length - RowCount < lines.Length)
            Array.Resize(ref _rows, Math.Max(RowCount * 2, RowCount + lines.Length));
        lines.CopyTo(_rows.AsSpan(RowCount));
        RowCount += lines.Length;
    }
}
