using System.Buffers;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>Reads lines from a server, up to as many bytes as an answer may have.</summary>
internal sealed class BoundedLines(Stream body, long maximum, DataSource source)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> _line = new();
    private (int Start, int End) _rest;
    private long _read;

    /// <summary>The next line without its end; null after the last.</summary>
    /// <exception cref="QueryException">There are too many bytes, or the last line has no end.</exception>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        _line.ResetWrittenCount();
        while (true)
        {
            var rest = _buffer.AsMemory(_rest.Start.._rest.End);
            var end = rest.Span.IndexOf((byte)'\n');
            _line.Write(rest.Span[..(end < 0 ? rest.Length : end)]);
            if (end >= 0)
            {
                _rest.Start += end + 1;
                return Encoding.UTF8.GetString(_line.WrittenSpan);
            }
            var count = await body.ReadAsync(_buffer, cancellationToken);
            _rest = (0, count);
            if (count == 0)
                return _line.WrittenCount == 0 ? null : throw SourceErrors.CutShort(source);
            if ((_read += count) > maximum)
                throw SourceErrors.TooManyRows(source);
        }
    }
}
