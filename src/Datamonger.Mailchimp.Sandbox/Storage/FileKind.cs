using System.Buffers.Binary;
using System.Text;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>What an uploaded file is, judged by its bytes: Mailchimp does not trust the name's ending, and may change it.</summary>
internal sealed record FileKind(string Extension, string MediaType, bool IsImage, int Width = 0, int Height = 0)
{
    /// <summary>Endings that are taken; images that a browser shows have their media type.</summary>
    private static readonly Dictionary<string, string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpe"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["bmp"] = "image/bmp",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["svg"] = "image/svg+xml",
        ["psd"] = "",
        ["indd"] = "",
        ["ai"] = "",
        ["eps"] = "",
        ["txt"] = "text/plain",
        ["csv"] = "text/csv",
        ["log"] = "text/plain",
        ["css"] = "text/css",
        ["ics"] = "text/calendar",
        ["pdf"] = "application/pdf",
        ["epub"] = "",
        ["mobi"] = "",
        ["doc"] = "",
        ["docx"] = "",
        ["xls"] = "",
        ["xlsx"] = "",
        ["ppt"] = "",
        ["pptx"] = "",
        ["odt"] = "",
        ["ods"] = "",
        ["odp"] = "",
        ["mp3"] = "",
        ["m4a"] = "",
        ["wav"] = "",
        ["mp4"] = "",
        ["m4v"] = "",
        ["avi"] = "",
        ["zip"] = "",
        ["tar"] = "",
        ["gz"] = "",
        ["7z"] = "",
        ["vcf"] = "text/vcard",
    };

    /// <summary>Null when no file of this ending and these bytes is taken.</summary>
    public static FileKind? Of(string name, ReadOnlySpan<byte> bytes)
    {
        if (IsPng(bytes))
            return new FileKind(
                "png",
                "image/png",
                true,
                BinaryPrimitives.ReadInt32BigEndian(bytes[16..]),
                BinaryPrimitives.ReadInt32BigEndian(bytes[20..])
            );
        if (bytes.Length >= 10 && (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)))
            return new FileKind(
                "gif",
                "image/gif",
                true,
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])
            );
        if (bytes.Length > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF)
            return Jpeg(bytes, Ending(name) is "jpe" or "jpeg" ? Ending(name) : "jpg");
        if (bytes.Length >= 26 && bytes.StartsWith("BM"u8))
            return new FileKind(
                "bmp",
                "image/bmp",
                true,
                BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]),
                Math.Abs(BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]))
            );
        if (!Endings.TryGetValue(Ending(name), out var type))
            return null;
        // The bytes of a picture would have been known above.
        if (type is "image/png" or "image/jpeg" or "image/gif" or "image/bmp")
            return null;
        return new FileKind(
            Ending(name),
            type.Length > 0 ? type : "application/octet-stream",
            type.StartsWith("image/", StringComparison.Ordinal)
        );
    }

    private static string Ending(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    private static bool IsPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes[0] == 0x89 && Encoding.ASCII.GetString(bytes[1..4]) == "PNG";

    private static FileKind Jpeg(ReadOnlySpan<byte> bytes, string ending)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new FileKind(
                    ending,
                    "image/jpeg",
                    true,
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..])
                );
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }
        return new FileKind(ending, "image/jpeg", true);
    }
}
