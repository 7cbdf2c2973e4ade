using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>
/// Hashes of files, each read once for as long as its size and time of change stay the same and that time lies well before the
/// reading: a file that was changed in the same moment is read again.
/// </summary>
internal sealed class FileHashes(TimeProvider time)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (long Length, DateTime Changed, string Hash)> _known = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of the bytes of an open file, 64 hex digits.</summary>
    public async Task<string> OfAsync(FileStream file, CancellationToken cancellationToken)
    {
        var (length, changed) = (file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
        if (_known.TryGetValue(file.Name, out var known) && known.Length == length && known.Changed == changed) return known.Hash;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (time.GetUtcNow().UtcDateTime - changed > Settled) _known[file.Name] = (length, changed, hash);
        return hash;
    }
}
