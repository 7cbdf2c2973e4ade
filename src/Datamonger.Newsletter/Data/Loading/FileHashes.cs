using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>
/// Hashes of files, each read once for as long as its size and time of change stay the same and that time lies well before the
/// reading: a file that was changed in the same moment is read again. Of large files this is remembered from run to run.
/// </summary>
internal sealed class FileHashes(BuildCache cache, TimeProvider time)
{
    private const string Kind = "file";
    private const long LargeBytes = 8 << 20;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (string Stamp, string Hash)> _known = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of the bytes of an open file, 64 hex digits.</summary>
    public async Task<string> OfAsync(FileStream file, CancellationToken cancellationToken)
    {
        var (length, changed) = (file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
        var stamp = ContentHash.Of(string.Create(CultureInfo.InvariantCulture, $"{file.Name}\n{length}\n{changed.Ticks}"));
        if (_known.TryGetValue(file.Name, out var known) && known.Stamp == stamp) return known.Hash;
        var isLarge = length >= LargeBytes;
        var hash = isLarge && cache.Find(Kind, stamp) is { Length: 64 } kept ? Encoding.ASCII.GetString(kept) : Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (time.GetUtcNow().UtcDateTime - changed > Settled)
        {
            _known[file.Name] = (stamp, hash);
            if (isLarge) cache.Keep(Kind, stamp, Encoding.ASCII.GetBytes(hash));
        }
        return hash;
    }
}
