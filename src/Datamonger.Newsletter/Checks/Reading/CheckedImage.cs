using System.Buffers.Binary;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>A picture file of the email, with what its header says.</summary>
internal sealed class CheckedImage
{
    private const ushort GpsTag = 0x8825;

    public CheckedImage(EmailImage file, IssueCharts charts)
    {
        File = file;
        IsChart = charts.All.SelectMany(chart => chart.Pictures).Any(picture => picture.FileName == file.FileName);
        var bytes = file.Bytes.AsSpan();
        if (bytes is [0x89, 0x50, 0x4E, 0x47, ..]) ReadPng(bytes);
        else if (bytes is [0xFF, 0xD8, 0xFF, ..]) ReadJpeg(bytes);
        else if (bytes is [0x47, 0x49, 0x46, 0x38, _, _, _, _, _, _, ..]) (Width, Height) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
    }

    /// <summary>The file.</summary>
    public EmailImage File { get; }

    /// <summary>Whether it was drawn from data here.</summary>
    public bool IsChart { get; }

    /// <summary>Pixels across; 0 when the header cannot be read.</summary>
    public int Width { get; private set; }

    /// <summary>Pixels down.</summary>
    public int Height { get; private set; }

    /// <summary>Whether the file can let the ground through.</summary>
    public bool HasAlpha { get; private set; }

    /// <summary>Whether its metadata say where on earth it was taken.</summary>
    public bool HasPlace { get; private set; }

    /// <summary>A form that some clients show wrongly or not at all: "CMYK", "16 bits a channel"; null when there is none.</summary>
    public string? OddForm { get; private set; }

    private void ReadPng(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33) return;
        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        if (bytes[24] == 16) OddForm = "16 bits a channel";
        HasAlpha = bytes[25] is 4 or 6;
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) return;
            var type = bytes.Slice(at + 4, 4);
            if (type.SequenceEqual("tRNS"u8)) HasAlpha = true;
            if (type.SequenceEqual("eXIf"u8)) HasPlace |= SaysWhere(bytes.Slice(at + 8, (int)length));
            if (type.SequenceEqual("acTL"u8)) OddForm = "an animation, of which many clients show the first picture";
            at += 12 + (int)length;
        }
    }

    private void ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2;
                continue;
            }
            if (marker is 0xD9 or 0xDA) return;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) return;
            var segment = bytes.Slice(at + 4, length - 2);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && segment.Length >= 6)
            {
                (Height, Width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
                if (segment[5] == 4) OddForm = "CMYK";
                else if (segment[0] != 8) OddForm = $"{segment[0]} bits a channel";
            }
            if (marker == 0xE1 && segment.StartsWith("Exif\0\0"u8)) HasPlace |= SaysWhere(segment[6..]);
            at += 2 + length;
        }
    }

    // TIFF: a byte order, the offset of the first directory, its entries of twelve bytes each.
    private static bool SaysWhere(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return false;
        var little = tiff[0] == 'I';
        ushort Short(ReadOnlySpan<byte> at) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return false;
        var entries = Short(tiff[(int)directory..]);
        for (var i = 0; i < entries; i++)
        {
            var at = (long)directory + 2 + 12L * i;
            if (at + 12 > tiff.Length) return false;
            if (Short(tiff[(int)at..]) == GpsTag) return true;
        }
        return false;
    }
}
