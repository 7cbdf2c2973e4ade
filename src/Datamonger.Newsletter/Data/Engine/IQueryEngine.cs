using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>Runs the SQL of authors: in this process, or in one of its own.</summary>
internal interface IQueryEngine : IDisposable
{
    /// <summary>Whether it has been opened, or is about to be.</summary>
    bool IsOpen { get; }

    /// <summary>Begins to open it.</summary>
    void WarmUp();

    /// <summary>The syntax tree of a query as JSON. Nothing of it is bound or run.</summary>
    /// <exception cref="QueryException">It is not SQL.</exception>
    Task<string> ParseAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Runs a query that the gate let through.</summary>
    /// <exception cref="QueryException">It does not run, takes too long or too much, or gives what cannot be shown.</exception>
    Task<Table> QueryAsync(EngineQuery query, CancellationToken cancellationToken);

    /// <summary>A number for a session, which no other has.</summary>
    long Begin();

    /// <summary>Forgets the names of a session.</summary>
    void End(long session);
}

/// <summary>A query with all that it reads.</summary>
/// <param name="Session">Queries of one session give a name to the same table; it is named once.</param>
/// <param name="Snapshots">The snapshot files that may be read, in order.</param>
/// <param name="Threads">More than one only where the order of reading cannot be seen.</param>
internal sealed record EngineQuery(
    long Session,
    string Sql,
    ImmutableArray<string> Snapshots,
    int Threads,
    ImmutableArray<NamedRows> Tables
);

/// <summary>A table that a query reads.</summary>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Source">Where <paramref name="Rows"/> is null the rows as SQL; else the key of their content.</param>
/// <param name="Rows">The rows, for a table that is put in by value.</param>
internal sealed record NamedRows(string Name, string Source, Table? Rows);
