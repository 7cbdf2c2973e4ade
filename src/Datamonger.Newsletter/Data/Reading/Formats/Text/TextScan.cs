using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>Goes through the bytes of a text file once and notes what tells its encoding. Rows are lines, 1-based; 0 is never.</summary>
internal sealed class TextScan
{
    private const int ChunkBytes = 1 << 20;
    private long _lines = 1;
    private long _lineBytes;
    private int _zerosAtEven;
    private int _zerosAtOdd;
    private bool _isHead = true;

    private TextScan() { }

    /// <summary>First row with a NUL byte.</summary>
    public int NulRow { get; private set; }

    /// <summary>First row with a byte that is no UTF-8.</summary>
    public int InvalidUtf8Row { get; private set; }

    /// <summary>First row with a character of several bytes in UTF-8.</summary>
    public int MultiByteRow { get; private set; }

    /// <summary>First row with a byte that Windows-1252 leaves undefined.</summary>
    public int Undefined1252Row { get; private set; }

    /// <summary>First row that is longer than a row of a table can be.</summary>
    public int LongLineRow { get; private set; }

    /// <summary>Whether the beginning is UTF-16 without a byte order mark, big-endian or not; null when it is not.</summary>
    public bool? Utf16 { get; private set; }

    public static TextScan Of(Stream stream, CancellationToken cancellationToken)
    {
        var scan = new TextScan();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes + 4);
        try
        {
            stream.Position = 0;
            var kept = 0;
            // What is wrong with a file is known at its first long line: a gigabyte of one is not read to its end.
            while (scan.LongLineRow == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = stream.ReadAtLeast(buffer.AsSpan(kept, ChunkBytes), ChunkBytes, throwOnEndOfStream: false);
                var isLast = read < ChunkBytes;
                var bytes = buffer.AsSpan(0, kept + read);
                var whole = isLast ? bytes.Length : bytes.Length - IncompleteTail(bytes);
                scan.Take(bytes[..whole]);
                kept = bytes.Length - whole;
                bytes[whole..].CopyTo(buffer);
                if (isLast)
                    break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return scan;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_isHead)
            TakeHead(bytes[..Math.Min(bytes.Length, 4096)]);
        if (NulRow == 0 && bytes.IndexOf((byte)0) is >= 0 and var nul)
            NulRow = RowAt(bytes, nul);
        if (InvalidUtf8Row > 0 || !Utf8.IsValid(bytes))
            TakeOddBytes(bytes);
        else if (MultiByteRow == 0 && bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var high)
            MultiByteRow = RowAt(bytes, high);
        TakeLines(bytes);
    }

    // Tables are mostly ASCII: in UTF-16 every other byte of it is zero.
    private void TakeHead(ReadOnlySpan<byte> head)
    {
        _isHead = false;
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] != 0)
                continue;
            if (i % 2 == 0)
                _zerosAtEven++;
            else
                _zerosAtOdd++;
        }
        if (_zerosAtEven > head.Length / 4 && _zerosAtOdd == 0)
            Utf16 = true;
        if (_zerosAtOdd > head.Length / 4 && _zerosAtEven == 0)
            Utf16 = false;
    }

    private void TakeOddBytes(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var step = bytes[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (step < 0)
                return;
            at += step;
            if (Undefined1252Row == 0 && bytes[at] is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D)
                Undefined1252Row = RowAt(bytes, at);
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            {
                if (MultiByteRow == 0)
                    MultiByteRow = RowAt(bytes, at);
            }
            else
            {
                if (InvalidUtf8Row == 0)
                    InvalidUtf8Row = RowAt(bytes, at);
                length = 1;
            }
            at += length;
        }
    }

    private void TakeLines(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        _lineBytes += first < 0 ? bytes.Length : first;
        if (_lineBytes > SizeLimits.LineBytes && LongLineRow == 0)
            LongLineRow = (int)Math.Min(_lines, int.MaxValue);
        if (first >= 0)
            _lineBytes = bytes.Length - 1 - bytes.LastIndexOfAny((byte)'\n', (byte)'\r');
        _lines += bytes.Count((byte)'\n');
    }

    private int RowAt(ReadOnlySpan<byte> bytes, int offset) => (int)Math.Min(_lines + bytes[..offset].Count((byte)'\n'), int.MaxValue);

    // A character may be cut in two by the end of the chunk; its first half waits for the next one.
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var b = bytes[^back];
            if (b < 0x80)
                return 0;
            if (b >= 0xC0)
                return
                    back
                    < (
                        b >= 0xF0 ? 4
                        : b >= 0xE0 ? 3
                        : 2
                    )
                    ? back
                    : 0;
        }
        return 0;
    }
}
