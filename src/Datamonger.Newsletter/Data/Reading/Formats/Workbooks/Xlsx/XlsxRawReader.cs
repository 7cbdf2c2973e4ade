using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Xlsx;

/// <summary>Reads workbooks in Office Open XML. One with macros is known, and refused.</summary>
internal sealed class XlsxRawReader : IRawReader
{
    /// <inheritdoc/>
    public bool Reads(Dataset dataset) => Path.GetExtension(dataset.Path).ToLowerInvariant() is ".xlsx" or ".xlsm";

    /// <inheritdoc/>
    public RawTable Read(Dataset dataset, Stream stream, DiagnosticBag diagnostics, CancellationToken cancellationToken) =>
        WorkbookReading.Read(dataset, diagnostics, () => XlsxWorkbook.Open(stream), cancellationToken);
}
