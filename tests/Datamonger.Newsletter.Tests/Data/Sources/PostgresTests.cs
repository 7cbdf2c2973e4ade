using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>Queries that run on a real PostgreSQL.</summary>
public sealed class PostgresTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task An_answer_is_a_table_that_later_queries_join()
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        var run = await issue.RunAsync(
            """
            ```sql places
            --| source: warehouse
            --| expect: rows = 2, places between 1 and 1000
            select la, places from places order by la
            ```
            ```sql joined
            select la, places, r.rate from places join rates r on r.name = la order by la
            ```
            """
        );
        Assert.Empty(run.Errors);
        Assert.Equal("la:Text places:Integer rate:Integer | Gateshead 345 1 | Lambeth 460 2", TableText.Of(run["joined"]));
        Assert.Equal(["rates", "warehouse:places"], run.Tables.Find("joined")!.Datasets.Select(dataset => dataset.Name));
        Assert.Equal(64, run.Tables.Find("places")!.Datasets[0].Hash.Length);
    }

    [Theory]
    [InlineData(
        "select * from places order by la",
        "la:Text places:Integer rate:Decimal since:Date level:Text | Gateshead 345 86.10 2016-03-31 high | Lambeth 460 73.00 ∅ low"
    )]
    [InlineData(
        "select 1::smallint a, 2::bigint b, true c, 1.5::real d, 0.1::float8 e, 'x'::varchar(3) f, 'y'::char(2) g",
        "a:Integer b:Integer c:Boolean d:Double e:Double f:Text g:Text | 1 2 True 1.5 0.1 x y "
    )]
    [InlineData(
        "select timestamp '2017-03-16 09:30:15.5' a, timestamptz '2017-03-16 09:30:00+01' b, time '09:30' c, date '9999-12-31' d",
        "a:Timestamp b:Timestamp c:Text d:Date | 2017-03-16T09:30:15.5 2017-03-16T08:30:00 09:30:00 9999-12-31"
    )]
    [InlineData(
        "select '{\"a\": 1}'::jsonb a, '7c0a7ba0-0000-4000-8000-000000000000'::uuid b, null::numeric c, sum(n) d from "
            + "generate_series(1, 4) n",
        "a:Text b:Text c:Decimal d:Integer | {\"a\": 1} 7c0a7ba0-0000-4000-8000-000000000000 ∅ 10"
    )]
    [InlineData("select 1 as n where false;", "n:Integer")]
    [InlineData("select ':x' as a, '@y; --' as b -- the end", "a:Text b:Text | :x @y; --")]
    public async Task Types_come_back_as_ours(string sql, string expected)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        Assert.Equal(expected, await issue.AskAsync(sql));
    }

    [Theory]
    [InlineData(
        "select array[1, 2] as a",
        "DM210: \"a\" is of the type integer[], or has a value, that cannot be shown. [Make a text of it: array_to_string(a, ', ').]"
    )]
    [InlineData("select 'x'::bytea as b", "DM210: \"b\" is of the type bytea, or has a value, that cannot be shown. [Cast it: b::text.]")]
    [InlineData("select row(1, 2) as r", "DM210")]
    [InlineData("select date 'infinity' as d", "DM210: \"d\" is of the type date")]
    [InlineData("select timestamp '-infinity' as t", "DM210: \"t\" is of the type timestamp")]
    [InlineData("select date '0044-03-15 BC' as d", "DM210: \"d\" is of the type date")]
    [InlineData("select 'NaN'::numeric as n", "DM210: \"n\" is of the type numeric")]
    [InlineData("select 12345678901234567890123456789012345::numeric as n", "DM210: \"n\" is of the type numeric")]
    [InlineData("select 1 as a, 2 as a", "DM214")]
    public async Task What_no_table_holds_is_refused_with_the_cast_that_helps(string sql, string expected)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        Assert.Contains(expected, await issue.AskAsync(sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into writable values (1)")]
    [InlineData("insert into writable values (1) returning n")]
    [InlineData("with x as (insert into writable values (1) returning n) select * from x")]
    [InlineData("select * into copied from places")]
    [InlineData("select 1; insert into writable values (1)")]
    [InlineData("select 1; commit; insert into writable values (1)")]
    [InlineData("commit")]
    [InlineData("set role postgres")]
    [InlineData("set default_transaction_read_only = off")]
    [InlineData("copy (select 1) to program 'touch /tmp/x'")]
    [InlineData("copy places to stdout")]
    [InlineData("create table t (n int)")]
    [InlineData("drop table places")]
    [InlineData("do $$ begin insert into writable values (1); end $$")]
    [InlineData("select pg_read_file('/etc/passwd')")]
    [InlineData("select set_config('transaction_read_only', 'off', false)")]
    [InlineData("select * from writable for update")]
    [InlineData("select lo_create(0)")]
    public async Task Nothing_but_reading_gets_through(string sql)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        Assert.Contains(": error DM2", await issue.AskAsync(sql), StringComparison.Ordinal);
        Assert.Equal(0L, await server.ExecuteAsync("select count(*) from writable"));
        Assert.Equal(
            2L,
            await server.ExecuteAsync(
                "select count(*) from pg_class where relname in ('places', 'copied', 't', 'writable') and relkind = 'r'"
            )
        );
    }

    [Fact]
    public async Task A_superuser_is_not_let_in()
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Owner);
        Assert.Contains(
            "error DM216: The source \"warehouse\" connects as a superuser, who can do more than read.",
            await issue.AskAsync("select 1 as n"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "select la from places where plces > 1",
        "9:29: error DM201: Column \"plces\" does not exist. [Perhaps you meant to reference the column \"places.places\".]"
    )]
    [InlineData("select 'é😀',\n  nope from places", "10:3: error DM201: Column \"nope\" does not exist.")]
    [InlineData("selct 1", "9:1: error DM201: Syntax error at or near \"selct\".")]
    [InlineData("select * from secrets", "9:15: error DM201: Relation \"secrets\" does not exist.")]
    public async Task A_mistake_is_told_with_its_place_in_the_issue(string sql, string expected)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        Assert.Contains(expected, await issue.AskAsync(sql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_is_stopped_when_its_time_is_up()
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader, "allow_private: true, timeout: 1");
        Assert.Contains(
            "error DM207: The query was stopped after 1 seconds.",
            await issue.AskAsync("select pg_sleep(1000)::text as x"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_query_is_stopped_when_nobody_waits_for_it_any_more()
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        using var stop = new CancellationTokenSource();
        var asked = issue.RunAsync(
            "```sql q\n--| source: warehouse\nselect pg_sleep(1000)::text as given_up\n```\n",
            cancellationToken: stop.Token
        );
        while (await server.ExecuteAsync("select count(*) from pg_stat_activity where query like 'FETCH%' and state = 'active'") is 0L)
            await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        while (await server.ExecuteAsync("select count(*) from pg_stat_activity where query like 'FETCH%' and state = 'active'") is not 0L)
            await Task.Yield();
    }

    [Fact]
    public async Task No_more_rows_come_back_than_newsletter_yml_allows()
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader, "allow_private: true, row_limit: 10");
        Assert.StartsWith("n:Integer | 1 | 2", await issue.AskAsync("select n from generate_series(1, 10) n"), StringComparison.Ordinal);
        Assert.Contains(
            "error DM208: The query gives more than 10 rows.",
            await issue.AskAsync("select n from generate_series(1, 100) n"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_answer_is_used_again_only_for_as_long_as_the_query_says()
    {
        await server.EnsureAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero));
        using var issue = new SourceIssue("postgres", server.Reader, time: time);
        await server.ExecuteAsync(
            "create table if not exists counted (n int); grant select on counted to reader; delete from counted; insert into counted "
                + "values (1)"
        );
        Task<string> Ask(string options) => issue.AskAsync("select sum(n) as n from counted", options);
        Assert.Equal("n:Integer | 1", await Ask("--| cache: 1h\n"));
        await server.ExecuteAsync("insert into counted values (1)");
        Assert.Equal("n:Integer | 1", await Ask("--| cache: 1h\n"));
        Assert.Equal("n:Integer | 2", await Ask(""));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("n:Integer | 2", await Ask("--| cache: 1h\n"));
    }

    [Theory]
    [InlineData("select repeat('a', 100000000) as t")]
    [InlineData("select repeat('a', 10000) as t, n from generate_series(1, 90000) n")]
    public async Task No_more_bytes_come_back_than_a_result_may_have(string sql)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        Assert.Contains("error DM270: The result of the query is larger than 64 MB.", await issue.AskAsync(sql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_three_shards_behind_postgres_fdw_are_read_as_one()
    {
        await server.EnsureAsync();
        await server.ShardAsync();
        using var issue = new SourceIssue("postgres", server.Reader);
        Assert.Equal(
            "region:Text cases:Integer children:Integer | east 3000 4500 | north 3000 4500 | west 3000 4500",
            await issue.AskAsync("select region, count(*) as cases, sum(children) as children from cases group by region order by region")
        );
        Assert.Equal(
            "region:Text id:Integer | north 1 | north 2",
            await issue.AskAsync("select region, id from cases where region = 'north' order by id limit 2")
        );
        Assert.Contains("Syntax error at or near \"delete\"", await issue.AskAsync("delete from cases"), StringComparison.Ordinal);
    }
}
