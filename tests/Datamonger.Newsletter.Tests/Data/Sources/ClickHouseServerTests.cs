using System.Globalization;
using Datamonger.Newsletter.Data.Sources;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>Queries that run on a real ClickHouse server, by accounts of every kind that its administrators make.</summary>
public sealed class ClickHouseServerTests(ClickHouseServer server) : IClassFixture<ClickHouseServer>
{
    public static TheoryData<int> Accounts => [0, 1, 2];

    public static MatrixTheoryData<int, string> Writing { get; } =
        new(
            [0, 1, 2],
            [
                "insert into visits values ('x', 1, 1)",
                "create table t (n Int32) engine = Memory",
                "drop table visits",
                "alter table visits drop column n",
                "select 1 as n; select 2 as n",
            ]
        );

    [Theory, MemberData(nameof(Accounts))]
    public async Task An_answer_is_a_table_that_later_queries_join(int account)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("clickhouse", server.Address(account));
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

    [Theory, MemberData(nameof(Accounts))]
    public async Task Types_come_back_as_ours(int account)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("clickhouse", server.Address(account));
        Assert.Equal(
            "a:Integer b:Decimal c:Decimal d:Double e:Double f:Date g:Timestamp h:Text i:Text j:Text k:Text"
                + " | -2 18446744073709551615 86.10 NaN Infinity 2017-03-16 2017-03-16T09:30:00 a\tb\\'\n ∅  ab",
            await issue.AskAsync(
                "select toInt16(-2) a, toUInt64('18446744073709551615') b, toDecimal64('86.10', 2) c, nan d, 1 / 0 e, toDate('2017-03-16') f, "
                    + "toDateTime('2017-03-16 09:30:00') g, 'a\\tb\\\\\\'\\n' h, cast(null as Nullable(String)) i, '' j, toFixedString('ab', 2) k"
            )
        );
        Assert.Equal("e:Text |  | x", await issue.AskAsync("select arrayJoin(['', 'x']) as e order by e"));
    }

    [Theory, MemberData(nameof(Writing))]
    public async Task Whatever_does_more_than_read_is_refused(int account, string sql)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("clickhouse", server.Address(account));
        Assert.Contains("error DM202", await issue.AskAsync(sql), StringComparison.Ordinal);
        Assert.Equal("n:Integer | 2", await issue.AskAsync("select count() as n from visits"));
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task Twenty_million_rows_are_added_up_there(int account)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("clickhouse", server.Address(account), "allow_private: true, timeout: 120");
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"rows:Integer areas:Integer | {ClickHouseServer.Readings} 150"),
            await issue.AskAsync("select count() as rows, uniqExact(la) as areas from readings")
        );
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task More_rows_or_bytes_than_allowed_do_not_come_back(int account)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("clickhouse", server.Address(account), "allow_private: true, row_limit: 1000, timeout: 120");
        Assert.Contains(
            "error DM208: The query gives more than 1,000 rows.",
            await issue.AskAsync("select id from readings"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "error DM270: The result of the query is larger than 64 MB.",
            await issue.AskAsync(
                "select leftPad as t from (select concat(toString(id), toString(range(50000))) as leftPad from readings limit 900)"
            ),
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task A_query_is_stopped_when_its_time_is_up(int account)
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("clickhouse", server.Address(account), "allow_private: true, timeout: 1");
        Assert.Contains(
            "error DM207: The query was stopped after 1 second",
            await issue.AskAsync("select count() as n from system.numbers where cityHash64(number) = 1"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("select la,\n  n frm visits where", "10:9:", "DM201: Syntax error")]
    [InlineData("select nope from visits", "", "DM201: Unknown identifier: nope")]
    [InlineData("select * from nowhere", "", "DM201: Table stats.nowhere doesn't exist.")]
    [InlineData("select [1, 2] as a", "", "DM210: \"a\" is of the type Array(UInt8)")]
    [InlineData("select 1 as n format CSV", "", "DM202: The query says in which format it answers.")]
    public async Task A_mistake_is_told_in_the_server_s_words(string sql, string place, string expected)
    {
        await server.EnsureAsync();
        foreach (var account in (int[])[0, 1, 2])
        {
            using var issue = new SourceIssue("clickhouse", server.Address(account));
            var found = await issue.AskAsync(sql);
            Assert.Contains(expected, found, StringComparison.Ordinal);
            Assert.StartsWith(place, found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_server_s_words()
    {
        await server.EnsureAsync();
        using var issue = new SourceIssue("clickhouse", server.Address(1).Replace("not-a-secret", "hush-hush", StringComparison.Ordinal));
        var found = await issue.AskAsync("select 1 as n");
        Assert.Contains(
            "error DM217: The source \"warehouse\" does not answer: Wrong password for user reader1.",
            found,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("hush-hush", found, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task Doctor_finds_its_version(int account)
    {
        await server.EnsureAsync();
        using var folder = new TemporaryFolder();
        folder.Write(
            "content/newsletter.yml",
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\n"
        );
        var found = await new SourceDoctor(Workspace.Open(folder.Path, _ => server.Address(account)), TimeProvider.System).ExamineAsync(
            new DataSource("warehouse", "clickhouse", 100, TimeSpan.FromSeconds(20), AllowPrivate: true),
            TestContext.Current.CancellationToken
        );
        Assert.Null(found!.Fault);
        Assert.Matches(@"^\d+\.\d+", found.Version);
    }
}
