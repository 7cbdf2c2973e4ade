using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Model;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>The queries of one issue: its table names, and what runs on them.</summary>
internal sealed class EngineRun(DuckDbEngine engine, string schema, QueryLimits limits) : IDisposable
{
    /// <summary>Gives a shared table, or a table of a snapshot, a name that queries can use.</summary>
    /// <param name="name">The name in SQL.</param>
    /// <param name="table">The table's place, as SQL.</param>
    public void Define(string name, string table)
    {
        using var connection = engine.Connect();
        DuckDbSql.Execute(connection, $"CREATE VIEW memory.{schema}.{DuckDbSql.Identifier(name)} AS FROM {table}");
    }

    /// <summary>Runs a query that the gate let through.</summary>
    /// <exception cref="QueryException">It does not run, takes too long, or gives what cannot be shown.</exception>
    public async Task<Table> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = engine.Connect();
        var command = connection.CreateCommand();
        var work = Task.Run(() => Run(connection, command, sql), CancellationToken.None);
        using var time = new CancellationTokenSource(limits.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            await work.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            await StopAsync(work, command);
            cancellationToken.ThrowIfCancellationRequested();
            throw limits.TooLong();
        }
        return await work;
    }

    // Asks the query to stop; when it does not hear, it is left to itself, and the engine with it.
    private async Task StopAsync(Task<Table> work, DuckDBCommand command)
    {
        command.Cancel();
        var finished = await Task.WhenAny(work, Task.Delay(limits.Grace, CancellationToken.None));
        if (finished == work)
        {
            // Its exception ("interrupted") has been foreseen.
            _ = work.Exception;
            return;
        }
        engine.GiveUp();
        _ = work.ContinueWith(
            left => _ = left.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private Table Run(DuckDBConnection connection, DuckDBCommand command, string sql)
    {
        try
        {
            DuckDbSql.Execute(connection, $"SET schema='{schema}'");
            command.CommandText = sql;
            command.UseStreamingMode = true;
            using var reader = command.ExecuteReader();
            return ResultReader.Read(reader, limits);
        }
        catch (DuckDBException e) when (e.Message.Contains("Out of Memory", StringComparison.OrdinalIgnoreCase))
        {
            throw limits.TooMuch();
        }
        catch (OutOfMemoryException)
        {
            throw limits.TooMuch();
        }
        catch (DuckDBException e)
        {
            throw EngineError.Translate(e.Message, sql);
        }
        finally
        {
            command.Dispose();
            connection.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => engine.Finish(schema);
}
