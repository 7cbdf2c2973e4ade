using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Xlsx;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

/// <summary>What was read, and what was said about it.</summary>
internal sealed record Reading(RawTable Table, IReadOnlyList<RawRow> Rows, IReadOnlyList<Diagnostic> Findings)
{
    public IEnumerable<string> Codes => Findings.Select(finding => finding.Rule.Code);

    /// <summary>The texts of all cells: columns parted by |, rows by line.</summary>
    public string Texts => string.Join('\n', Rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text))));

    public string Header => string.Join('|', Table.Header);

    public object?[] Values(int row) => [.. Rows[row].Cells.Select(cell => cell.Value)];
}

/// <summary>Writes a workbook in one format and reads it back.</summary>
internal static class WorkbookFormat
{
    /// <summary>Both formats, for theories: what holds for one holds for the other.</summary>
    public static TheoryData<string> Both => ["xlsx", "ods"];

    public static Reading Read(string format, TestSheet sheet, DatasetOptions? options = null) => Read(format, [sheet], options);

    public static Reading Read(string format, TestSheet[] sheets, DatasetOptions? options = null) =>
        ReadBytes(format, format == "xlsx" ? XlsxFile.Write(sheets) : OdsFile.Write(sheets), options);

    public static Reading ReadBytes(string format, byte[] bytes, DatasetOptions? options = null)
    {
        var dataset = new Dataset("table", $"content/datasets/table.{format}", new SourceLocation("content/datasets/datasets.yml", 3, 5))
        {
            Options = options ?? new DatasetOptions(),
        };
        IRawReader reader = format == "ods" ? new OdsRawReader() : new XlsxRawReader();
        Assert.True(reader.Reads(dataset));
        var bag = new DiagnosticBag();
        var table = reader.Read(dataset, new MemoryStream(bytes), bag, CancellationToken.None);
        return new Reading(table, [.. table.Rows], bag.ToImmutable());
    }
}
