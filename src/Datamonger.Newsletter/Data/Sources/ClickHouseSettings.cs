using System.Collections.Concurrent;
using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>
/// What may be set with a query, by server and account: asked once a run. An account with <c>readonly = 1</c> may set nothing, and an old
/// server refuses a query with a setting that it does not know.
/// </summary>
internal sealed class ClickHouseSettings
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ImmutableHashSet<string>>>> _known = new(StringComparer.Ordinal);

    /// <summary>The names of the settings that may be set.</summary>
    /// <param name="address">Server and account.</param>
    /// <param name="ask">Asks the server for names and values of its settings.</param>
    public async Task<ImmutableHashSet<string>> OfAsync(string address, Func<Task<Table>> ask)
    {
        var known = _known.GetOrAdd(address, _ => new Lazy<Task<ImmutableHashSet<string>>>(async () => MayBeSet(await ask())));
        try
        {
            return await known.Value;
        }
        catch
        {
            // A server that was not there may be there for the next query.
            _known.TryRemove(new KeyValuePair<string, Lazy<Task<ImmutableHashSet<string>>>>(address, known));
            throw;
        }
    }

    private static ImmutableHashSet<string> MayBeSet(Table settings)
    {
        var names = Enumerable.Range(0, settings.RowCount).Select(row => (string)settings.ValueAt(row, "name")!).ToImmutableHashSet();
        var mode = Enumerable
            .Range(0, settings.RowCount)
            .Where(row => settings.ValueAt(row, "name") is ClickHouseClient.ReadOnly)
            .Select(row => settings.ValueAt(row, "value") as string)
            .FirstOrDefault();
        return mode switch
        {
            "1" => [],
            "2" => names.Remove(ClickHouseClient.ReadOnly),
            _ => names,
        };
    }
}
