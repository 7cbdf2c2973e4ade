using System.Security.Cryptography;

namespace Datamonger.Newsletter.Data.Reading.Files;

/// <summary>
/// A file whose bytes are hashed as they are read, so that it need not be read for that alone. What is read again is not hashed again, but
/// compared as far as the beginning of the file goes; what is jumped over never is hashed.
/// </summary>
/// <param name="file">The file, seekable; it stays the caller's.</param>
internal sealed class HashingStream(Stream file) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[HeadBytes];
    private long _hashed;

    /// <summary>Bytes at the beginning, which are read more than once to learn what the file holds.</summary>
    private const int HeadBytes = 1 << 20;

    /// <summary>Whether everything that was read is what the hash was made of.</summary>
    public bool IsCertain { get; private set; } = true;

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
        var position = file.Position;
        var known = _hashed - position;
        var read = file.Read(buffer);
        var (again, inHead) = ((int)Math.Clamp(known, 0, read), (int)Math.Clamp(HeadBytes - position, 0, read));
        if (again > 0)
            IsCertain &= again <= inHead && buffer[..again].SequenceEqual(_head.AsSpan((int)position, again));
        if (inHead > again)
            buffer[again..inHead].CopyTo(_head.AsSpan((int)position + again));
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
    public override void Flush() { }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
