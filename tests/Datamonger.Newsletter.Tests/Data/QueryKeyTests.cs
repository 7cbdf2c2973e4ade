using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Tests.Data;

/// <summary>A result from the cache is the one that the query would give: whatever it depends on is part of its key.</summary>
public sealed class QueryKeyTests
{
    private const string Csv = "name;when;n;gone;la\nA;01/02/2017;1.234,5;x;Gateshead MBC\nB;03/04/2017;2.000;-;Lambeth LB\n";
    private const string Query = "```sql q\nselect * from t\n```\n";

    /// <summary>What changes, the file and what is said of it before, then after.</summary>
    public static TheoryData<string, string, string, string, string> Inputs =>
        new()
        {
            { "the bytes of the file", Csv, "delimiter: ';'", Csv.Replace("x", "y", StringComparison.Ordinal), "delimiter: ';'" },
            { "delimiter", Csv, "delimiter: ';'", Csv, "delimiter: ','" },
            { "decimal", Csv, "delimiter: ';', decimal: ',', thousands: '.'", Csv, "delimiter: ';', decimal: '.', thousands: '.'" },
            { "thousands", "n\n1.234\n", "decimal: ',', thousands: '.'", "n\n1.234\n", "decimal: '.', thousands: ','" },
            { "skip", Csv, "delimiter: ';', skip: 0", Csv, "delimiter: ';', skip: 1" },
            { "header_rows", Csv, "delimiter: ';', header_rows: 1", Csv, "delimiter: ';', header_rows: 2" },
            { "types", "n\n1\n2\n", "types: {n: integer}", "n\n1\n2\n", "types: {n: text}" },
            { "nulls", "n\n1\nq\n", "types: {n: text}", "n\n1\nq\n", "nulls: {q: not collected}" },
            { "normalise", Csv, "delimiter: ';'", Csv, "delimiter: ';', normalise: {la: la_name}" },
            { "encoding", "n\nM\u00f4n\n", "encoding: utf-8", "n\nM\u00f4n\n", "encoding: windows-1252" },
        };

    [Theory, MemberData(nameof(Inputs))]
    public async Task What_a_table_is_read_by_is_part_of_it(string what, string before, string saysBefore, string after, string saysAfter)
    {
        using var data = new TestData().With("t.csv", before).Declaring($"t: {{{saysBefore}}}\n");
        var first = await AnswerAsync(data);
        data.Restart();
        data.With("t.csv", after).Declaring($"t: {{{saysAfter}}}\n");
        using var clean = new TestData().With("t.csv", after).Declaring($"t: {{{saysAfter}}}\n");
        var expected = await AnswerAsync(clean);
        Assert.Equal(expected, await AnswerAsync(data));
        Assert.True(expected != first, $"A change of {what} is not seen: the test sees nothing.");
    }

    [Fact]
    public async Task The_text_of_the_query_is_part_of_it()
    {
        using var data = new TestData().With("t.csv", "n\n1\n2\n");
        Assert.Equal("s:Integer | 3", TableText.Of(await data.QueryAsync("select sum(n) as s from t")));
        data.Restart();
        Assert.Equal("s:Integer | 2", TableText.Of(await data.QueryAsync("select max(n) as s from t")));
    }

    [Fact]
    public async Task Which_table_bears_which_name_is_part_of_it()
    {
        using var data = new TestData().With("a.csv", "n\n1\n").With("b.csv", "n\n2\n");
        const string sql = "select a.n as a, b.n as b from a, b";
        Assert.Equal("a:Integer b:Integer | 1 2", TableText.Of(await data.QueryAsync(sql)));
        data.Restart();
        data.With("a.csv", "n\n2\n").With("b.csv", "n\n1\n");
        Assert.Equal("a:Integer b:Integer | 2 1", TableText.Of(await data.QueryAsync(sql)));
    }

    [Fact]
    public async Task What_other_queries_give_is_part_of_it_and_under_which_name()
    {
        using var data = new TestData();
        static string Body(int first, int second) =>
            $"```sql a\nselect {first} as n\n```\n```sql b\nselect {second} as n\n```\n```sql q\nselect a.n as a, b.n as b from a, b\n```\n";
        Assert.Equal("a:Integer b:Integer | 1 2", TableText.Of((await data.RunAsync(Body(1, 2)))["q"]));
        data.Restart();
        Assert.Equal("a:Integer b:Integer | 2 1", TableText.Of((await data.RunAsync(Body(2, 1)))["q"]));
        data.Restart();
        Assert.Equal("a:Integer b:Integer | 3 1", TableText.Of((await data.RunAsync(Body(3, 1)))["q"]));
    }

    [Fact]
    public async Task The_limits_are_part_of_it()
    {
        const string sql = "select range as n from range(50)";
        using var roomy = new TestData();
        Assert.Equal(50, (await roomy.QueryAsync(sql)).RowCount);
        using var tight = new TestData(new QueryLimits { Rows = 10 });
        CopyCache(roomy, tight);
        Assert.Contains("DM208", await tight.FailAsync(sql), StringComparison.Ordinal);
        using var narrow = new TestData(new QueryLimits { ResultBytes = 100 });
        CopyCache(roomy, narrow);
        Assert.Contains("DM270", await narrow.FailAsync(sql), StringComparison.Ordinal);
    }

    private static void CopyCache(TestData from, TestData to)
    {
        foreach (var file in Directory.EnumerateFiles(from.CacheDirectory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to.CacheDirectory, Path.GetRelativePath(from.CacheDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task<string> AnswerAsync(TestData data)
    {
        var run = await data.RunAsync(Query);
        return $"{(run.Tables.Find("q")?.Table is { } table ? TableText.Of(table) : "")}\n{run.Found}";
    }
}
