using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>A cell as a file holds it; nothing is typed yet.</summary>
/// <param name="Text">The cell as a CSV file would hold it: culture-free, dates in ISO 8601; empty for an empty cell.</param>
/// <param name="Value">A <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="DateOnly"/>, <see cref="DateTime"/> or
/// <see cref="bool"/> when the file says so; else null.</param>
/// <param name="IsPercent">Whether the value is the ratio of a percentage, which the text holds with its sign and all its digits.</param>
internal readonly record struct RawCell(string Text, object? Value, bool IsPercent = false);

/// <summary>A row of a file, one cell for each name of the header.</summary>
/// <param name="Number">1-based in the file or sheet, for diagnostics.</param>
internal sealed record RawRow(int Number, ImmutableArray<RawCell> Cells);

/// <summary>
/// A file's header and rows. The rows are read while they are enumerated, in flat memory; the stream stays open until then.
/// </summary>
/// <param name="Header">The names as they stand, neither unique nor never empty; no names at all when the file was refused.</param>
internal sealed record RawTable(ImmutableArray<string> Header, IEnumerable<RawRow> Rows)
{
    /// <summary>What a reader gives when it refuses a file, which it has reported.</summary>
    public static readonly RawTable Refused = new([], []);

    /// <summary>The sheet of a workbook that was read; null for other files.</summary>
    public string? Sheet { get; init; }

    /// <summary>The columns of the sheet, 1-based, one for each name.</summary>
    public ImmutableArray<int> SheetColumns { get; init; } = [];
}

/// <summary>Reads one format that DuckDB cannot read.</summary>
internal interface IRawReader
{
    /// <summary>Whether the dataset is of this format, by its file name.</summary>
    bool Reads(Dataset dataset);

    /// <summary>Reads the file; what is wrong with it is reported.</summary>
    RawTable Read(Dataset dataset, Stream stream, DiagnosticBag diagnostics, CancellationToken cancellationToken);
}
