using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Tests.Data.DuckDb;

/// <summary>Whatever the gate may let through, the engine itself is locked.</summary>
public sealed class DuckDbEngineTests
{
    [Theory]
    [InlineData("autoinstall_known_extensions", "false")]
    [InlineData("autoload_known_extensions", "false")]
    [InlineData("allow_community_extensions", "false")]
    [InlineData("allow_persistent_secrets", "false")]
    [InlineData("enable_external_access", "false")]
    [InlineData("lock_configuration", "true")]
    [InlineData("temp_directory", "")]
    [InlineData("TimeZone", "UTC")]
    [InlineData("threads", "1")]
    [InlineData("memory_limit", "64.0 MiB")]
    public void It_is_set_so(string setting, string expected)
    {
        using var engine = DuckDbEngine.Open(QueryLimits.Default with { Memory = 64 << 20 }, []);
        using var connection = engine.Connect();
        Assert.Equal(expected, Ask(connection, $"SELECT CAST(current_setting('{setting}') AS VARCHAR)"));
    }

    [Theory]
    [InlineData("SET threads=2")]
    [InlineData("SET enable_external_access=true")]
    [InlineData("SET allowed_directories=['/']")]
    [InlineData("SET lock_configuration=false")]
    [InlineData("LOAD httpfs")]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("ATTACH 'other.db'")]
    public void Nothing_of_that_can_be_taken_back(string sql)
    {
        using var engine = DuckDbEngine.Open(QueryLimits.Default, []);
        using var connection = engine.Connect();
        Assert.Throws<DuckDBException>(() => Ask(connection, sql));
    }

    private static string? Ask(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
