using System.Buffers.Binary;
using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>A picture beside an issue: its file for the email, and the size at which it is shown.</summary>
internal sealed record PictureFile(EmailImage Image, int Width, int Height)
{
    /// <summary>Width of the text column, in CSS pixels.</summary>
    public const int ColumnWidth = 552;

    private const int MaximumPixels = 25_000_000;

    /// <summary>Makes a picture from a file's bytes. A wide one is shown at the width of the column.</summary>
    /// <returns>Null when the bytes are no PNG, JPEG or GIF of a sensible size; <paramref name="reason"/> says why.</returns>
    public static PictureFile? Read(byte[] bytes, out string reason)
    {
        reason = "is not a PNG, JPEG or GIF picture";
        if (Measure(bytes) is not var (width, height, extension, mediaType)) return null;
        reason = "is too large: at most 25 million pixels are let through";
        if (width <= 0 || height <= 0 || (long)width * height > MaximumPixels) return null;
        reason = "";
        var shown = Math.Min(width, ColumnWidth);
        var image = new EmailImage(ContentHash.Of(bytes)[..16] + extension, ImmutableArray.Create(bytes), mediaType);
        return new PictureFile(image, shown, Math.Max(1, (int)Math.Round((double)height * shown / width, MidpointRounding.AwayFromZero)));
    }

    private static (int Width, int Height, string Extension, string MediaType)? Measure(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0x89, 0x50, 0x4E, 0x47, ..] && bytes.Length >= 24) return (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]), ".png", "image/png");
        if (bytes is [0x47, 0x49, 0x46, 0x38, ..] && bytes.Length >= 10) return (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]), ".gif", "image/gif");
        return bytes is [0xFF, 0xD8, 0xFF, ..] ? MeasureJpeg(bytes) : null;
    }

    // The size stands in the first start-of-frame segment.
    private static (int, int, string, string)? MeasureJpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is 0xFF)
            {
                at++;
                continue;
            }
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]), ".jpg", "image/jpeg");
            }
            at += 2 + (marker is 0x01 or (>= 0xD0 and <= 0xD9) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]));
        }
        return null;
    }
}
