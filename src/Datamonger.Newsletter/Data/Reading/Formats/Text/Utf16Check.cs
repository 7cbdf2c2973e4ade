using System.Buffers;
using System.Text;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>
/// Tells whether a file really is UTF-16: any even number of bytes decodes to something, mostly to nonsense without lines.
/// </summary>
internal static class Utf16Check
{
    private const int ChunkBytes = 1 << 18;

    /// <summary>The first row (1-based) that is no text; 0 when all of it is.</summary>
    public static int FirstBadRow(Stream stream, Encoding encoding, int markBytes, CancellationToken cancellationToken)
    {
        if (stream.Length % 2 != 0)
            return 1;
        stream.Position = markBytes;
        var decoder = Encoding
            .GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            .GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var chars = ArrayPool<char>.Shared.Rent(ChunkBytes);
        var row = 1;
        long lineChars = 0,
            ascii = 0,
            total = 0;
        try
        {
            for (var isLast = false; !isLast; )
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = stream.ReadAtLeast(bytes.AsSpan(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false);
                isLast = read < ChunkBytes;
                var text = chars.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, read), chars, isLast));
                if (text.IndexOf('\0') is >= 0 and var nul)
                    return row + text[..nul].Count('\n');
                var first = text.IndexOfAny('\n', '\r');
                lineChars += first < 0 ? text.Length : first;
                if (lineChars > SizeLimits.LineBytes)
                    return row;
                if (first >= 0)
                    lineChars = text.Length - 1 - text.LastIndexOfAny('\n', '\r');
                row += text.Count('\n');
                total += text.Length;
                foreach (var c in text)
                    ascii += c < 0x80 ? 1 : 0;
            }
            // A table has delimiters, digits and line ends. Bytes of another encoding taken two by two have none.
            return total > 0 && ascii == 0 ? 1 : 0;
        }
        catch (DecoderFallbackException)
        {
            return row;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
        }
    }
}
