using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Datamonger.Newsletter.Data.Model.Results;

/// <summary>
/// A table as bytes, for the cache: compact, exact to the last bit (a decimal keeps its scale), and the same bytes for the same
/// table. Column by column: name, type, which rows are empty, then the values.
/// </summary>
internal static class TableFormat
{
    /// <summary>Stands first; changes whenever the layout does, so that an old entry reads as absent.</summary>
    public const int Version = 1;

    /// <summary>Writes a table.</summary>
    /// <exception cref="ArgumentException">A value is not of its column's type: it would not be read again.</exception>
    public static byte[] Write(Table table)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write7BitEncodedInt(Version);
        writer.Write7BitEncodedInt(table.RowCount);
        writer.Write7BitEncodedInt(table.Columns.Length);
        foreach (var column in table.Columns)
        {
            writer.Write(column.Name);
            writer.Write((byte)column.Type);
            WriteNulls(writer, column.Values);
            WriteValues(writer, column);
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a table; null when the bytes are of another version or damaged.</summary>
    public static Table? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
            if (reader.Read7BitEncodedInt() != Version)
                return null;
            var rows = reader.Read7BitEncodedInt();
            var columns = ImmutableArray.CreateBuilder<Column>(Math.Min(reader.Read7BitEncodedInt(), 40_000));
            for (var i = columns.Capacity; i > 0; i--)
            {
                var name = reader.ReadString();
                var type = (ColumnType)reader.ReadByte();
                columns.Add(new Column(name, type, ReadValues(reader, type, ReadNulls(reader, rows), rows)));
            }
            return reader.BaseStream.Position == reader.BaseStream.Length ? new Table(columns.ToImmutable(), rows) : null;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or OverflowException or IOException)
        {
            return null;
        }
    }

    private static void WriteNulls(BinaryWriter writer, ImmutableArray<object?> values)
    {
        var any = values.Contains(null);
        writer.Write(any);
        if (!any)
            return;
        var bits = new byte[(values.Length + 7) / 8];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is null)
                bits[i / 8] |= (byte)(1 << (i % 8));
        }
        writer.Write(bits);
    }

    private static byte[]? ReadNulls(BinaryReader reader, int rows)
    {
        if (!reader.ReadBoolean())
            return null;
        var bits = reader.ReadBytes((rows + 7) / 8);
        return bits.Length == (rows + 7) / 8 ? bits : throw new EndOfStreamException();
    }

    private static void WriteValues(BinaryWriter writer, Column column)
    {
        // Texts that repeat are written once and named by number after that.
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        Span<int> decimalBits = stackalloc int[4];
        foreach (var value in column.Values)
        {
            switch (column.Type, value)
            {
                case (_, null):
                    break;
                case (ColumnType.Text, string text):
                    if (texts.TryGetValue(text, out var number))
                    {
                        writer.Write7BitEncodedInt(number);
                        break;
                    }
                    texts.Add(text, texts.Count + 1);
                    writer.Write7BitEncodedInt(0);
                    WriteText(writer, text);
                    break;
                case (ColumnType.Boolean, bool flag):
                    writer.Write(flag);
                    break;
                case (ColumnType.Integer, long whole):
                    writer.Write7BitEncodedInt64((whole << 1) ^ (whole >> 63));
                    break;
                case (ColumnType.Decimal, decimal exact):
                    decimal.GetBits(exact, decimalBits);
                    foreach (var bits in decimalBits)
                        writer.Write7BitEncodedInt(bits);
                    break;
                case (ColumnType.Double, double real):
                    writer.Write(BitConverter.DoubleToInt64Bits(real));
                    break;
                case (ColumnType.Date, DateOnly day):
                    writer.Write7BitEncodedInt(day.DayNumber);
                    break;
                case (ColumnType.Timestamp, DateTime time):
                    writer.Write(time.Ticks);
                    break;
                default:
                    throw new ArgumentException($"A column of type {column.Type} cannot hold a {value.GetType().Name}.", nameof(column));
            }
        }
    }

    private static ImmutableArray<object?> ReadValues(BinaryReader reader, ColumnType type, byte[]? nulls, int rows)
    {
        var texts = new List<string>();
        var values = ImmutableArray.CreateBuilder<object?>(Math.Min(rows, 1 << 20));
        Span<int> decimalBits = stackalloc int[4];
        for (var i = 0; i < rows; i++)
        {
            if (nulls is not null && (nulls[i / 8] & (1 << (i % 8))) != 0)
            {
                values.Add(null);
                continue;
            }
            switch (type)
            {
                case ColumnType.Text:
                    var number = reader.Read7BitEncodedInt();
                    if (number == 0)
                        texts.Add(ReadText(reader));
                    values.Add(texts[number == 0 ? ^1 : number - 1]);
                    break;
                case ColumnType.Boolean:
                    values.Add(reader.ReadBoolean());
                    break;
                case ColumnType.Integer:
                    var zigzag = reader.Read7BitEncodedInt64();
                    values.Add((long)((ulong)zigzag >> 1) ^ -(zigzag & 1));
                    break;
                case ColumnType.Decimal:
                    for (var part = 0; part < 4; part++)
                        decimalBits[part] = reader.Read7BitEncodedInt();
                    values.Add(new decimal(decimalBits));
                    break;
                case ColumnType.Double:
                    values.Add(BitConverter.Int64BitsToDouble(reader.ReadInt64()));
                    break;
                case ColumnType.Date:
                    values.Add(DateOnly.FromDayNumber(reader.Read7BitEncodedInt()));
                    break;
                case ColumnType.Timestamp:
                    values.Add(new DateTime(reader.ReadInt64()));
                    break;
                default:
                    throw new FormatException("Unknown column type.");
            }
        }
        return values.ToImmutable();
    }

    // UTF-16 as it is, since a text of the author's may hold half a surrogate pair, which UTF-8 cannot.
    private static void WriteText(BinaryWriter writer, string text)
    {
        var wellFormed = !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
        if (wellFormed)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            writer.Write7BitEncodedInt(bytes.Length << 1);
            writer.Write(bytes);
            return;
        }
        var units = new byte[text.Length * 2];
        for (var i = 0; i < text.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(units.AsSpan(i * 2), text[i]);
        writer.Write7BitEncodedInt((units.Length << 1) | 1);
        writer.Write(units);
    }

    private static string ReadText(BinaryReader reader)
    {
        var header = reader.Read7BitEncodedInt();
        var length = (int)((uint)header >> 1);
        var bytes = reader.ReadBytes(length);
        if (bytes.Length != length)
            throw new EndOfStreamException();
        if ((header & 1) == 0)
            return Encoding.UTF8.GetString(bytes);
        var characters = new char[length / 2];
        for (var i = 0; i < characters.Length; i++)
            characters[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(i * 2));
        return new string(characters);
    }
}
