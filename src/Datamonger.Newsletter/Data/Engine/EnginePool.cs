using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// The open engines, each opened when it is first wanted: one for tables that are put in by value, and one for each set of
/// snapshots that are queried together. An engine in which a query could not be stopped is replaced.
/// </summary>
internal sealed class EnginePool(QueryLimits limits) : IDisposable
{
    private const int MostOpen = 4;
    private readonly Lock _gate = new();
    private readonly List<(string Key, Lazy<Task<DuckDbEngine>> Engine)> _engines = [];

    /// <summary>Whether any engine has been opened, or is about to be.</summary>
    public bool IsAnyOpen
    {
        get
        {
            lock (_gate)
                return _engines.Count > 0;
        }
    }

    /// <summary>Whether a query is still running that could not be stopped.</summary>
    public bool IsAnyLost
    {
        get
        {
            lock (_gate)
                return _engines.Exists(entry => entry.Engine.Value is { IsCompletedSuccessfully: true, Result.IsLost: true });
        }
    }

    /// <summary>Tells the engines apart.</summary>
    public static string KeyOf(ImmutableArray<string> snapshots, int threads) => $"{threads} {string.Join('\n', snapshots)}";

    /// <summary>The engine for a set of snapshots, opened on a thread of the pool.</summary>
    /// <param name="snapshots">Snapshot files that are queried together, in order; none for tables that are put in by value.</param>
    /// <param name="threads">Threads that may work on one query.</param>
    public Task<DuckDbEngine> GetAsync(ImmutableArray<string> snapshots, int threads)
    {
        var key = KeyOf(snapshots, threads);
        lock (_gate)
        {
            var index = _engines.FindIndex(entry => entry.Key == key);
            if (index >= 0 && IsUsable(_engines[index].Engine.Value))
                return _engines[index].Engine.Value;
            if (index >= 0)
                _engines.RemoveAt(index);
            // Engines of older snapshots are left to their queries and to the collector.
            if (_engines.Count == MostOpen)
                _engines.RemoveAt(1);
            var engine = new Lazy<Task<DuckDbEngine>>(() => Task.Run(() => DuckDbEngine.Open(limits, snapshots, threads)));
            _engines.Add((key, engine));
            return engine.Value;
        }
    }

    private static bool IsUsable(Task<DuckDbEngine> engine) =>
        !engine.IsFaulted && (!engine.IsCompletedSuccessfully || !engine.Result.IsLost);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (_, engine) in _engines)
            {
                if (engine.Value.IsCompletedSuccessfully)
                    engine.Value.Result.Dispose();
            }
            _engines.Clear();
        }
    }
}
