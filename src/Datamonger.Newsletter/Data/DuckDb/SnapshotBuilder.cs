using Datamonger.Newsletter.Data.Typing;
using Datamonger.Newsletter.Diagnostics;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>Writes a file's cells into a snapshot, row by row.</summary>
internal sealed class SnapshotBuilder : CellConverter, IDisposable
{
    private readonly DuckDBAppender _appender;
    private IDuckDBAppenderRow? _row;

    /// <param name="connection">A connection to a snapshot whose table has been made.</param>
    public SnapshotBuilder(DuckDBConnection connection, TypedTable table, DiagnosticBag diagnostics) : base(table.Dataset, table.Cells, table.Plans, diagnostics) =>
        _appender = connection.CreateAppender(Snapshot.Table);

    /// <inheritdoc/>
    public override void EndRow(int row)
    {
        _row?.EndRow();
        _row = null;
    }

    /// <summary>Writes what is still in memory.</summary>
    public void Finish()
    {
        _appender.Close();
        ReportRest();
    }

    /// <inheritdoc/>
    public void Dispose() => _appender.Dispose();

    /// <inheritdoc/>
    protected override void Add(int place, object? value, string? note)
    {
        _row ??= _appender.CreateRow();
        EngineTable.Append(_row, value, Snapshot.ScaleOf(Plans[place]));
        if (Plans[place].NoteName is null) return;
        if (note is null) _row.AppendNullValue();
        else _row.AppendValue(note);
    }
}
