using System.Buffers;

namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>The distinct values of one column of a row group, in PLAIN encoding one after another.</summary>
internal sealed class DistinctValues
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<int> _ends = [];
    private ParquetType _type = ParquetType.Text;

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Whether they are truth values: 0 is false and 1 is true, and there are no bytes.</summary>
    public bool IsBoolean => _type.Physical == ParquetType.BooleanType;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>One of them.</summary>
    public ReadOnlySpan<byte> this[int index] => _bytes.WrittenSpan[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    /// <summary>Forgets all values; those that follow are of a type.</summary>
    public void Clear(ParquetType type)
    {
        _type = type;
        _bytes.ResetWrittenCount();
        _ends.Clear();
        Count = 0;
    }

    /// <summary>Adds a value.</summary>
    /// <returns>Its place.</returns>
    public int Add(object value)
    {
        if (value is bool flag)
            return flag ? 1 : 0;
        _type.Write(_bytes, value);
        return Added();
    }

    /// <summary>Adds a text.</summary>
    /// <returns>Its place.</returns>
    public int Add(ReadOnlySpan<byte> text)
    {
        ParquetType.Write(_bytes, text);
        return Added();
    }

    private int Added()
    {
        _ends.Add(_bytes.WrittenCount);
        return Count++;
    }
}
