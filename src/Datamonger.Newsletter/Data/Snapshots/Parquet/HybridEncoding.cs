using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>
/// Writes small whole numbers as Parquet's RLE/bit-packing hybrid (https://parquet.apache.org/docs/file-format/data-pages/encodings/):
/// what repeats as one value and its count, the rest eight at a time with no more bits than the largest needs.
/// </summary>
internal static class HybridEncoding
{
    private const int Group = 8;

    /// <summary>Bits that hold every number below a count.</summary>
    public static int WidthFor(int count) => count <= 1 ? 1 : 32 - BitOperations.LeadingZeroCount((uint)(count - 1));

    /// <summary>Writes numbers of at most <paramref name="width"/> bits.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<int> values, int width)
    {
        var literals = 0;
        var at = 0;
        while (at < values.Length)
        {
            var run = RunAt(values[at..]);
            if (run < Group)
            {
                at += Group;
                continue;
            }
            WriteLiterals(output, values[literals..at], width);
            WriteRun(output, values[at], run, width);
            at += run;
            literals = at;
        }
        WriteLiterals(output, values[Math.Min(literals, values.Length)..], width);
    }

    /// <summary>Writes numbers side by side, least significant bit first, the last byte filled up with zeros.</summary>
    public static void WritePacked(IBufferWriter<byte> output, ReadOnlySpan<int> values, int width)
    {
        var length = (int)(((long)values.Length * width + 7) / 8);
        var span = output.GetSpan(length + (2 * sizeof(ulong)));
        var at = 0;
        // Eight numbers are as many bytes as one has bits.
        for (; width < 2 * Group && values.Length >= Group; values = values[Group..])
        {
            var low = FourOf(values, width);
            var high = FourOf(values[4..], width);
            BinaryPrimitives.WriteUInt64LittleEndian(span[at..], low | high << (4 * width));
            BinaryPrimitives.WriteUInt64LittleEndian(span[(at + sizeof(ulong))..], high >> (64 - (4 * width)));
            at += width;
        }
        ulong bits = 0;
        var filled = 0;
        foreach (var value in values)
        {
            bits |= (ulong)(uint)value << filled;
            filled += width;
            if (filled < 32)
                continue;
            BinaryPrimitives.WriteUInt32LittleEndian(span[at..], (uint)bits);
            at += sizeof(uint);
            bits >>= 32;
            filled -= 32;
        }
        BinaryPrimitives.WriteUInt32LittleEndian(span[at..], (uint)bits);
        output.Advance(length);
    }

    private static ulong FourOf(ReadOnlySpan<int> values, int width) =>
        (uint)values[0] | (ulong)(uint)values[1] << width | (ulong)(uint)values[2] << (2 * width) | (ulong)(uint)values[3] << (3 * width);

    // How often the first number stands there.
    private static int RunAt(ReadOnlySpan<int> values)
    {
        // Mostly once: that is seen without a call.
        if (values.Length > 1 && values[1] != values[0])
            return 1;
        var run = values.IndexOfAnyExcept(values[0]);
        return run < 0 ? values.Length : run;
    }

    private static void WriteRun(IBufferWriter<byte> output, int value, int count, int width)
    {
        WriteUnsigned(output, (uint)count << 1);
        var bytes = (width + 7) / 8;
        var span = output.GetSpan(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(span, value);
        output.Advance(bytes);
    }

    private static void WriteLiterals(IBufferWriter<byte> output, ReadOnlySpan<int> values, int width)
    {
        if (values.IsEmpty)
            return;
        var groups = (values.Length + Group - 1) / Group;
        WriteUnsigned(output, ((uint)groups << 1) | 1);
        WritePacked(output, values, width);
        var missing = (groups * width) - (int)(((long)values.Length * width + 7) / 8);
        if (missing == 0)
            return;
        output.GetSpan(missing)[..missing].Clear();
        output.Advance(missing);
    }

    private static void WriteUnsigned(IBufferWriter<byte> output, uint value)
    {
        var span = output.GetSpan(5);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        output.Advance(length);
    }
}
