using System.Buffers;
using System.Text;

namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>
/// Writes structures in Thrift's compact protocol, in which Parquet describes itself
/// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md). Fields are written in the order of their numbers.
/// </summary>
internal sealed class CompactWriter(IBufferWriter<byte> output)
{
    private const int Int32Type = 5;
    private const int Int64Type = 6;
    private const int BinaryType = 8;
    private const int ListType = 9;
    private const int StructType = 12;
    private readonly Stack<int> _outer = new();
    private int _field;

    /// <summary>Begins a structure that is a member of a list, or stands alone.</summary>
    public void Begin()
    {
        _outer.Push(_field);
        _field = 0;
    }

    /// <summary>Begins a structure that is a field of another.</summary>
    public void Begin(int field)
    {
        Field(field, StructType);
        Begin();
    }

    /// <summary>Ends a structure.</summary>
    public void End()
    {
        Byte(0);
        _field = _outer.Pop();
    }

    /// <summary>A field of 32 bits; an enumeration is one too.</summary>
    public void Int32(int field, int value)
    {
        Field(field, Int32Type);
        Number(value);
    }

    /// <summary>A field of 64 bits.</summary>
    public void Int64(int field, long value)
    {
        Field(field, Int64Type);
        Number(value);
    }

    /// <summary>A field of text.</summary>
    public void Text(int field, string value)
    {
        Field(field, BinaryType);
        Text(value);
    }

    /// <summary>A list of structures; each follows between <see cref="Begin()"/> and <see cref="End"/>.</summary>
    public void Structures(int field, int count) => List(field, count, StructType);

    /// <summary>A list of enumerations.</summary>
    public void Int32s(int field, params ReadOnlySpan<int> values)
    {
        List(field, values.Length, Int32Type);
        foreach (var value in values)
            Number(value);
    }

    /// <summary>A list of one text.</summary>
    public void Texts(int field, string value)
    {
        List(field, 1, BinaryType);
        Text(value);
    }

    private void List(int field, int count, int type)
    {
        Field(field, ListType);
        if (count < 15)
        {
            Byte((byte)((count << 4) | type));
            return;
        }
        Byte((byte)(0xF0 | type));
        Unsigned((ulong)count);
    }

    private void Field(int field, int type)
    {
        Byte((byte)(((field - _field) << 4) | type));
        _field = field;
    }

    private void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Unsigned((ulong)bytes.Length);
        output.Write(bytes);
    }

    // Zigzag: small numbers of either sign are short.
    private void Number(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    private void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
