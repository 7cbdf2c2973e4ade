using System.Security.Cryptography;
using System.Text;

namespace Datamonger.Newsletter.Caching;

/// <summary>
/// A SHA-256 over named parts: the key of everything that is cached or compared. Each part carries its length, so that no
/// two lists of parts give the same bytes.
/// </summary>
public sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash of bytes alone, as 64 lower-case hex digits.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The hash of a text's UTF-8 bytes alone, as 64 lower-case hex digits.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The hash of a file's bytes, read as a stream.</summary>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            1 << 16,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>Adds a part.</summary>
    public ContentHash Add(string? part)
    {
        var bytes = Encoding.UTF8.GetBytes(part ?? "\0");
        return Add(bytes);
    }

    /// <summary>Adds a part.</summary>
    public ContentHash Add(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        _hash.AppendData(length);
        _hash.AppendData(part);
        return this;
    }

    /// <summary>The hash of all parts so far, as 64 lower-case hex digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
