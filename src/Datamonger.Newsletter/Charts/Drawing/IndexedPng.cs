using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// Encodes an opaque picture as a PNG with a palette (PNG 3, colour type 3): charts are a few flat colours and their smoothed edges,
/// so one byte a pixel says it all. A third of the bytes of a truecolour file, and quicker to compress.
/// </summary>
internal static class IndexedPng
{
    private const int MostColours = 256;

    // The flat colours of any chart; these are never touched, whatever becomes of the shades at their edges.
    private const int Exact = 48;

    private static readonly uint[] CrcTable =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(value =>
                Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1)
            ),
    ];

    /// <summary>The file. The same pixels give the same bytes.</summary>
    /// <param name="pixels">Of colour type RGBA 8888, opaque.</param>
    public static ImmutableArray<byte> Encode(SKPixmap pixels)
    {
        var colours = MemoryMarshal.Cast<byte, uint>(pixels.GetPixelSpan());
        var counts = Count(colours);
        var (palette, indexes) = Palette(counts);
        var file = new MemoryStream(64 * 1024);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, pixels.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Height);
        (header[8], header[9]) = (8, 3);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "PLTE"u8, [.. palette.SelectMany(colour => new[] { (byte)colour, (byte)(colour >> 8), (byte)(colour >> 16) })]);
        Chunk(file, "IDAT"u8, Data(colours, pixels.Width, indexes));
        Chunk(file, "IEND"u8, []);
        return ImmutableCollectionsMarshal.AsImmutableArray(file.ToArray());
    }

    private static Dictionary<uint, int> Count(ReadOnlySpan<uint> colours)
    {
        var counts = new Dictionary<uint, int>();
        for (var i = 0; i < colours.Length; )
        {
            // Most of a chart is runs of one colour.
            var colour = colours[i];
            var length = colours[i..].IndexOfAnyExcept(colour) is var end && end < 0 ? colours.Length - i : end;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, colour, out _) += length;
            i += length;
        }
        return counts;
    }

    // Shades that are nearly alike share the one of them that is seen most, so that no new colour appears.
    private static (List<uint> Palette, Dictionary<uint, byte> Indexes) Palette(Dictionary<uint, int> counts)
    {
        uint[] byFrequency = [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).Select(count => count.Key)];
        for (var coarseness = 0; ; coarseness++)
        {
            var mask = 0xFFu >> coarseness << coarseness;
            mask |= (mask << 8) | (mask << 16);
            var palette = new List<uint>();
            var (indexes, buckets) = (new Dictionary<uint, byte>(byFrequency.Length), new Dictionary<uint, byte>());
            foreach (var colour in byFrequency)
            {
                if (palette.Count < Exact || !buckets.TryGetValue(colour & mask, out var index))
                {
                    if (palette.Count == MostColours)
                        break;
                    index = (byte)palette.Count;
                    palette.Add(colour);
                    buckets.TryAdd(colour & mask, index);
                }
                indexes.Add(colour, index);
            }
            if (indexes.Count == byFrequency.Length)
                return (palette, indexes);
        }
    }

    private static ReadOnlySpan<byte> Data(ReadOnlySpan<uint> colours, int width, Dictionary<uint, byte> indexes)
    {
        var data = new MemoryStream(64 * 1024);
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            // Rows without a filter: indexes are names, and a difference of names means nothing.
            var row = new byte[width + 1];
            for (var y = 0; y < colours.Length / width; y++)
            {
                var line = colours.Slice(y * width, width);
                for (var x = 0; x < width; )
                {
                    var length = line[x..].IndexOfAnyExcept(line[x]) is var end && end < 0 ? width - x : end;
                    row.AsSpan(x + 1, length).Fill(indexes[line[x]]);
                    x += length;
                }
                zlib.Write(row);
            }
        }
        return data.GetBuffer().AsSpan(0, (int)data.Length);
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }
}
