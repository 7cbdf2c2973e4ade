using Datamonger.Newsletter.Data.Sources;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>
/// Queries that run in ClickHouse's own engine: its formats, types, limits and words, as they are and not as they are described.
/// </summary>
public sealed class ClickHouseEngineTests(ClickHouseEngine engine) : IClassFixture<ClickHouseEngine>
{
    [Fact]
    public async Task An_answer_is_a_table_that_later_queries_join()
    {
        using var issue = new SourceIssue("clickhouse", await engine.AddressAsync());
        var run = await issue.RunAsync(
            """
            ```sql visits
            --| source: warehouse
            --| expect: rows = 2, visits between 1 and 1000
            select la, sum(n) as visits from visits where year = 2016 group by la order by la
            ```
            ```sql joined
            select la, visits, r.rate from visits join rates r on r.name = la order by la
            ```
            """
        );
        Assert.Empty(run.Errors);
        Assert.Equal("la:Text visits:Integer rate:Integer | Gateshead 345 1 | Lambeth 460 2", TableText.Of(run["joined"]));
    }

    [Theory]
    [InlineData(
        "select 1::UInt8 a, -2::Int16 b, 3::UInt32 c, -9007199254740993::Int64 d",
        "a:Integer b:Integer c:Integer d:Integer | 1 -2 3 -9007199254740993"
    )]
    [InlineData(
        "select 42::UInt64 a, 18446744073709551615::UInt64 b, 7::Int128 c, count() d",
        "a:Integer b:Decimal c:Integer d:Integer | 42 18446744073709551615 7 1"
    )]
    [InlineData(
        "select 11460.50::Decimal(10, 2) a, 0.1::Float64 b, nan c, 1/0 d, true e",
        "a:Decimal b:Double c:Double d:Double e:Boolean | 11460.50 0.1 NaN Infinity True"
    )]
    [InlineData(
        "select toDate('2017-03-16') a, toDateTime('2017-03-16 09:30:00', 'UTC') b, toDateTime64('2017-03-16 09:30:00.25', 3, 'UTC') "
            + "c, toDate32('1900-01-01') d",
        "a:Date b:Timestamp c:Timestamp d:Date | 2017-03-16 2017-03-16T09:30:00 2017-03-16T09:30:00.25 1900-01-01"
    )]
    [InlineData(
        "select 'Ynys Môn \"x\"' a, toFixedString('ab', 2) b, CAST('low', 'Enum8(''low'' = 1)') c, "
            + "toUUID('7c0a7ba0-0000-4000-8000-000000000000') d, toIPv4('127.0.0.1') e",
        "a:Text b:Text c:Text d:Text e:Text | Ynys Môn \"x\" ab low 7c0a7ba0-0000-4000-8000-000000000000 127.0.0.1"
    )]
    [InlineData(
        "select CAST(null, 'Nullable(Int32)') a, CAST('Lambeth', 'LowCardinality(Nullable(String))') b, CAST(null, 'Nullable(Date)') c",
        "a:Integer b:Text c:Date | ∅ Lambeth ∅"
    )]
    [InlineData("select la, n from visits where n < 0", "la:Text n:Integer")]
    [InlineData("select n from visits order by n -- the end", "n:Integer | 345 | 460")]
    public async Task Types_come_back_as_ours(string sql, string expected)
    {
        using var issue = new SourceIssue("clickhouse", await engine.AddressAsync());
        Assert.Equal(expected, await issue.AskAsync(sql));
    }

    [Theory]
    [InlineData(
        "select [1, 2] as a",
        "DM210: \"a\" is of the type Array(UInt8), or has a value, that cannot be shown. [Make a text of it: arrayStringConcat(a, ', ').]"
    )]
    [InlineData("select map('a', 1) as m", "DM210: \"m\" is of the type Map(String, UInt8)")]
    [InlineData("select (1, 'a') as t", "DM210: \"t\" is of the type Tuple(UInt8, String)")]
    public async Task What_no_table_holds_is_refused_with_the_cast_that_helps(string sql, string expected)
    {
        using var issue = new SourceIssue("clickhouse", await engine.AddressAsync());
        Assert.Contains(expected, await issue.AskAsync(sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into visits values ('x', 1, 1)")]
    [InlineData("create table t (n Int32) engine = Memory")]
    [InlineData("drop table visits")]
    [InlineData("alter table visits delete where 1")]
    [InlineData("set readonly = 0")]
    [InlineData("select * from file('/etc/passwd', 'LineAsString')")]
    [InlineData("select * from url('http://127.0.0.1:9/', 'LineAsString')")]
    [InlineData("select 1 as n settings readonly = 0")]
    [InlineData("select number from numbers(1000) settings max_result_rows = 0")]
    public async Task Whatever_does_more_than_read_is_refused_by_the_engine(string sql)
    {
        using var issue = new SourceIssue("clickhouse", await engine.AddressAsync(), "allow_private: true, row_limit: 10");
        Assert.Contains("error DM202", await issue.AskAsync(sql), StringComparison.Ordinal);
        Assert.Equal("n:Integer | 2", await issue.AskAsync("select count() as n from visits"));
    }

    [Fact]
    public async Task More_rows_or_time_than_allowed_are_told_with_the_setting_that_allows_more()
    {
        using var issue = new SourceIssue("clickhouse", await engine.AddressAsync(), "allow_private: true, row_limit: 10, timeout: 1");
        Assert.Contains(
            "error DM208: The query gives more than 10 rows.",
            await issue.AskAsync("select number from numbers(11)"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "error DM207: The query was stopped after 1 seconds.",
            await issue.AskAsync("select count() from numbers(1000000000000) where cityHash64(number) = 1"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("select la,\n  frm visits where", "10:")]
    [InlineData("select nope from visits", "error DM201: Unknown expression identifier `nope`")]
    [InlineData("select * from nowhere", "error DM201: Unknown table expression identifier 'nowhere'")]
    [InlineData("select la, n as la from visits", "DM214")]
    public async Task A_mistake_is_told_in_the_engine_s_words_with_its_place(string sql, string expected)
    {
        using var issue = new SourceIssue("clickhouse", await engine.AddressAsync());
        Assert.Contains(expected, await issue.AskAsync(sql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_finds_its_version_and_what_its_account_may()
    {
        using var folder = new TemporaryFolder();
        var address = await engine.AddressAsync();
        folder.Write(
            "content/newsletter.yml",
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\n"
        );
        var found = await new SourceDoctor(Workspace.Open(folder.Path, _ => address), TimeProvider.System).ExamineAsync(
            new DataSource("warehouse", "clickhouse", 100, TimeSpan.FromSeconds(20), AllowPrivate: true),
            TestContext.Current.CancellationToken
        );
        Assert.Matches(@"^\d+\.\d+", found!.Version);
        // The engine's only account owns it.
        Assert.Equal("INSERT on *.*", found.Writes);
    }
}
