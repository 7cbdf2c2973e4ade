using System.Buffers;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>
/// Splits a UTF-8 stream of delimited text into records and fields: RFC 4180, with any one-byte delimiter, LF or CRLF or CR,
/// a byte order mark left out, and a quote inside an unquoted field taken as written. Nothing is copied but fields with doubled quotes.
/// </summary>
internal sealed class CsvScanner
{
    /// <summary>Bytes of one record that are read before the file is refused (an unclosed quote swallows the rest).</summary>
    public const int MaximumRecord = 16 * 1024 * 1024;

    private const byte Quote = (byte)'"';
    private readonly Stream _stream;
    private readonly byte _delimiter;
    private readonly SearchValues<byte> _ends;
    private byte[] _buffer;
    private byte[] _unescaped = [];
    private int _unescapedLength;
    private int _position;
    private int _end;
    private bool _atStart = true;
    private bool _atEnd;
    private int _nextLine = 1;
    private Field[] _fields = new Field[32];

    private readonly record struct Field(int Start, int Length, bool IsUnescaped);

    public CsvScanner(Stream stream, byte delimiter, int bufferSize = 1 << 20)
    {
        _stream = stream;
        _delimiter = delimiter;
        _ends = SearchValues.Create([delimiter, (byte)'\n', (byte)'\r', Quote]);
        _buffer = new byte[bufferSize];
    }

    /// <summary>Splits a part of a file that holds whole records; its lines count from 1.</summary>
    public CsvScanner(CsvBlock block, byte delimiter)
        : this(Stream.Null, delimiter, 0)
    {
        _buffer = block.Bytes;
        _end = block.Length;
        if (block.IsFirst && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _position = 3;
        _atStart = false;
        _atEnd = true;
    }

    /// <summary>Fields of the current record.</summary>
    public int FieldCount { get; private set; }

    /// <summary>1-based line of the file on which the current record begins.</summary>
    public int Line { get; private set; }

    /// <summary>Line breaks inside the quotes of the current record.</summary>
    public int LineBreaks { get; private set; }

    /// <summary>Lines that have been read.</summary>
    public int LineCount => _nextLine - 1;

    /// <summary>Whether the current record is a line without a single character.</summary>
    public bool IsBlankLine => FieldCount == 1 && _fields[0].Length == 0 && !WasQuoted;

    private bool WasQuoted { get; set; }

    /// <summary>A field of the current record, without its quotes.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ref readonly var field = ref _fields[index];
            return (field.IsUnescaped ? _unescaped : _buffer).AsSpan(field.Start, field.Length);
        }
    }

    /// <summary>Leaves out whole lines, quoted or not.</summary>
    public void SkipLines(int count)
    {
        for (; count > 0; count--)
        {
            int length;
            while ((length = _buffer.AsSpan(_position, _end - _position).IndexOf((byte)'\n')) < 0)
            {
                if (_atEnd)
                {
                    _position = _end;
                    return;
                }
                _position = _end;
                Fill(_end);
            }
            _position += length + 1;
            _nextLine++;
        }
    }

    /// <summary>Reads the next record; false at the end.</summary>
    /// <exception cref="CsvRecordException">A record is too long, or a quote is not closed.</exception>
    public bool Read()
    {
        while (true)
        {
            if (_position == _end && _atEnd)
                return false;
            if (TryRead())
                return true;
            Fill(_position);
        }
    }

    // Reads more behind what is kept from "start" on, which moves to the front of the buffer.
    private void Fill(int start)
    {
        var kept = _end - start;
        if (kept == _buffer.Length)
        {
            if (kept >= MaximumRecord)
                throw CsvRecordException.TooLong(_nextLine);
            Array.Resize(ref _buffer, kept * 2);
        }
        else if (start > 0)
        {
            Buffer.BlockCopy(_buffer, start, _buffer, 0, kept);
        }
        _position = 0;
        _end = kept;
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_end), 3, throwOnEndOfStream: false);
        _atEnd = read < 3;
        _end += read;
        if (_atStart && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _position = 3;
        _atStart = false;
    }

    // False when the record may go on behind the bytes at hand.
    private bool TryRead()
    {
        var data = _buffer.AsSpan(0, _end);
        var position = _position;
        var lines = 0;
        var count = 0;
        var quoted = false;
        _unescapedLength = 0;
        while (true)
        {
            Field field;
            if (position < data.Length && data[position] == Quote)
            {
                quoted = true;
                if (!TryReadQuoted(data, ref position, ref lines, out field))
                    return false;
            }
            else
            {
                var start = position;
                while (true)
                {
                    var length = data[position..].IndexOfAny(_ends);
                    if (length < 0)
                    {
                        if (!_atEnd)
                            return false;
                        position = data.Length;
                        break;
                    }
                    position += length;
                    if (data[position] != Quote)
                        break;
                    position++;
                }
                field = new Field(start, position - start, false);
            }
            if (count == _fields.Length)
                Array.Resize(ref _fields, count * 2);
            _fields[count++] = field;
            if (position < data.Length && data[position] == _delimiter)
            {
                position++;
                continue;
            }
            // A line end, or the end of the file; of "\r" at the end of the buffer, "\n" may still follow.
            if (position < data.Length && data[position] == '\r')
            {
                if (position + 1 == data.Length && !_atEnd)
                    return false;
                position++;
                if (position < data.Length && data[position] == '\n')
                    position++;
            }
            else if (position < data.Length)
            {
                position++;
            }
            break;
        }
        Line = _nextLine;
        LineBreaks = lines;
        _nextLine += lines + 1;
        _position = position;
        FieldCount = count;
        WasQuoted = quoted;
        return true;
    }

    private bool TryReadQuoted(ReadOnlySpan<byte> data, ref int position, ref int lines, out Field field)
    {
        field = default;
        var start = position + 1;
        var at = start;
        var copied = -1;
        var copyFrom = start;
        while (true)
        {
            var length = data[at..].IndexOf(Quote);
            if (length < 0)
            {
                if (!_atEnd)
                    return false;
                throw CsvRecordException.OpenQuote(_nextLine + lines);
            }
            at += length;
            if (at + 1 == data.Length && !_atEnd)
                return false;
            if (at + 1 < data.Length && data[at + 1] == Quote)
            {
                if (copied < 0)
                    copied = _unescapedLength;
                Append(data[copyFrom..(at + 1)]);
                at += 2;
                copyFrom = at;
                continue;
            }
            break;
        }
        var closing = at;
        position = Math.Min(closing + 1, data.Length);
        // Text behind the closing quote belongs to the field, as spreadsheets read it.
        var rest = data[position..].IndexOfAny(_ends);
        if (rest < 0 && !_atEnd)
            return false;
        var restLength = rest < 0 ? data.Length - position : rest;
        while (restLength < data.Length - position && data[position + restLength] == Quote)
        {
            restLength++;
            var more = data[(position + restLength)..].IndexOfAny(_ends);
            if (more < 0 && !_atEnd)
                return false;
            restLength += more < 0 ? data.Length - position - restLength : more;
        }
        var inside = data[start..closing];
        lines += inside.Count((byte)'\n') + inside.Count((byte)'\r') - inside.Count("\r\n"u8);
        if (restLength > 0)
        {
            if (copied < 0)
                copied = _unescapedLength;
            Append(data[copyFrom..closing]);
            Append(data.Slice(position, restLength));
            position += restLength;
            field = new Field(copied, _unescapedLength - copied, true);
        }
        else if (copied >= 0)
        {
            Append(data[copyFrom..closing]);
            field = new Field(copied, _unescapedLength - copied, true);
        }
        else
        {
            field = new Field(start, closing - start, false);
        }
        return true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_unescapedLength + bytes.Length > _unescaped.Length)
            Array.Resize(ref _unescaped, Math.Max(1024, (_unescapedLength + bytes.Length) * 2));
        bytes.CopyTo(_unescaped.AsSpan(_unescapedLength));
        _unescapedLength += bytes.Length;
    }
}
