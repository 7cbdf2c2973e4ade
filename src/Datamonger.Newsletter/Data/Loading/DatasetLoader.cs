using System.Collections.Concurrent;
using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Files;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Data.Readers.Text;
using Datamonger.Newsletter.Data.Results;
using Datamonger.Newsletter.Data.Typing;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>Reads data files into typed tables, each once for its content and the way it is read.</summary>
internal sealed class DatasetLoader(Workspace workspace, BuildCache cache, TimeProvider time)
{
    /// <summary>Part of every key: changes when the same file would give another table.</summary>
    private const string Version = "1";

    private const string Kind = "dataset";
    private readonly FileGuard _guard = new(workspace.Root);
    private readonly FileHashes _hashes = new(time);
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
            return await lazy.Value.WaitAsync(cancellationToken);
        }
        catch
        {
            _loaded.TryRemove(new KeyValuePair<string, Lazy<Task<LoadedDataset>>>(key, lazy));
            throw;
        }
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
        foreach (var column in dataset.PeopleColumns) key.Add(column);
        return key.ToHex();
    }

    private LoadedDataset? Find(Dataset dataset, string key)
    {
        if (cache.Find(Kind, key) is not { } bytes || LoadedFormat.Read(bytes, DataRules.All) is not var (findings, body)) return null;
        if (body.IsEmpty) return new LoadedDataset(dataset, key, findings);
        return TableFormat.Read(body) is { } table ? new LoadedDataset(dataset, key, findings) { Table = table } : null;
    }

    private LoadedDataset Load(Dataset dataset, string key, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        var table = Read(dataset, bag, cancellationToken);
        var findings = bag.ToImmutable();
        cache.Keep(Kind, key, LoadedFormat.Write(findings, table is null ? [] : TableFormat.Write(table)));
        return new LoadedDataset(dataset, key, findings) { Table = table };
    }

    private Table? Read(Dataset dataset, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        using var file = _guard.Open(dataset, bag);
        if (file is null) return null;
        try
        {
            using var cells = Open(dataset, file, bag, cancellationToken);
            return cells is null ? null : TypedTable.Read(dataset, cells, bag, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            bag.Add(DatasetRules.Unreadable, SourceLocation.StartOf(dataset.Path), e.Message);
            return null;
        }
    }

    private static CellSource? Open(Dataset dataset, Stream file, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (RawReaders.For(dataset) is not { } reader)
        {
            return TextEncoding.Detect(dataset, file, bag, cancellationToken) is { } encoding ? new CsvCells(file, encoding, dataset) : null;
        }
        var raw = reader.Read(dataset, file, bag, cancellationToken);
        return raw.Header.IsEmpty && bag.HasErrors ? null : new SpooledCells(raw, cancellationToken);
    }
}
