using System.Security.Cryptography;

namespace Datamonger.Newsletter.Data.Files;

/// <summary>
/// A file whose bytes are hashed as they are read, so that it need not be read for that alone. What is read again is not hashed again; what
/// is jumped over never is.
/// </summary>
/// <param name="file">The file, seekable; it stays the caller's.</param>
internal sealed class HashingStream(Stream file) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _hashed;

    /// <summary>SHA-256 of the whole file, 64 hex digits; null when not all of it has been read.</summary>
    public string? Hash => _hashed == file.Length ? Convert.ToHexStringLower(_hash.GetCurrentHash()) : null;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var known = _hashed - file.Position;
        var read = file.Read(buffer);
        if (known >= 0 && known < read)
        {
            _hash.AppendData(buffer[(int)known..read]);
            _hashed += read - known;
        }
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
