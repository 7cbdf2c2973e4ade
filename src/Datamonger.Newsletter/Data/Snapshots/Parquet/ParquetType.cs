using System.Buffers;
using System.Buffers.Binary;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Typing;

namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>How Parquet holds the values of a column (https://parquet.apache.org/docs/file-format/types/).</summary>
/// <param name="Physical">The number of its physical type.</param>
/// <param name="Converted">The number that says what the physical values mean; null when they mean themselves.</param>
internal sealed record ParquetType(int Physical, int? Converted = null)
{
    public const int BooleanType = 0;
    private const int Int32Type = 1;
    private const int Int64Type = 2;
    private const int DoubleType = 5;
    private const int BytesType = 6;
    private const int FixedBytesType = 7;
    private const int DecimalBytes = 16;

    /// <summary>Digits of a decimal that 64 bits hold.</summary>
    private const int LongDigits = 18;

    /// <summary>Digits of the longest decimal.</summary>
    public const int MaximumDigits = 38;

    /// <summary>Digits of a decimal in all; 0 for other types.</summary>
    public int Precision { get; private init; }

    /// <summary>Digits of a decimal behind the point.</summary>
    public int Scale { get; private init; }

    /// <summary>Bytes of a value, where the type does not say so itself; null where it does.</summary>
    public int? Length => Physical == FixedBytesType ? DecimalBytes : null;

    public static readonly ParquetType Text = new(BytesType, 0);

    /// <summary>The type of a column.</summary>
    /// <param name="integerDigits">Digits before the point, of a decimal.</param>
    /// <param name="scale">Digits behind it; fewer are kept where both together are too many.</param>
    public static ParquetType Of(ColumnType type, int integerDigits, int scale) =>
        type switch
        {
            ColumnType.Boolean => new ParquetType(BooleanType),
            ColumnType.Integer => new ParquetType(Int64Type),
            // Numbers of more digits than a decimal has are no values of the column, and have been reported.
            ColumnType.Decimal => Decimal(Math.Clamp(integerDigits, 1, CellText.MaximumDigits), scale),
            ColumnType.Double => new ParquetType(DoubleType),
            ColumnType.Date => new ParquetType(Int32Type, 6),
            ColumnType.Timestamp => new ParquetType(Int64Type, 10),
            _ => Text,
        };

    /// <summary>Writes one value as PLAIN has it. Truth values have no bytes of their own.</summary>
    public void Write(IBufferWriter<byte> output, object value)
    {
        var span = output.GetSpan(DecimalBytes);
        switch (value)
        {
            case long whole:
                BinaryPrimitives.WriteInt64LittleEndian(span, whole);
                output.Advance(sizeof(long));
                break;
            case double real:
                BinaryPrimitives.WriteDoubleLittleEndian(span, real);
                output.Advance(sizeof(double));
                break;
            case DateOnly day:
                BinaryPrimitives.WriteInt32LittleEndian(span, day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
                output.Advance(sizeof(int));
                break;
            case DateTime time:
                BinaryPrimitives.WriteInt64LittleEndian(span, (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
                output.Advance(sizeof(long));
                break;
            case decimal exact when Physical == Int64Type:
                BinaryPrimitives.WriteInt64LittleEndian(span, (long)Unscaled(exact));
                output.Advance(sizeof(long));
                break;
            case decimal exact:
                BinaryPrimitives.WriteInt128BigEndian(span, Unscaled(exact));
                output.Advance(DecimalBytes);
                break;
            default:
                throw new ArgumentException($"A column cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>Writes one text as PLAIN has it.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), text.Length);
        output.Advance(sizeof(int));
        output.Write(text);
    }

    private static ParquetType Decimal(int integerDigits, int scale)
    {
        scale = Math.Min(scale, MaximumDigits - integerDigits);
        var isLong = integerDigits + scale <= LongDigits;
        return new ParquetType(isLong ? Int64Type : FixedBytesType, 5) { Precision = isLong ? LongDigits : MaximumDigits, Scale = scale };
    }

    private Int128 Unscaled(decimal value)
    {
        if (value.Scale > Scale)
            value = decimal.Round(value, Scale);
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var mantissa = (Int128)new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        for (var scale = value.Scale; scale < Scale; scale++)
            mantissa *= 10;
        return decimal.IsNegative(value) ? -mantissa : mantissa;
    }
}
