namespace Datamonger.Newsletter.Emails.Images;

/// <summary>A moving GIF, whose pictures stay as they are packed: Skia reads animations and writes none.</summary>
internal static class GifFile
{
    /// <summary>
    /// The file with what is shown and nothing else: no comments, no metadata of applications but how often it is played, nothing behind
    /// its end (GIF89a, appendix B).
    /// </summary>
    /// <returns>Null when it is torn.</returns>
    public static byte[]? Strip(ReadOnlySpan<byte> bytes)
    {
        var clean = new MemoryStream(bytes.Length);
        var at = 13 + (bytes.Length > 13 ? TableLength(bytes[10]) : 0);
        if (at >= bytes.Length)
            return null;
        clean.Write(bytes[..at]);
        while (at < bytes.Length)
        {
            var start = at;
            switch (bytes[at])
            {
                case 0x3B:
                    clean.WriteByte(0x3B);
                    return clean.ToArray();
                case 0x2C when at + 10 < bytes.Length:
                    at += 10 + TableLength(bytes[at + 9]) + 1;
                    if (!TryPassBlocks(bytes, ref at))
                        return null;
                    clean.Write(bytes[start..at]);
                    break;
                case 0x21 when at + 2 < bytes.Length:
                    var label = bytes[at + 1];
                    at += 2;
                    if (!TryPassBlocks(bytes, ref at))
                        return null;
                    var block = bytes[start..at];
                    if (label == 0xF9 && block.Length == 8)
                        clean.Write(block);
                    else if (label == 0xFF && block.Length >= 19 && block.Slice(3, 11).SequenceEqual("NETSCAPE2.0"u8) && block[14] == 3)
                        clean.Write([.. block[..18], 0]);
                    break;
                default:
                    return null;
            }
        }
        return null;
    }

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    // Blocks of a length and as many bytes, up to one of none.
    private static bool TryPassBlocks(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length)
        {
            var length = bytes[at];
            at += 1 + length;
            if (length == 0)
                return true;
        }
        return false;
    }
}
