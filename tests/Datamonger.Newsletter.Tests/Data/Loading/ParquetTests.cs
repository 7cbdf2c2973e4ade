using Datamonger.Newsletter.Tests.Support;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Tests.Data.Loading;

public sealed class ParquetTests
{
    [Fact]
    public async Task Columns_keep_the_types_of_the_file_and_moments_lose_their_zone()
    {
        using var data = Written(
            """
            SELECT '201' AS code, 1::UTINYINT AS tiny, 2::UBIGINT AS huge, 0.1::FLOAT AS single, 0.25::DOUBLE AS real, 12.50::DECIMAL(9, 2) AS exact,
                   DATE '2017-03-16' AS day, TIMESTAMPTZ '2017-03-16 23:30:00+00' AS moment, TIME '09:30:00' AS clock, true AS flag, '' AS nothing, {'a': [1, 2]} AS nested
            """
        );
        Assert.Equal(
            "code:Text tiny:Integer huge:Decimal single:Double real:Double exact:Decimal day:Date moment:Timestamp clock:Text "
                + "flag:Boolean nothing:Text nested:Text"
                + " | 201 1 2 0.1 0.25 12.50 2017-03-16 2017-03-16T23:30:00 09:30:00 True ∅ {\"a\":[1,2]}",
            TableText.Of(await data.QueryAsync("select * from t"))
        );
    }

    [Fact]
    public async Task A_text_column_can_be_declared_as_numbers_with_markers()
    {
        using var data = Written("SELECT * FROM (VALUES ('5'), ('c'), (NULL)) AS v(n)").Declaring("t: {types: {n: integer}}");
        Assert.Equal(
            "n:Integer n_note:Text | 5 ∅ | ∅ c: suppressed to protect confidentiality | ∅ ∅",
            TableText.Of(await data.QueryAsync("select * from t"))
        );
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_told_with_its_row()
    {
        using var data = Written("SELECT * FROM (VALUES ('5'), ('many')) AS v(n)").Declaring("t: {types: {n: integer}}");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith(
            "content/datasets/t.parquet:2:1: error DM225: \"many\" in row 2 of \"n\" is no integer.",
            run.Found,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("TIMESTAMP '12000-01-01 00:00:00'", "12000-01-01 00:00:00")]
    [InlineData("TIMESTAMP 'infinity'", "infinity")]
    [InlineData("DATE '12000-01-01'", "12000-01-01")]
    [InlineData("DATE '0044-03-15 (BC)'", "0044-03-15 (BC)")]
    public async Task A_time_that_no_calendar_of_ours_has_is_told_with_its_row(string value, string shown)
    {
        using var data = Written($"SELECT {value} AS moment UNION ALL SELECT {value[..value.IndexOf(' ')]} '2017-03-16'");
        var run = await data.RunAsync("```sql q\nselect moment from t\n```\n");
        Assert.Contains("content/datasets/t.parquet", run.Found, StringComparison.Ordinal);
        Assert.Contains($"\"{shown}\"", run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_cleaned_as_everywhere()
    {
        using var data = Written("SELECT 1 AS \"a \", 2 AS \"a\nb\", 3 AS \"__proto__\"");
        Assert.Equal("a:Integer a b:Integer __proto__:Integer | 1 2 3", TableText.Of(await data.QueryAsync("select * from t")));
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("PAR1PAR1")]
    [InlineData("PAR1\0\0\0\0\u007f\u007f\u007f\u007fPAR1")]
    public async Task What_is_no_Parquet_is_refused(string content)
    {
        using var data = new TestData().With("t.parquet", content);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith(
            "content/datasets/t.parquet:1:1: error DM221: The file cannot be read as Parquet: ",
            run.Found,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("/proc/", run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_off_or_changed_anywhere_is_read_or_refused()
    {
        byte[] honest;
        using (var written = Written("SELECT i AS n, 'name ' || i AS la, i / 10 AS rate FROM range(200) t(i)"))
            honest = File.ReadAllBytes(Path.Combine(written.DatasetsDirectory, "t.parquet"));
        var random = new Random(20170301);
        using var data = new TestData();
        for (var i = 0; i < 150; i++)
        {
            var bytes = (byte[])honest.Clone();
            // The summary at the end says where everything is: most of what can go wrong goes wrong there.
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                bytes[i % 2 == 0 ? bytes.Length - 1 - random.Next(bytes.Length / 3) : random.Next(bytes.Length)] = (byte)random.Next(256);
            data.With("t.parquet", i % 5 == 0 ? bytes[..random.Next(12, bytes.Length)] : bytes);
            var (loaded, bag) = await LoadedTables.LoadAsync(data, "t");
            Assert.True(loaded.IsReadable || bag.HasErrors);
        }
    }

    private static TestData Written(string sql)
    {
        var data = new TestData();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET TimeZone='UTC'; COPY ({sql}) TO '{Path.Combine(data.DatasetsDirectory, "t.parquet")}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return data;
    }
}
