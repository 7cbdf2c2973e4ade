using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Readers;

/// <summary>A cell as a file holds it; nothing is typed yet.</summary>
/// <param name="Text">As the file shows it.</param>
/// <param name="Value">A long, double, decimal, DateOnly, DateTime or bool when the file says so; else null.</param>
internal readonly record struct RawCell(string Text, object? Value);

/// <summary>A row as a file holds it.</summary>
/// <param name="Number">1-based in the file or sheet.</param>
internal sealed record RawRow(int Number, ImmutableArray<RawCell> Cells);

/// <summary>Cells as a file holds them, row by row. The rows are streamed once, in flat memory.</summary>
/// <param name="Sheet">The sheet's name; null where a file has none.</param>
internal sealed record RawTable(ImmutableArray<string> Header, IEnumerable<RawRow> Rows, string? Sheet);

/// <summary>Reads one format of data files.</summary>
internal interface IRawReader
{
    /// <summary>Whether the dataset's file is of this format.</summary>
    bool Reads(Dataset dataset);

    /// <summary>Opens the table in a file; rows are read as they are asked for.</summary>
    RawTable Read(Dataset dataset, Stream stream, DiagnosticBag diagnostics, CancellationToken cancellationToken);
}
