using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Typing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Data.Loading;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Snapshots;

/// <summary>A snapshot, cut and written in parts, holds the table that the file gives when it is read in one piece.</summary>
public sealed class SnapshotPropertyTests
{
    // Few texts of every kind, so that they meet in one column and change its type late.
    private static readonly string[] Texts =
    [
        "",
        "",
        "1",
        "2",
        "-7",
        "12",
        "1234567",
        "007",
        "1.5",
        "-0.25",
        "12.3456",
        "123456789012345",
        "0.1234567890123456789",
        "32%",
        "1,234",
        "2017-03-16",
        "16/03/2017",
        "2017-03-16 09:30",
        "2017-03-16T09:30:15.123456",
        "true",
        "FALSE",
        "c",
        "x",
        "..",
        " ",
        " 5 ",
        "Lambeth",
        "Stoke \"on\" Trent",
        "a,b",
        "two\nlines",
        "two\rlines",
        "é京",
        "5\" pipe",
    ];

    private static readonly string[] Ends = ["\n", "\r\n", "\r"];

    private static readonly string[] TypeNames =
    [
        "",
        "",
        "text",
        "integer",
        "decimal",
        "double",
        "date",
        "timestamp",
        "boolean",
        "percent",
    ];

    private sealed record Drawn(string Csv, ImmutableDictionary<string, string> Types, int Skip, int BlockBytes);

    // Mostly quoted where it must be, sometimes where it need not, and sometimes not where it should.
    private static string Field(string text, int way) =>
        way switch
        {
            0 => text,
            1 => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"tail",
            _ when way < 4 || text.AsSpan().IndexOfAny("\",\n\r") >= 0 => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            _ => text,
        };

    private static Gen<string> Row(int columns) =>
        Gen.Select(
            Gen.Int[0, Texts.Length - 1].Select(i => Texts[i]).Array[columns],
            Gen.Int[0, 40].Array[columns],
            Gen.Int[0, 30],
            Gen.Frequency((8, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(2))),
            (texts, ways, odd, end) =>
                odd switch
                {
                    0 => Ends[end],
                    1 => texts[0] == "" ? "z" + Ends[end] : Field(texts[0], 10) + Ends[end],
                    _ => string.Join(',', texts.Select((text, i) => Field(text, ways[i]))) + Ends[end],
                }
        );

    // The last row holds data: notes that reach over several blocks, as only blocks this short can have them, are not in question here.
    private static readonly Gen<Drawn> Files = Gen.Int[2, 5]
        .SelectMany(columns =>
            Gen.Select(
                Row(columns).Array[0, 60],
                Gen.Int[0, TypeNames.Length - 1].Select(i => TypeNames[i]).Array[columns],
                Gen.Int[0, 2],
                Gen.Int[16, 400],
                (rows, types, skip, block) =>
                    new Drawn(
                        string.Concat(Enumerable.Repeat("A \"note, above\n", skip))
                            + string.Join(',', Enumerable.Range(0, columns).Select(i => $"col{i}"))
                            + "\n"
                            + string.Concat(rows)
                            + string.Join(',', Enumerable.Repeat("9", columns))
                            + "\n",
                        types
                            .Select((type, i) => (type, i))
                            .Where(entry => entry.type != "")
                            .ToImmutableDictionary(entry => $"col{entry.i}", entry => entry.type),
                        skip,
                        block
                    )
            )
        );

    private sealed class Cells : ICellSink
    {
        public List<string> Read { get; } = [];

        public int Before { get; set; }

        public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact) =>
            Read.Add($"{Before + row}.{column} {Encoding.UTF8.GetString(exact)}");

        public void EndRow(int row) => Read.Add("");
    }

    private static (CsvCells Cells, Dataset Dataset) Open(Drawn drawn)
    {
        var dataset = new Dataset("t", "content/datasets/t.csv", default)
        {
            Options = new DatasetOptions
            {
                Types = drawn.Types,
                Skip = drawn.Skip,
                Delimiter = ",",
            },
        };
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(drawn.Csv));
        return (
            new CsvCells(stream, TextEncoding.Detect(dataset, stream, new DiagnosticBag(), CancellationToken.None)!, dataset)
            {
                BlockBytes = drawn.BlockBytes,
            },
            dataset
        );
    }

    [Fact]
    public void Wherever_a_file_is_cut_its_cells_are_the_same() =>
        Files.Sample(
            drawn =>
            {
                var (cells, _) = Open(drawn);
                var (whole, parts) = (new Cells(), new Cells());
                Exception? expected = Record.Exception(() => cells.Visit(whole, CancellationToken.None));
                var uneven = default(UnevenRows);
                var actual = Record.Exception(() =>
                {
                    var (blocks, buffer) = (cells.Blocks(), Array.Empty<byte>());
                    while (blocks.TryRead(ref buffer, out var block))
                    {
                        var rows = cells.Visit(block, parts, CancellationToken.None);
                        uneven = uneven.With(rows.Uneven, parts.Before);
                        parts.Before += rows.Lines;
                    }
                });

                Assert.Equal(expected?.Message, (actual as CsvRecordException)?.Behind(parts.Before).Message ?? actual?.Message);
                Assert.Equal(whole.Read, parts.Read);
                if (expected is null)
                    Assert.Equal(cells.UnevenRows, uneven);
            },
            iter: 1_000
        );

    [Fact]
    public void A_snapshot_is_the_table_that_is_read_in_one_piece()
    {
        using var folder = new TemporaryFolder();
        var snapshots = 0;
        Files.Sample(
            drawn =>
            {
                var (cells, dataset) = Open(drawn);
                if (Record.Exception(() => cells.Visit(new Cells(), CancellationToken.None)) is not null)
                    return;
                var (expectedFindings, actualFindings) = (new DiagnosticBag(), new DiagnosticBag());
                var expected = TypedTable
                    .Plan(dataset, cells, expectedFindings, CancellationToken.None)!
                    .Read(expectedFindings, CancellationToken.None);
                var path = Path.Combine(folder.Path, $"{Interlocked.Increment(ref snapshots)}.parquet");
                Datamonger.Newsletter.Data.Snapshots.Snapshot.Write(path, dataset, cells, actualFindings, CancellationToken.None);

                Assert.Equal(Lines(expectedFindings), Lines(actualFindings));
                Assert.Equal(
                    Read(
                        [],
                        engine =>
                        {
                            engine.EnsureTable("t", expected);
                            return DuckDbEngine.SharedTable("t");
                        }
                    ),
                    Read([path], _ => DuckDbSql.ParquetRows(path))
                );
                File.Delete(path);
            },
            iter: 100
        );
    }

    private static List<string> Lines(DiagnosticBag bag) =>
        [.. bag.ToImmutable().Select(finding => finding.ToString()).Order(StringComparer.Ordinal)];

    // As queries see it.
    private static string Read(IEnumerable<string> snapshots, Func<DuckDbEngine, string> rows)
    {
        using var engine = DuckDbEngine.Open(QueryLimits.Default, snapshots);
        using var run = engine.NewRun();
        run.Define("t", rows(engine));
        return LoadedTables.Text(run.QueryAsync("FROM t", CancellationToken.None).GetAwaiter().GetResult());
    }
}
