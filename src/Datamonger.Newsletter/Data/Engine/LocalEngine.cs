using System.Collections.Concurrent;
using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>The engine in this process. Its memory is bounded by its own word alone, which several functions do not keep.</summary>
internal sealed class LocalEngine(QueryLimits limits) : IQueryEngine
{
    private long _sessions;
    private readonly EnginePool _pool = new(limits);
    private readonly ConcurrentDictionary<(long Session, string Key), Lazy<Task<Workbench>>> _workbenches = new();

    /// <inheritdoc/>
    public bool IsOpen => _pool.IsAnyOpen;

    /// <summary>Whether a query is still running although it was given up.</summary>
    public bool IsAnyLost => _pool.IsAnyLost;

    /// <inheritdoc/>
    public void WarmUp() => _ = OpenAsync();

    /// <summary>Opens the engine of tables that are put in by value.</summary>
    public Task OpenAsync() => _pool.GetAsync([], 1);

    /// <inheritdoc/>
    public async Task<string> ParseAsync(string sql, CancellationToken cancellationToken) => (await _pool.GetAsync([], 1)).Parse(sql);

    /// <inheritdoc/>
    public async Task<Table> QueryAsync(EngineQuery query, CancellationToken cancellationToken)
    {
        var workbench = await WorkbenchAsync(query);
        foreach (var table in query.Tables)
            workbench.Define(table);
        return await workbench.Run.QueryAsync(query.Sql, cancellationToken);
    }

    /// <inheritdoc/>
    public long Begin() => Interlocked.Increment(ref _sessions);

    /// <inheritdoc/>
    public void End(long session)
    {
        foreach (var key in _workbenches.Keys.Where(key => key.Session == session))
        {
            if (
                _workbenches.TryRemove(key, out var workbench) && workbench is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
            )
                workbench.Value.Result.Run.Dispose();
        }
    }

    private async Task<Workbench> WorkbenchAsync(EngineQuery query)
    {
        var key = (query.Session, EnginePool.KeyOf(query.Snapshots, query.Threads));
        while (true)
        {
            var entry = _workbenches.GetOrAdd(key, _ => new Lazy<Task<Workbench>>(() => OpenAsync(query.Snapshots, query.Threads)));
            var workbench = await entry.Value;
            if (!workbench.IsLost)
                return workbench;
            _workbenches.TryRemove(new KeyValuePair<(long, string), Lazy<Task<Workbench>>>(key, entry));
        }
    }

    private async Task<Workbench> OpenAsync(ImmutableArray<string> snapshots, int threads)
    {
        var engine = await _pool.GetAsync(snapshots, threads);
        return new Workbench(engine, engine.NewRun());
    }

    /// <summary>An engine with the names of a session's tables.</summary>
    private sealed class Workbench(DuckDbEngine engine, EngineRun run)
    {
        private readonly ConcurrentDictionary<string, Lazy<bool>> _defined = new(StringComparer.OrdinalIgnoreCase);

        public EngineRun Run { get; } = run;

        public bool IsLost => engine.IsLost;

        public void Define(NamedRows table) =>
            _ = _defined
                .GetOrAdd(
                    table.Name,
                    _ => new Lazy<bool>(() =>
                    {
                        if (table.Rows is not null)
                            engine.EnsureTable(table.Source, table.Rows);
                        Run.Define(table.Name, table.Rows is null ? table.Source : DuckDbEngine.SharedTable(table.Source));
                        return true;
                    })
                )
                .Value;
    }

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();
}
