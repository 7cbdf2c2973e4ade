using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>
/// Passes XML through until a tag, or the text up to the next one, grows past what a spreadsheet holds; a parser would keep all of it in
/// memory.
/// </summary>
/// <param name="inner">The unpacked part; closed with this.</param>
/// <param name="length">What the archive says the part unpacks to; more is a lie.</param>
internal sealed class BoundedRunStream(Stream inner, long length) : Stream
{
    private long _run;
    private long _total;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _total += read;
        if (_total > length)
            throw WorkbookException.Unsafe("A part of the workbook unpacks to more than the archive says.");
        var rest = buffer[..read];
        for (var next = rest.IndexOf((byte)'<'); next >= 0; next = rest.IndexOf((byte)'<'))
        {
            Count(next);
            _run = 0;
            rest = rest[(next + 1)..];
        }
        Count(rest.Length);
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(int bytes)
    {
        _run += bytes;
        if (_run > SizeLimits.XmlRunBytes)
            throw WorkbookException.Unsafe($"A cell or tag of the workbook is longer than {SizeLimits.XmlRunBytes >> 20} MB.");
    }
}
