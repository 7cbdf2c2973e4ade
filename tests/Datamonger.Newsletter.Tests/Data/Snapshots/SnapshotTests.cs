using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Tests.Data.Loading;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Tests.Data.Snapshots;

/// <summary>A file of more rows than are held in memory is the same table as its small twin, kept in a file of its own.</summary>
public sealed class SnapshotTests
{
    private const int Rows = 60_000;

    // As many rows as make a text file of more than 2 MB.
    private static string Csv(int rows, Func<int, string> line, string header, string end = "\n")
    {
        var csv = new StringBuilder(header).Append(end);
        for (var i = 0; i < rows; i++)
            csv.Append(line(i)).Append(end);
        return csv.ToString();
    }

    private const string Header = "la_code,la,n,rate,day,note,a,b,c";

    private static string Plain(int i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"E{i:00000000},\"Name, {i % 7}\",{i},{i}.{i % 10}0,2017-03-{(i % 28) + 1:00},,{i % 3},{i % 5},{i % 11}"
        );

    // What the engine would read in another way than our own reader.
    private static string Odd(int i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"E{i:00000000},Name {i % 7},\"{i:#,0}\",{i}.5%,{(i % 28) + 1:00}/03/2017,,{i % 3}, {i % 5},{i % 11}"
        );

    private static string Marked(int i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"E{i:00000000},Name "
                + $"{i % 7},{(i % 4 == 3 ? "c" : i)},{(i % 4 == 2 ? "x" : $"{i}.5")},2017-03-{(i % 28) + 1:00},,{i % 3},{i % 5},{i % 11}"
        );

    public static TheoryData<string> Kinds => ["plain", "odd", "marked"];

    private static Func<int, string> Line(string kind) =>
        kind switch
        {
            "plain" => Plain,
            "odd" => Odd,
            _ => Marked,
        };

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_holds_the_rows_that_a_small_file_of_the_kind_gives(string kind)
    {
        using var data = new TestData().With("small.csv", Csv(50, Line(kind), Header)).With("large.csv", Csv(Rows, Line(kind), Header));
        var (loaded, bag) = await LoadedTables.LoadAsync(data, "large");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.Null(loaded.Table);
        Assert.Empty(bag.ToImmutable());
        var run = await data.RunAsync(
            """
            ```sql small_rows
            select * from small order by la_code
            ```
            ```sql large_rows
            select * from large order by la_code limit 50
            ```
            ```sql total
            select count(*) as rows, count(distinct la_code) as codes, max(la_code) as last from large
            ```
            """
        );
        Assert.Empty(run.Errors);
        Assert.Equal(LoadedTables.Text(run["small_rows"]), LoadedTables.Text(run["large_rows"]));
        Assert.Equal($"rows:Integer codes:Integer last:Text | {Rows} {Rows} E00059999", TableText.Of(run["total"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public async Task The_file_is_hashed_while_it_is_read(string mark)
    {
        var bytes = Encoding.UTF8.GetBytes(mark + Csv(Rows, Plain, Header));
        using var data = new TestData().With("t.csv", bytes);
        var run = await data.RunAsync("```sql q\nselect la_code from t order by la_code limit 1\n```\n");

        Assert.Empty(run.Errors);
        Assert.Equal(ContentHash.Of(bytes), run.Tables.Datasets[0].Hash);
        Assert.Equal("la_code:Text | E00000000", TableText.Of(run["q"]));
        Assert.Single(Directory.GetFiles(Path.Combine(data.CacheDirectory, "snapshot"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("X,caf\u00E9,1,1,2017-03-01,,1,2,3\n", "info DM257: \"content/datasets/t.csv\" is no UTF-8 and was read as Windows-1252.")]
    [InlineData(
        "X,a\0b,1,1,2017-03-01,,1,2,3\n",
        "error DM258: \"content/datasets/t.csv\" cannot be read: row 60002 has a NUL byte, which no text has."
    )]
    [InlineData(
        "X,\"open,1,1,2017-03-01,,1,2,3\n",
        "error DM221: A quote that is opened in line 60002 is not closed: the rest of the file would be one cell."
    )]
    public async Task What_only_the_last_row_shows_is_told_as_of_a_small_file(string last, string expected)
    {
        var latin = Encoding.Latin1.GetBytes(Csv(Rows, Plain, Header) + last);
        using var data = new TestData().With("t.csv", latin);
        var run = await data.RunAsync("```sql q\nselect la from t where la_code = 'X'\n```\n");

        Assert.Contains(expected, run.Found, StringComparison.Ordinal);
        Assert.Equal(ContentHash.Of(latin), run.Tables.Find("q")!.Datasets[0].Hash);
        if (run.Tables.Find("q")!.Table is { } table)
            Assert.Equal("la:Text | café", TableText.Of(table));
    }

    [Fact]
    public async Task A_leading_zero_in_the_last_row_makes_a_column_of_codes()
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Plain, Header) + "X,Y,007,1,2017-03-01,,1,2,3\n");
        var (loaded, _) = await LoadedTables.LoadAsync(data, "t");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.Equal("n:Text | 007", TableText.Of(await data.QueryAsync("select n from t where la_code = 'X'")));
    }

    [Theory]
    [InlineData("X,Y,c,1,2017-03-01,,1,2,3", "n:Integer n_note:Text | ∅ c: suppressed to protect confidentiality")]
    [InlineData("X,Y,1.25,1,2017-03-01,,1,2,3", "n:Decimal | 1.25")]
    [InlineData("X,Y,many,1,2017-03-01,,1,2,3", "n:Text | many")]
    [InlineData("X,Y,123456789012345678901,1,2017-03-01,,1,2,3", "n:Decimal | 123456789012345678901")]
    public async Task What_the_last_row_says_counts_as_much_as_what_the_first_does(string last, string expected)
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Plain, Header) + last + "\n");

        Assert.Equal(expected, TableText.Of(await data.QueryAsync("select columns('^n(_note)?$') from t where la_code = 'X'")));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_told_with_its_line()
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Odd, Header) + "\"X,Y,1\n");
        var (loaded, bag) = await LoadedTables.LoadAsync(data, "t");

        Assert.False(loaded.IsReadable);
        Assert.Contains("A quote that is opened in line 60002 is not closed", bag.ToImmutable().Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_under_the_table_are_left_out_and_told()
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Plain, Header) + "\nSource: Example\n\"1. Provisional,\nall of it\"\n");
        var (_, bag) = await LoadedTables.LoadAsync(data, "t");

        Assert.StartsWith($"content/datasets/t.csv:{Rows + 3}:1: ", bag.ToImmutable().Single().ToString(), StringComparison.Ordinal);
        Assert.Equal($"n:Integer | {Rows}", TableText.Of(await data.QueryAsync("select count(*) as n from t")));
    }

    [Fact]
    public async Task Its_folder_may_have_any_name()
    {
        using var outer = new TemporaryFolder();
        var root = Path.Combine(outer.Path, "it's [a] {b} %20");
        outer.Write(
            "it's [a] {b} %20/content/newsletter.yml",
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\n"
        );
        outer.Write("it's [a] {b} %20/content/datasets/t.csv", Csv(Rows, Plain, Header));
        var issue = TestIssue.Parse("---\ntitle: Test\nsubject: Test\n---\n```sql q\nselect count(*) as n from t\n```\n");
        using var runner = QueryRunner.For(Workspace.Open(root), TimeProvider.System);
        var tables = await runner.RunAsync(issue.Issue, issue.Bag, TestContext.Current.CancellationToken);

        Assert.Empty(issue.Bag.ToImmutable());
        Assert.Equal($"n:Integer | {Rows}", TableText.Of(tables.Find("q")!.Table!));
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
    public async Task It_is_believed_under_its_own_key_alone()
    {
        using var data = new TestData().With("t.csv", Csv(Rows, Plain, Header)).With("u.csv", Csv(Rows + 1, Plain, Header));
        var (one, _) = await LoadedTables.LoadAsync(data, "t");
        var (other, _) = await LoadedTables.LoadAsync(data, "u");
        File.Copy(other.SnapshotPath!, one.SnapshotPath!, overwrite: true);

        Assert.Equal($"n:Integer | {Rows}", TableText.Of(await data.QueryAsync("select count(*) as n from t")));
    }

    [Fact]
    public async Task A_misfit_is_told_with_its_row_and_the_rest_is_kept()
    {
        using var data = new TestData()
            .With("t.csv", Csv(Rows, Plain, Header) + "X,Y,many,1,2017-03-01,,1,2,3\n")
            .Declaring("t: {types: {n: integer}}");
        var (loaded, bag) = await LoadedTables.LoadAsync(data, "t");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.StartsWith(
            "content/datasets/t.csv:60002:1: error DM225: \"many\" in row 60002 of \"n\" is no integer.",
            bag.ToImmutable().Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_large_Parquet_file_becomes_one_with_its_own_types()
    {
        using var data = new TestData();
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"COPY (SELECT i AS n, '' AS nothing, 'Name ' || i % 7 AS la, (i / 10)::DECIMAL(12, 1) AS rate, 0.1::FLOAT AS single "
                + $"FROM range(200000) t(i)) TO '{Path.Combine(data.DatasetsDirectory, "t.parquet")}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }
        var (loaded, bag) = await LoadedTables.LoadAsync(data, "t");

        Assert.NotNull(loaded.SnapshotPath);
        Assert.Empty(bag.ToImmutable());
        Assert.Equal(
            "n:Integer nothing:Text la:Text rate:Decimal single:Double | 199999 ∅ Name 2 19999.9 0.1",
            TableText.Of(await data.QueryAsync("select * from t where n = 199999"))
        );
    }
}
