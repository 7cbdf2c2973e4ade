using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Xlsx;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>The formats of data files, written out.</summary>
internal static class RawReaders
{
    private static readonly ImmutableArray<IRawReader> Workbooks = [new XlsxRawReader(), new OdsRawReader()];

    /// <summary>The cells of a data file; null when it was refused, which has been reported.</summary>
    /// <param name="file">The file; it stays open until the cells have been read.</param>
    /// <exception cref="InvalidDataException">It cannot be read as what its name says.</exception>
    public static CellSource? Open(Dataset dataset, FileStream file, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (Workbooks.FirstOrDefault(reader => reader.Reads(dataset)) is { } workbook)
        {
            var table = workbook.Read(dataset, file, diagnostics, cancellationToken);
            return table.Header.IsEmpty && diagnostics.HasErrors ? null : new SpooledCells(table, cancellationToken);
        }
        return FileFormat.Of(dataset.Path) switch
        {
            ".parquet" => ParquetCells.Open(FileGuard.HandlePath(file)),
            ".json" or ".ndjson" or ".jsonl" => JsonCells.Open(dataset, file, diagnostics, cancellationToken),
            _ => TextEncoding.Detect(dataset, file, diagnostics, cancellationToken) is { } encoding
                ? new CsvCells(file, encoding, dataset)
                : null,
        };
    }

    /// <summary>Whether a data file is delimited text as it lies there.</summary>
    public static bool IsDelimitedText(Dataset dataset) =>
        !FileFormat.IsPacked(dataset.Path)
        && FileFormat.Of(dataset.Path) is not (".parquet" or ".json" or ".ndjson" or ".jsonl")
        && !Workbooks.Any(reader => reader.Reads(dataset));
}
