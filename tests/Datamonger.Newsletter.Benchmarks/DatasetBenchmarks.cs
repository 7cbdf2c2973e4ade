using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>
/// A large CSV file grouped by two columns, beside the same query in plain DuckDB: from nothing (budget 1.15 of DuckDB over the CSV), and
/// with
/// the snapshot made by an earlier run (1.2 of DuckDB over Parquet). Each prints the peak memory of its process (budget 1.5 GB).
/// <code>dotnet run -c Release --project tests/Datamonger.Newsletter.Benchmarks -- --filter '*DatasetBenchmarks*'</code>
/// </summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 5)]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class DatasetBenchmarks
{
    private readonly string _root = Directory.CreateTempSubdirectory("datamonger-benchmark-").FullName;
    private Workspace _workspace = null!;
    private Issue _issue = null!;

    /// <summary>Rows of the file.</summary>
    [Params(1_000_000, 20_000_000)]
    public int Rows { get; set; }

    private string Csv => Path.Combine(_root, "content", "datasets", "children.csv");

    private string Parquet => Path.Combine(_root, "children.parquet");

    private string State => Path.Combine(_root, ".datamonger");

    /// <summary>Writes the file as CSV and as Parquet; that is not measured.</summary>
    [GlobalSetup]
    public void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Csv)!);
        File.WriteAllText(
            Path.Combine(_root, "content", "newsletter.yml"),
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\n"
        );
        var rows = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT 'E0' || (6000000 + i % 152) AS la_code, 'Authority ' || i % 152 AS la, 2000 + i % 17 AS year, ['Under 1', '1 to 4', '5 to 9', '10 to 15', '16 and over'][1 + i % 5] AS age, i * 7919 % 5000 AS children,
                   CAST(i * 31 % 1000 AS DECIMAL(9, 1)) / 10 AS rate FROM range({Rows}) t(i)
            """
        );
        Query($"COPY ({rows}) TO '{Csv}' (HEADER); COPY (FROM read_csv('{Csv}')) TO '{Parquet}' (FORMAT parquet)");
        File.SetLastWriteTimeUtc(Csv, DateTime.UnixEpoch.AddYears(40));
        _workspace = Workspace.Open(_root);
        var source = new SourceText("index.md", $"---\ntitle: Test\nsubject: Test\n---\n```sql rows\n{SelectFrom("children")}\n```\n");
        _issue = new IssueParser(new NoFiles(), _workspace.Settings).Parse("test", source, new DiagnosticBag());
        Run();
        ForgetPeakMemory();
    }

    /// <summary>Prints the peak memory and deletes the files.</summary>
    [GlobalCleanup]
    public void Delete()
    {
        PrintPeakMemory();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>As on a fresh machine.</summary>
    [IterationSetup(Target = nameof(First_run))]
    public void Forget()
    {
        if (Directory.Exists(State))
            Directory.Delete(State, recursive: true);
    }

    /// <summary>The snapshot is there, the result is not.</summary>
    [IterationSetup(Target = nameof(Snapshot_warm))]
    public void ForgetResults() => Directory.Delete(Path.Combine(State, "cache", "query"), recursive: true);

    /// <summary>DuckDB reads the CSV by itself.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("first run")]
    public int DuckDB_over_CSV() => Query(SelectFrom($"read_csv('{Csv}')"));

    /// <summary>The file is hashed, looked at, typed and kept; then it is queried.</summary>
    [Benchmark, BenchmarkCategory("first run")]
    public int First_run() => Run();

    /// <summary>DuckDB reads the same rows from Parquet.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("warm")]
    public int DuckDB_over_Parquet() => Query(SelectFrom($"read_parquet('{Parquet}')"));

    /// <summary>A later run, in which nothing of the file is read but its stamp.</summary>
    [Benchmark, BenchmarkCategory("warm")]
    public int Snapshot_warm() => Run();

    // Linux counts the peak of a process from here on.
    internal static void ForgetPeakMemory()
    {
        if (File.Exists("/proc/self/clear_refs"))
            File.WriteAllText("/proc/self/clear_refs", "5");
    }

    internal static void PrintPeakMemory()
    {
        if (File.Exists("/proc/self/status"))
            Console.WriteLine(
                $"// Peak memory {File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))}"
            );
    }

    private static string SelectFrom(string table) =>
        $"select la, year, sum(children) as children from {table} group by la, year order by la, year";

    private int Run()
    {
        var diagnostics = new DiagnosticBag();
        using var runner = new QueryRunner(_workspace, new BuildCache(Path.Combine(State, "cache")), TimeProvider.System);
        var tables = runner.RunAsync(_issue, diagnostics, CancellationToken.None).GetAwaiter().GetResult();
        return tables.Find("rows")?.Table?.RowCount ?? throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable()));
    }

    private static int Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
            rows++;
        return rows;
    }
}
