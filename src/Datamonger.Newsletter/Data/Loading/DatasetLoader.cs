using System.Collections.Concurrent;
using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Files;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Data.Readers.Text;
using Datamonger.Newsletter.Data.Results;
using Datamonger.Newsletter.Data.Snapshots;
using Datamonger.Newsletter.Data.Typing;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>Reads data files into typed tables, each once for its content and the way it is read.</summary>
internal sealed class DatasetLoader(Workspace workspace, BuildCache cache, TimeProvider time)
{
    /// <summary>Part of every key: changes when the same file would give another table.</summary>
    private const string Version = "1";

    /// <summary>Cells that are held in memory; the rows of a larger table stand in a snapshot.</summary>
    private const long HeldCells = 500_000;

    /// <summary>Bytes of delimited text that are held in memory when typed.</summary>
    private const long HeldBytes = 2 << 20;

    private const string Kind = "dataset";
    private const string SnapshotKind = "snapshot";

    /// <summary>Stands where a table would: its rows are in a snapshot. No table begins so.</summary>
    private const byte InSnapshot = 0;

    private readonly Lock _writing = new();
    private readonly FileGuard _guard = new(workspace.Root);
    private readonly FileHashes _hashes = new(cache, time);
    private readonly ConcurrentDictionary<string, Lazy<Task<LoadedDataset>>> _loaded = new(StringComparer.Ordinal);

    /// <summary>The dataset with its hash, and the key of its table; null when the file cannot be opened, which has been reported.</summary>
    public async Task<(Dataset Dataset, string Key)?> IdentifyAsync(Dataset dataset, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        await using var file = _guard.Open(dataset, diagnostics);
        if (file is null) return null;
        dataset = dataset with { Hash = await _hashes.OfAsync(file, cancellationToken) };
        return (dataset, KeyOf(dataset));
    }

    /// <summary>The table of a dataset that has been identified.</summary>
    public async Task<LoadedDataset> LoadAsync(Dataset dataset, string key, CancellationToken cancellationToken)
    {
        var lazy = _loaded.GetOrAdd(key, _ => new Lazy<Task<LoadedDataset>>(() => Task.Run(() => Find(dataset, key) ?? Load(dataset, key, cancellationToken), cancellationToken)));
        try
        {
            var loaded = await lazy.Value.WaitAsync(cancellationToken);
            if (loaded.SnapshotPath is null || File.Exists(loaded.SnapshotPath)) return loaded;
        }
        catch
        {
            _loaded.TryRemove(new KeyValuePair<string, Lazy<Task<LoadedDataset>>>(key, lazy));
            throw;
        }
        // Somebody cleared the cache meanwhile: what was there is made again.
        _loaded.TryRemove(new KeyValuePair<string, Lazy<Task<LoadedDataset>>>(key, lazy));
        return await LoadAsync(dataset, key, cancellationToken);
    }

    private static string KeyOf(Dataset dataset)
    {
        using var key = new ContentHash();
        var options = dataset.Options;
        key.Add(Version).Add(DuckDbEngine.Version).Add(dataset.Hash).Add(dataset.Path).Add(dataset.Location.ToString())
            .Add(options.Sheet).Add(options.Range).Add($"{options.Skip} {options.HeaderRows}").Add(options.Encoding).Add(options.Delimiter).Add(options.Decimal).Add(options.Thousands);
        foreach (var map in new[] { options.Nulls, options.Types, options.Normalise })
        {
            key.Add($"{map.Count}");
            foreach (var (name, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal)) key.Add(name).Add(value);
        }
        // Findings are kept with the table, and say where a column is declared.
        foreach (var (declared, place) in options.Places.OrderBy(entry => entry.Key)) key.Add(declared.Key).Add(declared.Column).Add(place.ToString());
        foreach (var column in dataset.PeopleColumns) key.Add(column);
        if (!options.Normalise.IsEmpty) key.Add(LocalAuthorities.Hash);
        return key.ToHex();
    }

    private LoadedDataset? Find(Dataset dataset, string key)
    {
        if (cache.Find(Kind, key) is not { } bytes || LoadedFormat.Read(bytes, DataRules.All) is not var (findings, body)) return null;
        var loaded = new LoadedDataset(dataset, key, findings);
        if (body.IsEmpty) return loaded;
        if (body.Span is [InSnapshot, var hasFractions]) return cache.FileOf(SnapshotKind, key) is { } path && File.Exists(path) ? loaded with { SnapshotPath = path, HasFractions = hasFractions != 0 } : null;
        return TableFormat.Read(body) is { } table ? loaded with { Table = table } : null;
    }

    private LoadedDataset Load(Dataset dataset, string key, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        var loaded = Read(dataset, key, bag, cancellationToken);
        loaded = loaded with { Findings = bag.ToImmutable() };
        cache.Keep(Kind, key, LoadedFormat.Write(loaded.Findings, loaded switch
        {
            { SnapshotPath: not null } => [InSnapshot, (byte)(loaded.HasFractions ? 1 : 0)],
            { Table: { } table } => TableFormat.Write(table),
            _ => [],
        }));
        return loaded;
    }

    private LoadedDataset Read(Dataset dataset, string key, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        var loaded = new LoadedDataset(dataset, key, []);
        using var file = _guard.Open(dataset, bag);
        if (file is null) return loaded;
        try
        {
            using var cells = RawReaders.Open(dataset, file, bag, cancellationToken);
            if (cells is null) return loaded;
            var snapshot = cache.FileOf(SnapshotKind, key);
            if (cells is CsvCells csv && file.Length > HeldBytes && snapshot is not null) return loaded.In(snapshot, Write(snapshot, path => Snapshot.Write(path, dataset, csv, bag, cancellationToken)));
            if (TypedTable.Plan(dataset, cells, bag, cancellationToken) is not { } table) return loaded;
            if (table.CellCount <= HeldCells || snapshot is null) return loaded with { Table = table.Read(bag, cancellationToken) };
            return loaded.In(snapshot, Write(snapshot, path =>
            {
                Snapshot.Write(path, table, bag, cancellationToken);
                return table;
            }));
        }
        catch (Exception e) when (e is InvalidDataException or CsvRecordException)
        {
            bag.Add(DatasetRules.Unreadable, SourceLocation.StartOf(dataset.Path), e.Message);
            return loaded;
        }
    }

    // Written beside and renamed, so that a snapshot is whole or not there; one at a time, since each takes all processors and much memory.
    private TypedTable? Write(string path, Func<string, TypedTable?> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Guid.NewGuid():n}";
        try
        {
            TypedTable? table;
            lock (_writing) table = write(beside);
            if (table is not null) File.Move(beside, path, overwrite: true);
            return table;
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
