using System.Globalization;
using Datamonger.Newsletter.Cli.Data;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.DuckDb;

/// <summary>Queries that run in a process of their own: the program itself, asked to be the engine.</summary>
public sealed class EngineProcessTests
{
    private static readonly QueryLimits Small = new() { Memory = 192L << 20 };

    private static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "datamonger.exe" : "datamonger");

    private static EngineProgram Engine => new(Program, [EngineServer.Verb]);

    /// <summary>Each takes gigabytes where nothing but the engine's own limit holds it.</summary>
    public static TheoryData<string> Greedy =>
        [
            "select len(list_transform(range(1000000), x -> repeat('a', 1000000))) as n",
            "select len(repeat('x', n)) as l from (select unnest([2000000000]) as n)",
            "select len(replace(repeat('a', 100000), 'a', repeat('b', 100000))) as n",
            "select len(printf('%2000000000d', 1)) as n",
            "select max(len(s)) as n from (select string_agg(repeat('a', 1000000), '') as s from range(100000))",
            "select max(len(l)) as n from (select list(repeat('a', 100000)) as l from range(1000000))",
            "select damerau_levenshtein(repeat('a', 100000), repeat('b', 100000)) as n",
            "select repeat('a', 1000000) || range as t from range(100000)",
        ];

    [Theory, MemberData(nameof(Greedy))]
    public async Task A_greedy_query_is_ended_and_the_next_one_runs(string sql)
    {
        using var data = new TestData(Small with { Time = TimeSpan.FromSeconds(60) }, engine: Engine);
        var found = await data.FailAsync(sql);
        Assert.True(
            found.StartsWith("5:1: error DM207: The query needs more than 192 MB of memory.", StringComparison.Ordinal)
                || found.StartsWith("5:1: error DM270: The result of the query is larger than 64 MB.", StringComparison.Ordinal),
            found
        );
        Assert.Equal("one:Integer | 1", TableText.Of(await data.QueryAsync("select 1 as one")));
    }

    [Fact]
    public async Task Of_several_queries_only_the_greedy_one_is_told_of()
    {
        using var data = new TestData(Small, engine: Engine).With("rows.csv", "n\n1\n2\n");
        var run = await data.RunAsync(
            """
            ```sql total
            select sum(n) as n from rows
            ```
            ```sql greedy
            select len(list_transform(range(1000000), x -> repeat('a', 1000000))) as n
            ```
            ```sql twice
            select n * 2 as n from total
            ```
            ```sql long
            select count(*) as n from range(3000000) a where a.range % 7 = 0
            ```

            """
        );
        Assert.StartsWith(
            "8:1: error DM207: The query needs more than 192 MB of memory.",
            Assert.Single(run.Errors),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ("n:Integer | 3", "n:Integer | 6", "n:Integer | 428572"),
            (TableText.Of(run["total"]), TableText.Of(run["twice"]), TableText.Of(run["long"]))
        );
    }

    [Fact]
    public async Task A_query_that_does_not_hear_is_ended_and_the_next_one_runs()
    {
        var limits = new QueryLimits { Time = TimeSpan.FromSeconds(1), Grace = TimeSpan.FromMilliseconds(100) };
        using var data = new TestData(limits, engine: Engine);
        Assert.StartsWith(
            "5:1: error DM207: The query was stopped after 1 second",
            await data.FailAsync("select count(*) as n from range(10000000) a, range(10000000) b where a.range <> b.range + 1"),
            StringComparison.Ordinal
        );
        Assert.Equal("one:Integer | 1", TableText.Of(await data.QueryAsync("select 1 as one")));
    }

    [Fact]
    public async Task A_query_that_is_called_off_leaves_the_engine_as_it_was()
    {
        using var data = new TestData(engine: Engine);
        using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var issue = TestIssue.Parse(
            "---\ntitle: Test\nsubject: Test\n---\n```sql q\nselect count(*) as n from range(10000000) a, range(10000000) b where a.range <> "
                + "b.range + 1\n```\n"
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => data.Runner.RunAsync(issue.Issue, issue.Bag, enough.Token));
        Assert.Equal("one:Integer | 1", TableText.Of(await data.QueryAsync("select 1 as one")));
    }

    /// <summary>Every type that a table has, empty cells, texts that are no text, and what the engine says of mistakes.</summary>
    public static TheoryData<string> Alike =>
        [
            "select 'a' as t, '' as e, null::varchar as n, true as b, 9007199254740993 as i, sum(range) as s from range(3)",
            "select 12.50 as d, 0.1::double as f, 'nan'::double as x, date '2017-03-16' as day, timestamp '2017-03-16 09:30:15.5' as at",
            "select * from rows order by n desc",
            "select n, note from rows where false",
            "select la_name('Gateshead MBC') as la",
            "select interval '1 day' as i, time '09:30' as t, '7c0a7ba0-0000-4000-8000-000000000000'::uuid as id",
            "select aplications from rows",
            "select 1 as a,\n  selct 2",
            "select n from rws",
            "select 1 as a, 2 as a",
            "select [1, 2] as l",
            "select range from range(1000000)",
            "select 1e39::decimal(38, 0) as n",
            "select cast('x' as integer) as n",
        ];

    [Theory, MemberData(nameof(Alike))]
    public async Task It_answers_as_the_engine_in_this_process_does(string sql)
    {
        const string rows = "n,note\n1,a\n,\"b\"\n2.5,c\n";
        using var here = new TestData().With("rows.csv", rows);
        using var there = new TestData(engine: Engine).With("rows.csv", rows);
        Assert.Equal(await AnswerAsync(here, sql), await AnswerAsync(there, sql));
    }

    [Fact]
    public async Task A_snapshot_is_read_there_too()
    {
        var csv =
            "n,t\n"
            + string.Concat(Enumerable.Range(0, 200_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},text {i}\n")));
        using var data = new TestData(engine: Engine).With("large.csv", csv);
        Assert.Equal(
            "n:Integer least:Text | 19999900000 text 0",
            TableText.Of(await data.QueryAsync("select sum(n) as n, min(t) as least from large"))
        );
    }

    [Fact]
    public async Task A_result_of_more_than_its_bytes_is_refused()
    {
        using var data = new TestData(new QueryLimits { ResultBytes = 2 << 20 });
        Assert.Equal(
            "5:1: error DM270: The result of the query is larger than 2 MB. [Select fewer columns, group or filter: an issue shows a handful of values.]",
            await data.FailAsync("select repeat('a', 1000) as t from range(10000)")
        );
        Assert.Equal(1000, (await data.QueryAsync("select repeat('a', 1000) as t from range(1000)")).RowCount);
    }

    [Fact]
    public async Task A_query_that_crashes_it_is_told_of()
    {
        // The pipe ends within the query, and with it the engine: as if the query had ended it.
        using var data = new TestData(engine: new EngineProgram("/bin/sh", ["-c", $"head -c 2000 | '{Program}' {EngineServer.Verb}"]));
        Assert.Equal(
            "6:1: error DM271: The query engine crashed when it ran this query. [Take the query apart to find the function that does it, and write that in another way.]",
            await data.FailAsync($"select '{new string('x', 4000)}' as t")
        );
    }

    [Theory]
    [InlineData("/bin/false")]
    [InlineData("/no/such/program")]
    public async Task A_program_that_does_not_start_is_no_mistake_of_the_author(string program)
    {
        using var data = new TestData(engine: new EngineProgram(program, []));
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => data.QueryAsync("select 1 as one"));
        Assert.StartsWith("The process that runs queries does not start", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_ends_while_it_is_asked_is_quoted_all_the_same()
    {
        // Its output closes at once, what it complains of comes later: the end is seen before the reason is known.
        var program = new EngineProgram("/bin/sh", ["-c", "(sleep 1; echo because >&2) >&- & exec >&- sleep 60"]);
        using var child = new EngineChild(program.Start, new QueryLimits());
        SpinWait.SpinUntil(() => child.HasEnded);
        var failure = await Assert.ThrowsAsync<EngineEndedException>(() =>
            child.ParseAsync("select 1", TestContext.Current.CancellationToken)
        );
        Assert.Equal("because", failure.Said);
    }

    [Fact]
    public async Task It_is_told_no_secret()
    {
        using var data = new TestData(engine: new EngineProgram("/bin/sh", ["-c", "echo \"secret:$DATAMONGER_TEST_SECRET:\" >&2; exit 1"]));
        Environment.SetEnvironmentVariable("DATAMONGER_TEST_SECRET", "not-for-children");
        try
        {
            var failure = await Assert.ThrowsAnyAsync<IOException>(() => data.QueryAsync("select 1 as one"));
            Assert.Contains("\"secret::\"", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DATAMONGER_TEST_SECRET", null);
        }
    }

    private static async Task<string> AnswerAsync(TestData data, string sql)
    {
        var run = await data.RunAsync($"```sql q\n--| allow_empty: true\n{sql}\n```\n");
        return run.Bag.HasErrors ? run.Found : TableText.Of(run["q"]);
    }
}
