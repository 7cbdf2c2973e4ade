namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>
/// Cuts a stream of delimited text into blocks of whole records, so that they can be split at the same time. Where a record ends is seen
/// as <see cref="CsvScanner"/> sees it.
/// </summary>
/// <param name="stream">The file from its start.</param>
/// <param name="delimiter">What stands between two fields.</param>
/// <param name="skip">Lines above the header, which may hold any quotes; they are left in the first block.</param>
/// <param name="blockBytes">Bytes of a block; the first is shorter, enough to see what the file holds.</param>
internal sealed class CsvBlocks(Stream stream, byte delimiter, int skip, int blockBytes)
{
    private const byte Quote = (byte)'"';

    // The last block is about as long as this, and no shorter, unless the file is: all notes under a table stand in one block.
    private readonly int _tail = Math.Min(CsvNotes.MostBytes, blockBytes);
    private byte[] _rest = [];
    private int _restLength;
    private bool _isFirst = true;
    private bool _isAtEnd;
    private bool _isLast;

    /// <summary>Reads the next block; false at the end.</summary>
    /// <param name="buffer">Where its bytes go, made larger where they need it.</param>
    /// <exception cref="CsvRecordException">A record is too long. Lines count from the start of the block.</exception>
    public bool TryRead(ref byte[] buffer, out CsvBlock block)
    {
        block = default;
        if (_isLast)
            return false;
        var length = Math.Max(_isFirst ? Math.Max(1, blockBytes / 16) : blockBytes, _restLength);
        var read = 0;
        while (true)
        {
            if (buffer.Length < length + _tail)
                Array.Resize(ref buffer, length + _tail);
            if (read == 0)
            {
                _rest.AsSpan(0, _restLength).CopyTo(buffer);
                read = _restLength;
            }
            var wanted = length + _tail - read;
            var got = stream.ReadAtLeast(buffer.AsSpan(read, wanted), wanted, throwOnEndOfStream: false);
            read += got;
            _isAtEnd |= got < wanted;
            var ahead = buffer.AsSpan(0, Math.Max(0, Math.Min(length, read - _tail)));
            var whole = EndOfRecords(ahead, _isFirst ? Start(ahead) : 0);
            if (whole == 0 && !_isAtEnd)
            {
                if (length >= CsvScanner.MaximumRecord)
                    throw CsvRecordException.TooLong(1);
                length *= 2;
                continue;
            }
            _isLast = whole == 0;
            if (_isLast)
                whole = read;
            Keep(buffer.AsSpan(whole, read - whole));
            block = new CsvBlock(buffer, whole, _isFirst, _isLast);
            _isFirst = false;
            return whole > 0;
        }
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (_rest.Length < rest.Length)
            _rest = new byte[rest.Length * 2];
        rest.CopyTo(_rest);
        _restLength = rest.Length;
    }

    // Where the first record begins.
    private int Start(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        for (var lines = 0; lines < skip; lines++)
        {
            var line = bytes[start..].IndexOf((byte)'\n');
            if (line < 0)
                return bytes.Length;
            start += line + 1;
        }
        return start;
    }

    // Behind the last record that certainly ends in these bytes; 0 when none does.
    private int EndOfRecords(ReadOnlySpan<byte> bytes, int start)
    {
        var end = 0;
        var at = start;
        while (true)
        {
            var quote = bytes[at..].IndexOf(Quote);
            var outside = quote < 0 ? bytes[at..] : bytes.Slice(at, quote);
            if (LastLineEnd(outside, quote >= 0) is > 0 and var length)
                end = at + length;
            if (quote < 0)
                return end;
            at += quote;
            var opens = at == start || bytes[at - 1] is (byte)'\n' or (byte)'\r' || bytes[at - 1] == delimiter;
            at++;
            if (!opens)
                continue;
            // The closing quote is one that is not doubled; at the end of the bytes its twin may follow.
            while (true)
            {
                var next = bytes[at..].IndexOf(Quote);
                if (next < 0 || at + next + 1 == bytes.Length)
                    return end;
                at += next + 1;
                if (bytes[at] != Quote)
                    break;
                at++;
            }
        }
    }

    // Behind the last line end; a lone CR at the very end may be half of one.
    private static int LastLineEnd(ReadOnlySpan<byte> bytes, bool goesOn)
    {
        var last = bytes.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (last < 0)
            return 0;
        if (bytes[last] == '\n' || last + 1 < bytes.Length || goesOn)
            return last + 1;
        return LastLineEnd(bytes[..last], goesOn: true);
    }
}
