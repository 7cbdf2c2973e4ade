using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Data.DuckDb;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Tests.Data.Loading;

/// <summary>A file of more rows than are held in memory is the same table as its small twin, kept in a database file.</summary>
public sealed class SnapshotTests
{
    private const int Rows = 60_000;

    // Every tenth column of the small twin would do; the large one needs half a million cells.
    private static string Csv(int rows, Func<int, string> line, string header, string end = "\n")
    {
        var csv = new StringBuilder(header).Append(end);
        for (var i = 0; i < rows; i++) csv.Append(line(i)).Append(end);
        return csv.ToString();
    }

    private const string Header = "la_code,la,n,rate,day,note,a,b,c";

    private static string Plain(int i) => string.Create(CultureInfo.InvariantCulture, $"E{i:00000000},\"Name, {i % 7}\",{i},{i}.{i % 10}0,2017-03-{(i % 28) + 1:00},,{i % 3},{i % 5},{i % 11}");

    // What the engine would read in another way than our own reader.
    private static string Odd(int i) => string.Create(CultureInfo.InvariantCulture, $"E{i:00000000},Name {i % 7},\"{i:#,0}\",{i}.5%,{(i % 28) + 1:00}/03/2017,,{i % 3}, {i % 5},{i % 11}");

    private static string Marked(int i) => string.Create(CultureInfo.InvariantCulture, $"E{i:00000000},Name {i % 7},{(i % 4 == 3 ? "c" : i)},{(i % 4 == 2 ? "x" : $"{i}.5")},2017-03-{(i % 28) + 1:00},,{i % 3},{i % 5},{i % 11}");

    public static TheoryData<string> Kinds => ["plain", "odd", "marked"];

    private static Func<int, string> Line(string kind) => kind switch { "plain" => Plain, "odd" => Odd, _ => Marked };

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_holds_the_rows_that_a_small_file_of_the_kind_gives(string kind)
    {
        using var data = new TestData().With("small.csv", Csv(50, Line(kind), Header)).With("large.csv", Csv(Rows, Line(kind), Header));
        var (loaded, bag) = await LoadedTables.LoadAsync(data, "large");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.Null(loaded.Table);
        Assert.Empty(bag.ToImmutable());
        var run = await data.RunAsync("""
            ```sql small_rows
            select * from small order by la_code
            ```
            ```sql large_rows
            select * from large order by la_code limit 50
            ```
            ```sql total
            select count(*) as rows, count(distinct la_code) as codes, max(la_code) as last from large
            ```
            """);
        Assert.Empty(run.Errors);
        Assert.Equal(LoadedTables.Text(run["small_rows"]), LoadedTables.Text(run["large_rows"]));
        Assert.Equal($"rows:Integer codes:Integer last:Text | {Rows} {Rows} E00059999", TableText.Of(run["total"]));
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("marked", true)]
    [InlineData("odd", false)]
    public async Task The_engine_reads_the_file_itself_where_that_is_the_same(string kind, bool byEngine)
    {
        using var data = new TestData().With("t.csv", Csv(20, Line(kind), Header));
        var dataset = new Datamonger.Newsletter.Data.Dataset("t", "content/datasets/t.csv", default);
        await using var file = File.OpenRead(Path.Combine(data.DatasetsDirectory, "t.csv"));
        var bag = new Datamonger.Newsletter.Diagnostics.DiagnosticBag();
        using var cells = (Datamonger.Newsletter.Data.Readers.Text.CsvCells)Datamonger.Newsletter.Data.Readers.RawReaders.Open(dataset, file, bag, CancellationToken.None)!;
        var table = Datamonger.Newsletter.Data.Typing.TypedTable.Plan(dataset, cells, bag, CancellationToken.None)!;

        Assert.Equal(byEngine, CsvQuery.For(cells, file.Name, table.Plans) is not null);
    }

    [Theory]
    [InlineData("a,b\n1,x\n\n2,y\n")]
    [InlineData("a,b\r1,x\r2,y\r")]
    [InlineData("a,b\n1,x\"y\n")]
    [InlineData("a,b\n1\n")]
    [InlineData("\na,b\n1,x\n")]
    [InlineData("\"a\n1\",b\n1,x\n")]
    [InlineData("a\n1\n2\n")]
    [InlineData("a,b\n1,2017-03-16 09:30\n")]
    [InlineData("a,b\n1,true\n")]
    [InlineData("a,b\n1, 2\n")]
    [InlineData("a,b\n1,+2\n")]
    [InlineData("a,b\n1,.5\n")]
    [InlineData("a,b\n1,1e3\n")]
    public async Task What_readers_differ_on_is_left_to_our_own(string csv)
    {
        using var data = new TestData().With("t.csv", csv);
        var dataset = new Datamonger.Newsletter.Data.Dataset("t", "content/datasets/t.csv", default);
        await using var file = File.OpenRead(Path.Combine(data.DatasetsDirectory, "t.csv"));
        var bag = new Datamonger.Newsletter.Diagnostics.DiagnosticBag();
        using var cells = (Datamonger.Newsletter.Data.Readers.Text.CsvCells)Datamonger.Newsletter.Data.Readers.RawReaders.Open(dataset, file, bag, CancellationToken.None)!;
        var table = Datamonger.Newsletter.Data.Typing.TypedTable.Plan(dataset, cells, bag, CancellationToken.None)!;

        Assert.Null(CsvQuery.For(cells, file.Name, table.Plans));
    }

    [Fact]
    public async Task A_leading_zero_in_the_last_row_makes_a_column_of_codes()
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Plain, Header) + "X,Y,007,1,2017-03-01,,1,2,3\n");
        var (loaded, _) = await LoadedTables.LoadAsync(data, "t");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.Equal("n:Text | 007", TableText.Of(await data.QueryAsync("select n from t where la_code = 'X'")));
    }

    [Fact]
    public async Task It_is_made_again_when_it_is_lost()
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Plain, Header));
        var (loaded, _) = await LoadedTables.LoadAsync(data, "t");
        File.Delete(loaded.SnapshotPath!);

        Assert.Equal($"n:Integer | {Rows}", TableText.Of(await data.QueryAsync("select count(*) as n from t")));
    }

    [Fact]
    public async Task A_misfit_is_told_with_its_row_and_the_rest_is_kept()
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Plain, Header) + "X,Y,many,1,2017-03-01,,1,2,3\n").Declaring("t: {types: {n: integer}}");
        var (loaded, bag) = await LoadedTables.LoadAsync(data, "t");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.StartsWith("content/datasets/t.csv:60002:1: error DM225: \"many\" in row 60002 of \"n\" is no integer.", bag.ToImmutable().Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_Parquet_file_becomes_one_with_its_own_types()
    {
        using var data = new TestData();
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"COPY (SELECT i AS n, '' AS nothing, 'Name ' || i % 7 AS la, (i / 10)::DECIMAL(12, 1) AS rate, 0.1::FLOAT AS single FROM range(200000) t(i)) TO '{Path.Combine(data.DatasetsDirectory, "t.parquet")}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }
        var (loaded, bag) = await LoadedTables.LoadAsync(data, "t");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.Empty(bag.ToImmutable());
        Assert.Equal("n:Integer nothing:Text la:Text rate:Decimal single:Double | 199999 ∅ Name 2 19999.9 0.1", TableText.Of(await data.QueryAsync("select * from t where n = 199999")));
    }
}
