using System.Collections.Concurrent;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>
/// Hashes of files, each read once for as long as its size and time of change stay the same and that time lies well before the
/// reading: a file that was changed in the same moment is read again.
/// </summary>
internal sealed class FileHashes(TimeProvider time)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (long Length, DateTime Changed, string Hash)> _known = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of the file's bytes, 64 hex digits.</summary>
    /// <param name="path">Absolute.</param>
    public async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        var before = new FileInfo(path);
        var (length, changed) = (before.Length, before.LastWriteTimeUtc);
        if (_known.TryGetValue(path, out var known) && known.Length == length && known.Changed == changed) return known.Hash;
        var hash = await ContentHash.OfFileAsync(path, cancellationToken);
        if (time.GetUtcNow().UtcDateTime - changed > Settled) _known[path] = (length, changed, hash);
        return hash;
    }
}
