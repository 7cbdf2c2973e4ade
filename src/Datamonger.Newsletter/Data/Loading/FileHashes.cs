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
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _reading = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Stamp, string Hash)> _known = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of the bytes of an open file, 64 hex digits. Who asks for a file that is being read waits.</summary>
    /// <param name="read">Reads the file for what is in it, and hashes it meanwhile; null when that was not to be done.</param>
    public async Task<string> OfAsync(FileStream file, Func<string?> read, CancellationToken cancellationToken)
    {
        var gate = _reading.GetOrAdd(file.Name, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await OfAsync(file, StampOf(file), read, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<string> OfAsync(
        FileStream file,
        (string Stamp, DateTime Changed) state,
        Func<string?> read,
        CancellationToken cancellationToken
    )
    {
        var (stamp, changed) = state;
        if (_known.TryGetValue(file.Name, out var known) && known.Stamp == stamp)
            return known.Hash;
        var isLarge = file.Length >= LargeBytes;
        var kept = isLarge && cache.Find(Kind, stamp) is { Length: 64 } bytes ? Encoding.ASCII.GetString(bytes) : null;
        var began = time.GetUtcNow().UtcDateTime;
        var hash = kept ?? await Task.Run(read, cancellationToken) ?? Convert.ToHexStringLower(await HashAsync(file, cancellationToken));
        if (began - changed > Settled && StampOf(file).Stamp == stamp)
        {
            _known[file.Name] = (stamp, hash);
            if (isLarge && kept is null)
                cache.Keep(Kind, stamp, Encoding.ASCII.GetBytes(hash));
        }
        return hash;
    }

    private static async Task<byte[]> HashAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        return await SHA256.HashDataAsync(file, cancellationToken);
    }

    private static (string Stamp, DateTime Changed) StampOf(FileStream file)
    {
        var changed = File.GetLastWriteTimeUtc(file.SafeFileHandle);
        return (
            ContentHash.Of(
                string.Create(CultureInfo.InvariantCulture, $"{file.Name}\n{RandomAccess.GetLength(file.SafeFileHandle)}\n{changed.Ticks}")
            ),
            changed
        );
    }
}
