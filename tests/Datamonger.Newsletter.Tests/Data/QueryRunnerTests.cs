using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data;

public class QueryRunnerTests
{
    private const string Fostering = "year,applications,share\n2014/15,\"16,920\",7%\n2015/16,\"11,460\",10%\n";

    [Fact]
    public async Task A_query_reads_a_data_file_by_its_name()
    {
        using var data = new TestData().With("fostering.csv", Fostering);
        var table = await data.QueryAsync("select * from fostering order by year");
        Assert.Equal("year:Text applications:Integer share:Decimal | 2014/15 16920 0.07 | 2015/16 11460 0.10", TableText.Of(table));
    }

    [Fact]
    public async Task Queries_read_one_another_in_any_order()
    {
        using var data = new TestData().With("fostering.csv", Fostering);
        var run = await data.RunAsync(
            """
            ```sql change
            select last.applications - first.applications as fell from last, first
            ```
            ```sql first
            select * from fostering where year = '2014/15'
            ```
            ```sql last
            select * from fostering where year = '2015/16'
            ```
            """
        );
        Assert.Empty(run.Errors);
        Assert.Equal("fell:Integer | -5460", TableText.Of(run["change"]));
        Assert.Equal(["fostering"], run.Tables.Find("change")!.Datasets.Select(dataset => dataset.Name));
        Assert.Equal(64, run.Tables.Find("change")!.Datasets[0].Hash.Length);
    }

    [Fact]
    public async Task A_chained_result_keeps_its_values_and_types_when_it_comes_from_the_cache()
    {
        const string first =
            "```sql a\nselect 12345678901234567890::hugeint as big, 1.50::decimal(10,2) as exact, 0.1::double as real, date "
            + "'2017-03-16' as day, timestamp '2017-03-16 09:30:00.5' as time, true as flag, null::int as nothing, 'ä\U0001F600' as "
            + "text\n```\n";
        using var data = new TestData();
        var fresh = await data.RunAsync(first + "```sql b\nselect * from a\n```\n");
        data.Restart();
        var cached = await data.RunAsync(first + "```sql b\nselect *, 1 as one from a\n```\n");
        Assert.Equal(
            "big:Decimal exact:Decimal real:Double day:Date time:Timestamp flag:Boolean nothing:Integer text:Text | "
                + "12345678901234567890 1.50 0.1 2017-03-16 2017-03-16T09:30:00.5 True ∅ ä😀",
            TableText.Of(fresh["a"])
        );
        Assert.Equal(TableText.Of(fresh["a"]), TableText.Of(fresh["b"]));
        Assert.StartsWith(TableText.Of(fresh["b"]).Split(" | ")[0], TableText.Of(cached["b"]));
        Assert.Equal(TableText.Of(fresh["b"]).Split(" | ")[1] + " 1", TableText.Of(cached["b"]).Split(" | ")[1]);
    }

    [Theory]
    [InlineData("sum(applications)")]
    [InlineData("sum(applications)::utinyint::ubigint")]
    [InlineData("sum(applications::hugeint * 1000000000000000)")]
    [InlineData("count(*)")]
    [InlineData("avg(share)")]
    [InlineData("max(share)::float")]
    [InlineData("max(share)::decimal(38, 10)")]
    [InlineData("max(year)")]
    [InlineData("bool_or(share > 0.5)")]
    [InlineData("max(date '2017-03-16')")]
    [InlineData("max(timestamp '2017-03-16 09:30:00')::timestamptz")]
    [InlineData("max(time '09:30:00')")]
    [InlineData("max(interval 3 days)")]
    [InlineData("max('7c0a7ba0-0000-4000-8000-000000000000'::uuid)")]
    public async Task Whatever_a_query_gives_is_known_the_next_time(string expression)
    {
        var issue = $"```sql a\nselect {expression} as v from fostering\n```\n";
        using var data = new TestData().With(
            "fostering.csv",
            Fostering.Replace("16,920", "52", StringComparison.Ordinal).Replace("11,460", "49", StringComparison.Ordinal)
        );
        var fresh = await data.RunAsync(issue);
        data.Restart();
        var known = await data.RunAsync(issue);
        Assert.Empty(fresh.Errors);
        Assert.False(data.Runner.IsEngineOpen);
        Assert.Equal(TableText.Of(fresh["a"]), TableText.Of(known["a"]));
    }

    [Fact]
    public async Task When_every_result_is_known_no_engine_is_opened()
    {
        const string issue = "```sql a\nselect year from fostering\n```\n```sql b\nselect count(*) as n from a\n```\n";
        using var data = new TestData().With("fostering.csv", Fostering);
        var fresh = await data.RunAsync(issue);
        data.Restart();
        var cached = await data.RunAsync(issue);
        Assert.False(data.Runner.IsEngineOpen);
        Assert.Equal(TableText.Of(fresh["b"]), TableText.Of(cached["b"]));
    }

    [Theory]
    [InlineData(
        "select applicatons from fostering",
        "6:8: error DM201: There is no column \"applicatons\" here. [Did you mean \"applications\"?]"
    )]
    [InlineData("select *\nfrom fostring", "7:6: error DM203: There is no dataset or query \"fostring\". [Did you mean \"fostering\"?]")]
    [InlineData("selec 1", "6:1: error DM201: Syntax error at or near \"selec\".")]
    [InlineData("select 'ä', nope\nfrom fostering", "6:13: error DM201: There is no column \"nope\" here.")]
    [InlineData("select year, count(*) as n from fostering", "6:8: error DM201: Column \"year\" must appear in the GROUP BY clause")]
    [InlineData(
        "select summ(applications) as n from fostering",
        "6:8: error DM201: summ() is not a function that a query can call. [Did you mean sum()?]"
    )]
    [InlineData("select year::int as y from fostering", "6:12: error DM201: Could not convert string '2014/15' to INT32")]
    [InlineData("select 1 as a, 2 as A", "5:1: error DM214: Two columns of the result are called \"A\".")]
    [InlineData("select [1, 2] as list", "5:1: error DM210: \"list\" is of the type list")]
    [InlineData(
        "select 12345678901234567890123456789.01::decimal(38,2) as n",
        "5:1: error DM210: \"n\" has a number of more than 28 digits"
    )]
    [InlineData("", "6:1: error DM201: The query is empty.")]
    public async Task What_does_not_run_is_told_with_its_place_and_a_hint(string sql, string expected)
    {
        using var data = new TestData().With("fostering.csv", Fostering);
        Assert.StartsWith(expected, await data.FailAsync(sql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_place_is_found_in_a_line_that_the_engine_shows_in_part()
    {
        var padding = string.Join(", ", Enumerable.Range(0, 80).Select(i => $"{i} as column_{i}"));
        using var data = new TestData().With("fostering.csv", Fostering);
        var sql = $"select {padding}, nope from fostering";
        Assert.StartsWith($"6:{sql.IndexOf("nope", StringComparison.Ordinal) + 1}: ", await data.FailAsync(sql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_told_in_one_run_and_the_rest_still_runs()
    {
        using var data = new TestData().With("fostering.csv", Fostering);
        var run = await data.RunAsync(
            """
            ```sql a
            select nope from fostering
            ```
            ```sql b
            select * from nowhere
            ```
            ```sql reads_both
            select * from a, b
            ```
            ```sql fine
            select 1 as one
            ```
            """
        );
        Assert.Equal(["DM201", "DM203"], run.Codes);
        Assert.Equal(1L, run["fine"].ValueAt(0, "one"));
        Assert.Null(run.Tables.Find("reads_both")!.Table);
    }

    [Fact]
    public async Task Queries_that_read_one_another_in_a_circle_are_told_once()
    {
        using var data = new TestData();
        var run = await data.RunAsync(
            """
            ```sql a
            select * from c
            ```
            ```sql b
            select * from a
            ```
            ```sql c
            select * from b
            ```
            ```sql self
            select * from self
            ```
            ```sql outside
            select * from a
            ```
            """
        );
        Assert.Equal(
            "6:15: error DM204: These queries read one another: a → c → b → a. [A query reads datasets and queries that do not need it "
                + "themselves.]\n"
                + "15:15: error DM204: \"self\" reads itself. [A query reads datasets and queries that do not need it themselves.]",
            run.Found
        );
    }

    [Fact]
    public async Task A_query_may_not_hide_a_dataset()
    {
        using var data = new TestData().With("fostering.csv", Fostering);
        var run = await data.RunAsync("```sql fostering\nselect * from fostering\n```\n");
        Assert.Equal(
            "5:1: error DM205: \"fostering\" is the name of a dataset (content/datasets/fostering.csv); give the query another. [Such "
                + "as fostering_by_year.]",
            run.Found
        );
    }

    [Fact]
    public async Task A_common_table_may_bear_any_name()
    {
        using var data = new TestData().With("fostering.csv", Fostering);
        var table = await data.QueryAsync(
            "with latest as (select * from fostering where year = '2015/16'), recursive_name as (from latest) select applications from "
                + "recursive_name"
        );
        Assert.Equal("applications:Integer | 11460", TableText.Of(table));
    }

    [Fact]
    public async Task No_rows_are_a_mistake_unless_they_are_expected()
    {
        using var data = new TestData().With("fostering.csv", Fostering);
        var run = await data.RunAsync(
            "```sql none\nselect * from fostering where false\n```\n```sql some\n--| allow_empty: true\nselect * from fostering where "
                + "false\n```\n"
        );
        Assert.Equal("5:1: error DM209: \"none\" gives no rows. [When that is right, say so: --| allow_empty: true]", run.Found);
    }

    [Theory]
    [InlineData("la", "select 'Lambeth' as la union all select 'Leeds' order by 1", "")]
    [InlineData("LA", "select 'Lambeth' as la", "")]
    [InlineData("area", "select 'Lambeth' as la", "6:10: error DM211: \"q\" has no column \"area\" to be its key. [Known: la.]")]
    [InlineData(
        "la",
        "select unnest(['Leeds', 'York', 'Leeds']) as la",
        "6:10: error DM211: Rows 1 and 3 of \"q\" are both \"Leeds\" in \"la\". [Group the rows, or take a key that is different in "
            + "every row.]"
    )]
    [InlineData(
        "la",
        "select unnest(['Leeds', null]) as la",
        "6:10: error DM211: Row 2 of \"q\" has no \"la\", so no figure can name it. [Leave such rows out with WHERE, or take another key.]"
    )]
    public async Task A_key_names_every_row_once(string key, string sql, string expected)
    {
        using var data = new TestData();
        var run = await data.RunAsync($"```sql q\n--| key: {key}\n{sql}\n```\n");
        Assert.Equal(expected, run.Found);
    }

    [Fact]
    public async Task A_result_of_too_many_rows_is_refused_as_soon_as_it_is_too_long()
    {
        using var data = new TestData(new QueryLimits { Rows = 1000 });
        Assert.Equal(
            "5:1: error DM208: The query gives more than 1,000 rows. [Group, filter, or LIMIT them: an issue shows a handful.]",
            await data.FailAsync("select * from range(1000000000000)")
        );
        Assert.Equal(1000, (await data.QueryAsync("select * from range(1000)")).RowCount);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_stopped_and_the_engine_goes_on()
    {
        using var data = new TestData(new QueryLimits { Time = TimeSpan.FromMilliseconds(200) });
        Assert.StartsWith(
            "5:1: error DM207: The query was stopped after 0.2 seconds.",
            await data.FailAsync("select count(*) as n from range(10000000) a, range(10000000) b where a.range <> b.range + 1"),
            StringComparison.Ordinal
        );
        Assert.Equal("one:Integer | 1", TableText.Of(await data.QueryAsync("select 1 as one")));
    }

    [Fact]
    public async Task A_query_that_takes_too_much_memory_is_stopped_and_the_engine_goes_on()
    {
        using var data = new TestData(new QueryLimits { Memory = 64L << 20 });
        Assert.StartsWith(
            "5:1: error DM207: The query needs more than 64 MB of memory.",
            await data.FailAsync(
                "select count(*) as n from (select range::varchar || 'some more text' as t from range(20000000) group by t)"
            ),
            StringComparison.Ordinal
        );
        Assert.Equal("one:Integer | 1", TableText.Of(await data.QueryAsync("select 1 as one")));
    }

    [Fact]
    public async Task A_recursion_without_end_is_stopped()
    {
        using var data = new TestData(new QueryLimits { Time = TimeSpan.FromMilliseconds(300) });
        Assert.Contains(
            "error DM207",
            await data.FailAsync("with recursive r as (select 1 as n union all select n + 1 from r) select max(n) as n from r"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Cancelling_the_run_stops_its_queries()
    {
        using var data = new TestData();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var issue = TestIssue.Body(
            "```sql q\nselect count(*) as n from range(10000000) a, range(10000000) b where a.range <> b.range + 1\n```\n"
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => data.Runner.RunAsync(issue.Issue, issue.Bag, cancellation.Token));
    }
}
