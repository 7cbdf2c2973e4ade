using Datamonger.Newsletter.Data.Sources;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>Whether the databases answer, which they are, and what their accounts could do.</summary>
public sealed class SourceDoctorTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_postgres_that_can_only_be_read_is_well()
    {
        await server.EnsureAsync();
        await server.ExecuteAsync("CREATE ROLE onlooker LOGIN; GRANT SELECT ON places TO onlooker;");
        var found = await ExamineAsync("postgres", server.Reader.Replace("reader", "onlooker", StringComparison.Ordinal));
        Assert.Equal((null, null, null, true), (found.Fault, found.Writes, found.Remedy, found.KnowsRights));
        Assert.Equal((string)(await server.ExecuteAsync("SHOW server_version"))!, found.Version);
        Assert.True(found.Latency > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("writer", "GRANT INSERT ON writable TO writer", "write public.writable")]
    [InlineData("maker", "CREATE SCHEMA lab; GRANT CREATE ON SCHEMA lab TO maker", "make tables in the schema lab")]
    [InlineData("creator", "ALTER ROLE creator CREATEDB", "make databases or roles")]
    public async Task An_account_that_may_do_more_than_read_is_told_with_what_and_a_remedy(string role, string grant, string expected)
    {
        await server.EnsureAsync();
        await server.ExecuteAsync($"CREATE ROLE {role} LOGIN; {grant};");
        var found = await ExamineAsync("postgres", server.Reader.Replace("reader", role, StringComparison.Ordinal));
        Assert.Equal((null, expected), (found.Fault, found.Writes));
        Assert.Contains("GRANT SELECT ON", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_superuser_is_not_let_in_and_nobody_listening_is_told_without_the_address()
    {
        await server.EnsureAsync();
        var superuser = await ExamineAsync("postgres", server.Owner);
        Assert.Equal("The source \"warehouse\" connects as a superuser, who can do more than read.", superuser.Fault);
        var nobody = await ExamineAsync("postgres", "postgresql://reader:not-a-secret@127.0.0.1:1/postgres");
        Assert.Equal(
            (
                "The source \"warehouse\" does not answer: there is no connection to it.",
                "Its address is DATAMONGER_SOURCE_WAREHOUSE in the environment."
            ),
            (nobody.Fault, nobody.Remedy)
        );
    }

    [Theory]
    [InlineData("GRANT SELECT ON stats.* TO reader", null)]
    [InlineData("GRANT SHOW TABLES, SELECT(la, n) ON stats.visits TO reader", null)]
    [InlineData("GRANT SELECT, INSERT ON stats.visits TO reader", "INSERT on stats.visits")]
    [InlineData("GRANT INSERT(la, n) ON stats.visits TO reader", "INSERT on stats.visits")]
    [InlineData("GRANT ALTER UPDATE ON stats.* TO reader", "ALTER on stats.*")]
    [InlineData("GRANT ALL ON *.* TO default WITH GRANT OPTION", "ALL on *.*")]
    public async Task Of_a_ClickHouse_the_grants_say_what_the_account_may(string grant, string? expected)
    {
        using var stub = new ClickHouseStub(request => new ClickHouseStub.Answer(
            request.Sql.StartsWith("SHOW", StringComparison.Ordinal)
                ? $"GRANTS\nString\nGRANT SHOW DATABASES ON *.* TO reader\n{grant}\n"
                : "version\nString\n24.8.1.1\n"
        ));
        var found = await ExamineAsync("clickhouse", stub.Address);
        Assert.Equal((null, "24.8.1.1", expected), (found.Fault, found.Version, found.Writes));
        Assert.Equal(expected is null, found.Remedy is null);
        Assert.All(stub.Requests, request => Assert.Equal("1", request.Parameters["readonly"]));
    }

    [Fact]
    public async Task A_source_that_does_not_say_what_its_account_may_is_well_and_told_so()
    {
        using var stub = new ClickHouseStub(request =>
            request.Sql.StartsWith("SHOW", StringComparison.Ordinal)
                ? new ClickHouseStub.Answer(
                    "Code: 497. DB::Exception: reader: Not enough privileges. (ACCESS_DENIED) (version 24.8.1.1)",
                    403,
                    ExceptionCode: "497"
                )
                : new ClickHouseStub.Answer("version\nString\n24.8.1.1\n")
        );
        var found = await ExamineAsync("clickhouse", stub.Address);
        Assert.Equal((null, "24.8.1.1", null, false), (found.Fault, found.Version, found.Writes, found.KnowsRights));
    }

    [Fact]
    public async Task Without_an_address_there_is_nothing_to_ask()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(
            await new SourceDoctor(Warehouse(folder, "postgres", null), TimeProvider.System).ExamineAsync(
                Source("postgres"),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task Doctor_prints_a_line_for_each_and_no_secret()
    {
        using var stub = new ClickHouseStub(request => new ClickHouseStub.Answer(
            request.Sql.StartsWith("SHOW", StringComparison.Ordinal)
                ? "GRANTS\nString\nGRANT INSERT ON stats.* TO reader\n"
                : "version\nString\n24.8\u001b[2J\n"
        ));
        using var folder = CliRun.Workspace();
        folder.Write(
            "content/newsletter.yml",
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\nsources:\n  stats: {kind: "
                + "clickhouse, allow_private: true}\n  cases: {kind: postgres, allow_private: true}\n  spare: {kind: postgres}\n"
        );
        var run = await CliRun.InAsync(
            folder,
            ["doctor"],
            variables: new()
            {
                ["DATAMONGER_SOURCE_STATS"] = stub.Address,
                ["DATAMONGER_SOURCE_CASES"] = "postgresql://reader:not-a-secret@127.0.0.1:1/x",
            }
        );
        Assert.Matches(
            @"note  source stats\s+clickhouse 24\.8.*, answers in 0 ms; its account may INSERT on stats\.\*\n\s+Queries are sent with readonly=1",
            run.Output
        );
        Assert.Matches(@"ILL   source cases\s+The source ""cases"" does not answer: there is no connection to it\.", run.Output);
        Assert.Matches(@"note  source spare\s+DATAMONGER_SOURCE_SPARE is not set", run.Output);
        Assert.Matches(@"ok    cache\s+0\.0 MB; to clear it, delete \.datamonger/cache", run.Output);
        Assert.DoesNotContain("not-a-secret", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    private static async Task<SourceExamination> ExamineAsync(string kind, string address)
    {
        using var folder = new TemporaryFolder();
        return (
            await new SourceDoctor(Warehouse(folder, kind, address), TimeProvider.System).ExamineAsync(
                Source(kind),
                TestContext.Current.CancellationToken
            )
        )!;
    }

    private static DataSource Source(string kind) => new("warehouse", kind, 100, TimeSpan.FromSeconds(20), AllowPrivate: true);

    private static Workspace Warehouse(TemporaryFolder folder, string kind, string? address)
    {
        folder.Write(
            "content/newsletter.yml",
            $"name: Test\norganisation: {{name: Test}}\nsender: {{name: Test, reply_to: editors@example.org}}\nsources:\n  warehouse: "
                + $"{{kind: {kind}, allow_private: true}}\n"
        );
        return Workspace.Open(folder.Path, source => source.Name == "warehouse" ? address : null);
    }
}
