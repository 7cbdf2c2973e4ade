using System.Buffers;
using System.Buffers.Binary;

namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>
/// Writes the values of one column of a row group: a dictionary page, where values repeat, and a data page
/// (https://parquet.apache.org/docs/file-format/data-pages/). Nothing is compressed: numbers into a dictionary are small as they are.
/// </summary>
internal sealed class ChunkWriter(ArrayBufferWriter<byte> output)
{
    /// <summary>Encodings by their numbers.</summary>
    public const int PlainEncoding = 0;

    public const int RleEncoding = 3;

    public const int DictionaryEncoding = 8;

    private const int DataPage = 0;
    private const int DictionaryPage = 2;
    private readonly ArrayBufferWriter<byte> _page = new();
    private readonly ArrayBufferWriter<byte> _levels = new();
    private int[] _present = [];
    private int[] _values = [];

    /// <summary>Writes a column.</summary>
    /// <param name="codes">For each row a number.</param>
    /// <param name="indexOf">For each number the place of its value in <paramref name="values"/>; negative where there is none.</param>
    /// <param name="values">The distinct values.</param>
    public ChunkPlace Write(ReadOnlySpan<int> codes, ReadOnlySpan<int> indexOf, DistinctValues values)
    {
        var start = output.WrittenCount;
        var indices = Present(codes, indexOf);
        var isDictionary = !values.IsBoolean && values.Count > 0 && values.Count * 2 <= indices.Length;
        if (isDictionary)
            WriteDictionary(values);
        var dictionaryLength = output.WrittenCount - start;
        _page.ResetWrittenCount();
        WriteLevels(codes.Length);
        if (isDictionary)
            WriteIndices(indices, values.Count);
        else if (values.IsBoolean)
            HybridEncoding.WritePacked(_page, indices, 1);
        else
            foreach (var index in indices)
                _page.Write(values[index]);
        var header = BeginPage(DataPage, _page.WrittenCount);
        header.Begin(5);
        header.Int32(1, codes.Length);
        header.Int32(2, isDictionary ? DictionaryEncoding : PlainEncoding);
        header.Int32(3, RleEncoding);
        header.Int32(4, RleEncoding);
        header.End();
        header.End();
        output.Write(_page.WrittenSpan);
        return new ChunkPlace(start, output.WrittenCount - start, dictionaryLength);
    }

    // The places of the values that are there; _present says of each row whether it has one.
    private ReadOnlySpan<int> Present(ReadOnlySpan<int> codes, ReadOnlySpan<int> indexOf)
    {
        if (_present.Length < codes.Length)
            (_present, _values) = (new int[codes.Length], new int[codes.Length]);
        var present = _present.AsSpan(0, codes.Length);
        var values = _values.AsSpan(0, codes.Length);
        var count = 0;
        for (var row = 0; row < codes.Length; row++)
        {
            var index = indexOf[codes[row]];
            values[count] = index;
            present[row] = index < 0 ? 0 : 1;
            count += present[row];
        }
        return values[..count];
    }

    // Which rows have a value, with the length in front.
    private void WriteLevels(int rows)
    {
        _levels.ResetWrittenCount();
        if (rows > 0)
            HybridEncoding.Write(_levels, _present.AsSpan(0, rows), 1);
        BinaryPrimitives.WriteInt32LittleEndian(_page.GetSpan(sizeof(int)), _levels.WrittenCount);
        _page.Advance(sizeof(int));
        _page.Write(_levels.WrittenSpan);
    }

    private void WriteIndices(ReadOnlySpan<int> indices, int count)
    {
        var width = HybridEncoding.WidthFor(count);
        _page.GetSpan(1)[0] = (byte)width;
        _page.Advance(1);
        HybridEncoding.Write(_page, indices, width);
    }

    private void WriteDictionary(DistinctValues values)
    {
        var header = BeginPage(DictionaryPage, values.Bytes.Length);
        header.Begin(7);
        header.Int32(1, values.Count);
        header.Int32(2, PlainEncoding);
        header.End();
        header.End();
        output.Write(values.Bytes);
    }

    private CompactWriter BeginPage(int type, int length)
    {
        var header = new CompactWriter(output);
        header.Begin();
        header.Int32(1, type);
        header.Int32(2, length);
        header.Int32(3, length);
        return header;
    }
}
