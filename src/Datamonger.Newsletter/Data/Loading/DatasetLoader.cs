using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Data.Reading;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Typing;
using Datamonger.Newsletter.Data.Snapshots;
using Datamonger.Newsletter.Data.Snapshots.Parquet;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

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

    /// <summary>How often a file is read that is saved while it is read.</summary>
    private const int MostAttempts = 3;

    private const string Kind = "dataset";
    private const string SnapshotKind = "snapshot";

    /// <summary>Stands where a table would: its rows are in a snapshot. No table begins so.</summary>
    private const byte Elsewhere = 0;

    private readonly Lock _writing = new();
    private readonly FileGuard _guard = new(workspace.Root);
    private readonly FileHashes _hashes = new(cache, time);
    private readonly ConcurrentDictionary<string, Lazy<Task<LoadedDataset>>> _loaded = new(StringComparer.Ordinal);

    /// <summary>
    /// The dataset with its hash, and the key of its table; null when the file cannot be opened, which has been reported.
    /// </summary>
    public async Task<(Dataset Dataset, string Key)?> IdentifyAsync(
        Dataset dataset,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        await using var file = _guard.Open(dataset, diagnostics);
        if (file is null)
            return null;
        dataset = dataset with { Hash = await _hashes.OfAsync(file, () => ReadOnce(dataset, file, cancellationToken), cancellationToken) };
        return (dataset, KeyOf(dataset));
    }

    /// <summary>The table of a dataset that has been identified.</summary>
    public async Task<LoadedDataset> LoadAsync(Dataset dataset, string key, CancellationToken cancellationToken)
    {
        var lazy = _loaded.GetOrAdd(
            key,
            _ => new Lazy<Task<LoadedDataset>>(() =>
                Task.Run(() => Find(dataset, key) ?? Load(dataset, key, cancellationToken), cancellationToken)
            )
        );
        try
        {
            var loaded = await lazy.Value.WaitAsync(cancellationToken);
            if (loaded.Key != key)
            {
                // The file was saved after it had been identified: what is in it now is not what was asked for.
                _loaded.TryRemove(new KeyValuePair<string, Lazy<Task<LoadedDataset>>>(key, lazy));
                return loaded;
            }
            if (loaded.SnapshotPath is null || File.Exists(loaded.SnapshotPath))
                return loaded;
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
        key.Add(Version)
            .Add(DuckDbSql.Version)
            .Add(dataset.Hash)
            .Add(dataset.Path)
            .Add(dataset.Location.ToString())
            .Add(options.Sheet)
            .Add(options.Range)
            .Add($"{options.Skip} {options.HeaderRows}")
            .Add(options.Encoding)
            .Add(options.Delimiter)
            .Add(options.Decimal)
            .Add(options.Thousands);
        foreach (var map in new[] { options.Nulls, options.Types, options.Normalise })
        {
            key.Add($"{map.Count}");
            foreach (var (name, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                key.Add(name).Add(value);
        }
        // Findings are kept with the table, and say where a column is declared.
        foreach (var (declared, place) in options.Places.OrderBy(entry => entry.Key))
            key.Add(declared.Key).Add(declared.Column).Add(place.ToString());
        foreach (var column in dataset.PeopleColumns)
            key.Add(column);
        if (!options.Normalise.IsEmpty)
            key.Add(LocalAuthorities.Hash);
        return key.ToHex();
    }

    private LoadedDataset? Find(Dataset dataset, string key)
    {
        if (cache.Find(Kind, key) is not { } bytes || LoadedFormat.Read(bytes, ReadingRules.All) is not var (findings, body))
            return null;
        var loaded = new LoadedDataset(dataset, key, findings);
        if (body.IsEmpty)
            return loaded;
        if (body.Span is [Elsewhere, var hasFractions, .. var end])
            return cache.FindFile(SnapshotKind, key) is { } path && EndsWith(path, end)
                ? loaded with
                {
                    SnapshotPath = path,
                    HasFractions = hasFractions != 0,
                }
                : null;
        return TableFormat.Read(body) is { } table ? loaded with { Table = table } : null;
    }

    // Another key's file, or a torn one, is none.
    private static bool EndsWith(string path, ReadOnlySpan<byte> end)
    {
        try
        {
            return ParquetFile.EndOf(path).AsSpan().SequenceEqual(end);
        }
        catch (IOException)
        {
            return false;
        }
    }

    // A large file of delimited text is typed and hashed while it is read, once. Null when it is another file, or something is wrong with
    // it,
    // which reading it again with more care will tell.
    private string? ReadOnce(Dataset dataset, FileStream file, CancellationToken cancellationToken)
    {
        if (file.Length <= HeldBytes || !RawReaders.IsDelimitedText(dataset))
            return null;
        using var made = cache.NewFile(SnapshotKind);
        using var hashing = new HashingStream(file);
        if (made is null || TextEncoding.Presume(dataset, hashing) is not { } encoding)
            return null;
        try
        {
            var bag = new DiagnosticBag();
            using var cells = new CsvCells(hashing, encoding, dataset);
            var written = Write(made, path => Snapshot.Write(path, dataset, cells, bag, cancellationToken));
            if (hashing.Hash is not { } hash || (!hashing.IsCertain && HashOf(file) != hash))
                return null;
            var identified = dataset with { Hash = hash };
            Keep(InSnapshot(new LoadedDataset(identified, KeyOf(identified), bag.ToImmutable()), made, written));
            return hash;
        }
        catch (Exception e) when (e is InvalidDataException or CsvRecordException)
        {
            return null;
        }
    }

    // Only what the hash was made of is kept under it: a file that was saved meanwhile is read again, as what it is now.
    private LoadedDataset Load(Dataset dataset, string key, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var bag = new DiagnosticBag();
            using var file = _guard.Open(dataset, bag);
            if (file is null)
                return new LoadedDataset(dataset, key, bag.ToImmutable());
            try
            {
                var loaded = Read(dataset, key, file, bag, cancellationToken);
                if (loaded.SnapshotPath is null)
                    EnsureUnchanged(dataset, file);
                return Keep(loaded with { Findings = bag.ToImmutable() });
            }
            catch (FileChangedException changed)
            {
                dataset = dataset with { Hash = changed.Hash };
                key = KeyOf(dataset);
                if (Find(dataset, key) is { } known)
                    return known;
            }
        }
        var restless = new DiagnosticBag();
        restless.Add(
            DatasetRules.Unreadable,
            SourceLocation.StartOf(dataset.Path),
            $"{dataset.Path} changes while it is read.",
            "Wait until it has been written, and build again."
        );
        return new LoadedDataset(dataset, key, restless.ToImmutable());
    }

    private static string HashOf(FileStream file)
    {
        file.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void EnsureUnchanged(Dataset dataset, FileStream file)
    {
        if (HashOf(file) is var hash && hash != dataset.Hash)
            throw new FileChangedException(hash);
    }

    private sealed class FileChangedException(string hash) : Exception
    {
        public string Hash { get; } = hash;
    }

    private LoadedDataset Keep(LoadedDataset loaded)
    {
        cache.Keep(
            Kind,
            loaded.Key,
            LoadedFormat.Write(
                loaded.Findings,
                loaded switch
                {
                    { SnapshotPath: { } path } => [Elsewhere, (byte)(loaded.HasFractions ? 1 : 0), .. ParquetFile.EndOf(path)],
                    { Table: { } table } => TableFormat.Write(table),
                    _ => [],
                }
            )
        );
        return loaded;
    }

    private LoadedDataset Read(Dataset dataset, string key, FileStream file, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        var loaded = new LoadedDataset(dataset, key, []);
        try
        {
            using var unpacked = FileFormat.IsPacked(dataset.Path) ? PackedFile.Open(file, cancellationToken) : null;
            using var cells = RawReaders.Open(dataset, unpacked ?? file, bag, cancellationToken);
            if (cells is null)
                return loaded;
            if (
                cells is CsvCells csv
                && (unpacked ?? file).Length > HeldBytes
                && InSnapshot(loaded, file, path => Snapshot.Write(path, dataset, csv, bag, cancellationToken)) is { } large
            )
                return large;
            if (TypedTable.Plan(dataset, cells, bag, cancellationToken) is not { } table)
                return loaded;
            if (
                table.CellCount > HeldCells
                && InSnapshot(loaded, file, path => Snapshot.Write(path, table, bag, cancellationToken)) is { } many
            )
                return many;
            return loaded with { Table = table.Read(bag, cancellationToken) };
        }
        catch (Exception e) when (e is InvalidDataException or CsvRecordException)
        {
            bag.Add(DatasetRules.Unreadable, SourceLocation.StartOf(dataset.Path), e.Message);
            return loaded;
        }
    }

    // The dataset with its rows in a snapshot; null where nothing is kept on disk.
    private LoadedDataset? InSnapshot(LoadedDataset loaded, FileStream file, Func<string, WrittenSnapshot?> write)
    {
        using var made = cache.NewFile(SnapshotKind);
        if (made is null)
            return null;
        var written = Write(made, write);
        EnsureUnchanged(loaded.Dataset, file);
        return InSnapshot(loaded, made, written);
    }

    // Without rows when there were no columns to be written.
    private LoadedDataset InSnapshot(LoadedDataset loaded, CacheFile made, WrittenSnapshot? written)
    {
        if (written is null)
            return loaded;
        if (written.UnmatchedAuthorities is { } unmatched)
            new SnapshotAuthorities(cache).Keep(loaded, unmatched);
        return loaded with { SnapshotPath = made.KeepAs(loaded.Key), HasFractions = written.HasFractions };
    }

    // One at a time, since each takes all processors and much memory.
    private WrittenSnapshot? Write(CacheFile made, Func<string, WrittenSnapshot?> write)
    {
        lock (_writing)
            return write(made.Path);
    }
}
