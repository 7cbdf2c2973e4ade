using System.Collections.Concurrent;
using System.Globalization;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Model;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// One embedded database in memory, locked before an author's SQL comes near it: no network, no extensions, no settings, and no files
/// but the snapshots it is opened for. Small tables are put in by value.
/// </summary>
internal sealed class DuckDbEngine : IDisposable
{
    /// <summary>Schema of the tables that are shared by all issues of a run, by the keys of their content.</summary>
    private const string Shared = "shared";

    private readonly DuckDBConnection _owner;
    private readonly Lock _ownerGate = new();
    private readonly ConcurrentDictionary<string, Lazy<bool>> _tables = new(StringComparer.Ordinal);
    private readonly QueryLimits _limits;
    private readonly IReadOnlyList<FileStream> _snapshots;
    private readonly Lazy<string> _shared;
    private readonly ConcurrentQueue<string> _finished = new();
    private int _runs;

    private DuckDbEngine(DuckDBConnection owner, QueryLimits limits, IReadOnlyList<FileStream> snapshots)
    {
        (_owner, _limits, _snapshots) = (owner, limits, snapshots);
        _shared = new Lazy<string>(() =>
        {
            using var connection = Connect();
            DuckDbSql.Execute(connection, $"CREATE SCHEMA {Shared}");
            return Shared;
        });
    }

    /// <summary>Opens an engine: about 20 ms.</summary>
    /// <param name="limits">Memory of the whole engine; rows and time of each query.</param>
    /// <param name="snapshots">Snapshot files that may be read.</param>
    /// <param name="threads">Threads that may work on one query; more than one only where the order of reading cannot be seen.</param>
    public static DuckDbEngine Open(QueryLimits limits, IEnumerable<string> snapshots, int threads = 1)
    {
        var connection = new DuckDBConnection(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DuckDbSql.InMemory};memory_limit={limits.Memory / (1024 * 1024)}MiB;threads={threads}"
            )
        );
        var held = new List<FileStream>();
        try
        {
            connection.Open();
            // Open here too, in the way that .NET sees: whoever prunes the cache, in this process or another, leaves it then.
            foreach (var path in snapshots)
                held.Add(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1));
            // In this order: what is set after external access is off, or the lock, is refused.
            DuckDbSql.Execute(connection, "SET parquet_metadata_cache=true");
            DuckDbSql.Execute(connection, "SET temp_directory=''");
            DuckDbSql.Execute(connection, "SET GLOBAL TimeZone='UTC'");
            AuthorityFunctions.Register(connection);
            // A path that is allowed may be written too: the gate lets through nothing that writes, and the files can be made again.
            if (snapshots.Any())
                DuckDbSql.Execute(connection, $"SET allowed_paths=[{string.Join(", ", snapshots.Select(DuckDbSql.Literal))}]");
            DuckDbSql.Execute(connection, "SET enable_external_access=false");
            DuckDbSql.Execute(connection, "SET lock_configuration=true");
            return new DuckDbEngine(connection, limits, held);
        }
        catch
        {
            connection.Dispose();
            foreach (var file in held)
                file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a query is still running although it was given up; the engine is then of no more use.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The syntax tree of a query as JSON. Nothing of it is bound or run.</summary>
    public string Parse(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT json_serialize_sql(CAST($1 AS VARCHAR))";
        command.Parameters.Add(new DuckDBParameter(sql));
        try
        {
            return (string)command.ExecuteScalar()!;
        }
        catch (DuckDBException e)
        {
            // The parser itself gives up on some texts (a NUL, far too many brackets) by an error of the call.
            throw EngineError.Translate(e.Message, sql);
        }
    }

    /// <summary>Puts in a table under the key of its content, unless it is there.</summary>
    public void EnsureTable(string key, Table table) =>
        _ = _tables
            .GetOrAdd(
                key,
                _ => new Lazy<bool>(() =>
                {
                    using var connection = Connect();
                    EngineTable.Create(connection, _shared.Value, key, table);
                    return true;
                })
            )
            .Value;

    /// <summary>Begins the queries of one issue, with names of its own.</summary>
    public EngineRun NewRun()
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"run{Interlocked.Increment(ref _runs)}");
        using var connection = Connect();
        while (_finished.TryDequeue(out var finished))
            DuckDbSql.Execute(connection, $"DROP SCHEMA memory.{finished} CASCADE");
        DuckDbSql.Execute(connection, $"CREATE SCHEMA {schema}");
        foreach (var macro in AuthorityFunctions.Macros(schema))
            DuckDbSql.Execute(connection, macro);
        return new EngineRun(this, schema, _limits);
    }

    /// <summary>A run has ended. Its names go when the next begins: after the last one they need not.</summary>
    internal void Finish(string schema) => _finished.Enqueue(schema);

    /// <summary>Another connection to the same database.</summary>
    internal DuckDBConnection Connect()
    {
        lock (_ownerGate)
        {
            var connection = _owner.Duplicate();
            connection.Open();
            return connection;
        }
    }

    /// <summary>Takes note that a query runs on although it was given up.</summary>
    internal void GiveUp() => IsLost = true;

    /// <summary>Where a shared table stands.</summary>
    internal static string SharedTable(string key) => $"memory.{Shared}.{DuckDbSql.Identifier(key)}";

    /// <inheritdoc/>
    public void Dispose()
    {
        // A lost engine still has a thread inside it: closing would wait for that thread, or pull the floor from under it.
        if (IsLost)
            return;
        _owner.Dispose();
        foreach (var file in _snapshots)
            file.Dispose();
    }
}
