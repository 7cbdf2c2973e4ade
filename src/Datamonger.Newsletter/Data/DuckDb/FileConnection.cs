using System.Globalization;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>
/// A connection of the loader's own, to a database in memory: it reads one data file and copies it into one snapshot, and no author's SQL
/// comes near it. Nothing is fetched from a network, whatever a file says.
/// </summary>
internal static class FileConnection
{
    // Most of what a large file needs is the engine's buffers for writing; more does not make it faster.
    private const int MemoryMegabytes = 768;

    /// <summary>Opens a connection.</summary>
    public static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DuckDbSql.InMemory};memory_limit={MemoryMegabytes}MiB;threads={Environment.ProcessorCount}"
            )
        );
        try
        {
            connection.Open();
            DuckDbSql.Execute(connection, "SET temp_directory=''");
            DuckDbSql.Execute(connection, "SET GLOBAL TimeZone='UTC'");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
