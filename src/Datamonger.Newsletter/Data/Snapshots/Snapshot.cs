using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Typing;
using Datamonger.Newsletter.Data.Snapshots.Parquet;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>
/// A Parquet file with the typed rows of one data file, for files of more rows than are held in memory: the engine reads it as fast as it
/// reads anything.
/// </summary>
internal static class Snapshot
{
    /// <summary>Cells that are held before they are written.</summary>
    private const long GroupCells = 1 << 20;

    /// <summary>
    /// Writes the rows of delimited text, which is looked at meanwhile; null when it has no columns, which has been reported.
    /// </summary>
    /// <param name="path">The file to make.</param>
    /// <exception cref="InvalidDataException">They are no text in UTF-8.</exception>
    /// <exception cref="CsvRecordException">One has no end.</exception>
    public static WrittenSnapshot? Write(
        string path,
        Dataset dataset,
        CsvCells cells,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var first = CsvPass.Run(path, dataset, cells, null, cancellationToken);
        if (first.Table is null || first.IsSound)
            return first.Report(diagnostics);
        // The beginning of the file told another story than the whole: the types are certain now.
        File.Delete(path);
        return CsvPass.Run(path, dataset, cells, first.Table.Plans, cancellationToken).Report(diagnostics);
    }

    /// <summary>Writes the rows of a file that has been looked at.</summary>
    /// <param name="path">The file to make.</param>
    public static WrittenSnapshot Write(string path, TypedTable table, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (table.Cells is ParquetCells parquet && table.Plans.All(plan => plan.Declared is null))
            parquet.CopyTo(path, table.Plans.Select(plan => (plan.Index, plan.Name)), cancellationToken);
        else
        {
            using var writer = new RowWriter(path, table, diagnostics);
            table.Cells.Visit(writer, cancellationToken);
            writer.Finish();
        }
        return new WrittenSnapshot(table, null);
    }

    /// <summary>Rows on their way into a snapshot, some at a time.</summary>
    private sealed class RowWriter(string path, TypedTable table, DiagnosticBag diagnostics) : ICellSink, IDisposable
    {
        private readonly ParquetFile _file = new(path, SnapshotColumns.Of(table.Plans));
        private readonly RowGroup _group = new(table.Cells.Header.Length, table.Plans);
        private readonly RowGroupEncoder _encoder = new(table.Dataset.Options, table.Plans);
        private readonly Misfits _misfits = new(table.Dataset, table.Cells, diagnostics);

        public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact) => _group.Cell(row, column, text, exact);

        public void EndRow(int row)
        {
            _group.EndRow(row);
            if (_group.CellCount >= GroupCells)
                Flush();
        }

        public void Finish()
        {
            Flush();
            _file.Finish();
            _misfits.ReportRest();
        }

        public void Dispose() => _file.Dispose();

        private void Flush()
        {
            _encoder.Encode(_group);
            foreach (var misfit in _encoder.Misfits)
                _misfits.Add(misfit.Plan, _group.RowAt(misfit.Row), _group[misfit.Plan.Index][misfit.Code]);
            _file.Add(_group.RowCount, _encoder.Bytes, _encoder.Chunks);
            _group.Clear();
        }
    }
}
