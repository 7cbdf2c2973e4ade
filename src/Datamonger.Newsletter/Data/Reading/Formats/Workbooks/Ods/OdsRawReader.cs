using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;

/// <summary>Reads workbooks in OpenDocument.</summary>
internal sealed class OdsRawReader : IRawReader
{
    /// <inheritdoc/>
    public bool Reads(Dataset dataset) => Path.GetExtension(dataset.Path).Equals(".ods", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public RawTable Read(Dataset dataset, Stream stream, DiagnosticBag diagnostics, CancellationToken cancellationToken) =>
        WorkbookReading.Read(dataset, diagnostics, () => OdsWorkbook.Open(stream, cancellationToken), cancellationToken);
}
