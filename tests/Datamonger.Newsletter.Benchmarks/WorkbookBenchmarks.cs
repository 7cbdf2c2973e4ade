using System.Globalization;
using System.IO.Compression;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>
/// A workbook of 50,000 rows and eight columns from its file to a typed table, nothing kept. Prints the peak memory of its process.
/// <code>dotnet run -c Release --project tests/Datamonger.Newsletter.Benchmarks -- --filter '*WorkbookBenchmarks*'</code>
/// </summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 2, iterationCount: 8)]
[MemoryDiagnoser]
public class WorkbookBenchmarks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int Rows = 50_000;
    private readonly string _root = Directory.CreateTempSubdirectory("datamonger-benchmark-").FullName;
    private Workspace _workspace = null!;

    /// <summary>Writes the workbook; that is not measured.</summary>
    [GlobalSetup]
    public void Write()
    {
        var datasets = Directory.CreateDirectory(Path.Combine(_root, "content", "datasets")).FullName;
        File.WriteAllText(
            Path.Combine(_root, "content", "newsletter.yml"),
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\n"
        );
        using (var zip = new ZipArchive(File.Create(Path.Combine(datasets, "children.xlsx")), ZipArchiveMode.Create))
        {
            Add(
                zip,
                "_rels/.rels",
                $"<Relationships><Relationship Id=\"r1\" Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            );
            Add(
                zip,
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets><sheet name=\"Data\" sheetId=\"1\" "
                    + $"r:id=\"r1\"/></sheets></workbook>"
            );
            Add(
                zip,
                "xl/_rels/workbook.xml.rels",
                $"<Relationships><Relationship Id=\"r1\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship "
                    + $"Id=\"r2\" Type=\"{Links}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            );
            Add(
                zip,
                "xl/sharedStrings.xml",
                $"<sst xmlns=\"{Main}\">{string.Concat(Enumerable.Range(0, 152).Select(i => $"<si><t>Authority {i}</t></si>"))}</sst>"
            );
            Add(zip, "xl/worksheets/sheet1.xml", Sheet());
        }
        _workspace = Workspace.Open(_root);
        DatasetBenchmarks.ForgetPeakMemory();
    }

    /// <summary>Prints the peak memory and deletes the files.</summary>
    [GlobalCleanup]
    public void Delete()
    {
        DatasetBenchmarks.PrintPeakMemory();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Unpacked, found, typed.</summary>
    [Benchmark]
    public async Task<int> XLSX_of_50000_rows()
    {
        var diagnostics = new DiagnosticBag();
        var loader = new DatasetLoader(_workspace, new BuildCache(null), TimeProvider.System);
        var dataset = DatasetCatalog.Read(_workspace, diagnostics).Datasets[0];
        var (identified, key) =
            await loader.IdentifyAsync(dataset, diagnostics, CancellationToken.None)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable()));
        var loaded = await loader.LoadAsync(identified, key, CancellationToken.None);
        return loaded.Table is { RowCount: Rows } table
            ? table.RowCount
            : throw new InvalidOperationException(string.Join('\n', loaded.Findings));
    }

    private static string Sheet()
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\">");
        foreach (var name in (string[])["la", "code", "year", "girls", "boys", "rate", "share", "note"])
            xml.Append($"<c t=\"inlineStr\"><is><t>{name}</t></is></c>");
        xml.Append("</row>");
        for (var i = 0; i < Rows; i++)
        {
            xml.Append(
                    CultureInfo.InvariantCulture,
                    $"<row r=\"{i + 2}\"><c "
                        + $"t=\"s\"><v>{i % 152}</v></c><c><v>{800 + (i % 152)}</v></c><c><v>{2000 + (i % 17)}</v></c><c><v>{i * 7919L % 5000}</v></c>"
                )
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<c><v>{i * 104729L % 5000}</v></c><c><v>{i % 1000 / 10.0}</v></c><c><v>{i % 997 / 997.0:R}</v></c><c "
                        + $"t=\"s\"><v>{i % 3}</v></c></row>"
                );
        }
        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }
}
