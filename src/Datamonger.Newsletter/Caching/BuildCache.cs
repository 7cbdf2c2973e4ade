using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Caching;

/// <summary>
/// A content-addressed store of what is slow to make: the key is a hash of everything a value depends on, the program with it, so an
/// entry is never stale, only unused. Kept in memory for the life of the process and on disk under <c>.datamonger/cache</c>.
/// Losing it costs time and nothing else; an entry that cannot be read counts as absent.
/// </summary>
public sealed class BuildCache
{
    private const int MemoryEntries = 4096;
    private const long MemoryBytes = 32 << 20;

    // Another program may make another thing of the same: what it kept is not this one's.
    private static readonly string Program = ContentHash.Of(ToolVersion.Current + ToolVersion.Program)[..8];
    private long _memoryBytes;
    private readonly ConcurrentDictionary<string, byte[]> _memory = new(StringComparer.Ordinal);
    private readonly string? _directory;
    private readonly TimeProvider? _time;

    /// <param name="directory">The folder of the entries, or null to keep them in memory alone.</param>
    /// <param name="time">The clock by which an entry is no longer used; null where none is ever deleted.</param>
    public BuildCache(string? directory, TimeProvider? time = null) => (_directory, _time) = (directory, time);

    /// <summary>The value of a key, or null.</summary>
    /// <param name="kind">What it is ("query", "chart"): a sub-folder.</param>
    /// <param name="key">A hash from <see cref="ContentHash"/>.</param>
    public byte[]? Find(string kind, string key)
    {
        var name = $"{kind}/{key}";
        if (_memory.TryGetValue(name, out var value))
            return value;
        if (_directory is null)
            return null;
        try
        {
            var path = PathOf(kind, key);
            if (!SafePath.IsPlainFile(_directory, path))
                return null;
            var stored = File.ReadAllBytes(path);
            // 32 bytes of hash in front: a file that is torn, damaged or another key's is an absent one.
            if (stored.Length < 32 || !stored.AsSpan(0, 32).SequenceEqual(HashOf(name, stored.AsSpan(32))))
                return null;
            value = stored[32..];
            Remember(name, value);
            MarkUsed(path);
            return value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a value. A full or read-only disk is no error: the value is made again next time.</summary>
    public void Keep(string kind, string key, byte[] value)
    {
        Remember($"{kind}/{key}", value);
        if (_directory is null)
            return;
        try
        {
            var path = PathOf(kind, key);
            if (SafePath.IsPlainFile(_directory, path) && new FileInfo(path).Length == value.Length + 32)
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var beside = $"{path}.{Guid.NewGuid():n}";
            using (var stream = File.Create(beside))
            {
                stream.Write(HashOf($"{kind}/{key}", value));
                stream.Write(value);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>The file of a value that is too large for memory; null when there is none.</summary>
    public string? FindFile(string kind, string key)
    {
        if (_directory is null)
            return null;
        var path = PathOf(kind, key);
        if (!SafePath.IsPlainFile(_directory, path))
            return null;
        MarkUsed(path);
        return path;
    }

    /// <summary>A file for such a value, which is yet to be made; null when nothing is kept on disk.</summary>
    internal CacheFile? NewFile(string kind) =>
        _directory is null ? null : new CacheFile(PathOf(kind, Guid.NewGuid().ToString("n")), key => PathOf(kind, key));

    /// <summary>What it takes on disk.</summary>
    public long BytesOnDisk =>
        _directory is not null && Directory.Exists(_directory)
            ? new DirectoryInfo(_directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
            : 0;

    /// <summary>Once a day, deletes from disk what is no longer used. It fails nothing, and leaves what a process has open.</summary>
    public void Prune() => Prune(CacheLimits.Default);

    /// <summary>The same within other limits.</summary>
    internal void Prune(CacheLimits limits)
    {
        if (_directory is not null && _time is not null)
            new CachePruning(_directory, Program, _time.GetUtcNow().UtcDateTime, limits).RunWhenDue();
    }

    // Of the key and the value, so that no entry passes for another's.
    private static byte[] HashOf(string name, ReadOnlySpan<byte> value)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        hash.AppendData(value);
        return hash.GetHashAndReset();
    }

    // The time of a file says when it was last used, to the half day, so that it need not be written at every use.
    private void MarkUsed(string path)
    {
        if (_time is null)
            return;
        var now = _time.GetUtcNow().UtcDateTime;
        try
        {
            if (now - File.GetLastWriteTimeUtc(path) > CacheLimits.Default.Recent / 2)
                File.SetLastWriteTimeUtc(path, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>Keeps a value for the life of the process: one that is made in no more time than it would be read in.</summary>
    internal void Remember(string kind, string key, byte[] value) => Remember($"{kind}/{key}", value);

    private void Remember(string name, byte[] value)
    {
        if (_memory.Count >= MemoryEntries || Interlocked.Add(ref _memoryBytes, value.Length) > MemoryBytes)
        {
            _memory.Clear();
            Interlocked.Exchange(ref _memoryBytes, value.Length);
        }
        _memory[name] = value;
    }

    /// <summary>Where a key's value stands on disk, which must be there.</summary>
    internal string PathOf(string kind, string key) => Path.Combine(_directory!, kind, key[..2], $"{key[2..]}.{Program}");
}
