using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>What every use of the embedded database shares: its version, how it is opened, and how names and texts are written in
/// SQL.</summary>
internal static class DuckDbSql
{
    /// <summary>Part of the key of everything the engine computed; a test holds it to the engine that is shipped.</summary>
    public const string Version = "v1.5.6";

    /// <summary>
    /// Opens a database in memory that loads no extension and keeps no secrets. Settings in the connection string cost nothing; each
    /// statement after it takes a tenth of a millisecond.
    /// </summary>
    public const string InMemory =
        "DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false;"
        + "allow_community_extensions=false;allow_persistent_secrets=false";

    /// <summary>A name as SQL.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as SQL.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The rows of a Parquet file as SQL, in the order of the file.</summary>
    /// <param name="path">The file.</param>
    public static string ParquetRows(string path) => $"read_parquet({Literal(path)}, hive_partitioning=false)";

    /// <summary>Runs a statement that gives no rows.</summary>
    public static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
