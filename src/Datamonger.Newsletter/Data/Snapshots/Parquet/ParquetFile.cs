using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>
/// A Parquet file while it is written: row groups, then what describes them (https://parquet.apache.org/docs/file-format/). Every column
/// may
/// have holes; no statistics are kept.
/// </summary>
internal sealed class ParquetFile : IDisposable
{
    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private const int Required = 0;
    private const int Optional = 1;
    private const int Uncompressed = 0;
    private const int EndLength = 32 + 1 + 4 + 4;
    private readonly FileStream _file;
    private readonly ImmutableArray<ParquetField> _columns;
    private readonly List<(long Offset, int Rows, ImmutableArray<ChunkPlace> Chunks)> _groups = [];

    /// <summary>How a file ends that this wrote: the last of who wrote it, the end of the footer, its length and the mark.</summary>
    public static byte[] EndOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var end = new byte[Math.Min(file.Length, EndLength)];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        return end;
    }

    /// <param name="path">The file to make.</param>
    public ParquetFile(string path, ImmutableArray<ParquetField> columns)
    {
        _columns = columns;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _file.Write(Magic);
    }

    /// <summary>Adds rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="bytes">Their columns.</param>
    /// <param name="chunks">Where each column stands.</param>
    public void Add(int rows, ReadOnlySpan<byte> bytes, ImmutableArray<ChunkPlace> chunks)
    {
        if (rows == 0)
            return;
        _groups.Add((_file.Position, rows, chunks));
        _file.Write(bytes);
    }

    /// <summary>Writes what describes the row groups; nothing can be added then.</summary>
    public void Finish()
    {
        var footer = new ArrayBufferWriter<byte>();
        var writer = new CompactWriter(footer);
        writer.Begin();
        writer.Int32(1, 1);
        writer.Structures(2, _columns.Length + 1);
        WriteRoot(writer);
        foreach (var column in _columns)
            WriteColumn(writer, column);
        writer.Int64(3, _groups.Sum(group => (long)group.Rows));
        writer.Structures(4, _groups.Count);
        foreach (var (offset, rows, chunks) in _groups)
            WriteGroup(writer, offset, rows, chunks);
        // No two files end alike: by its end an entry of the cache knows its file.
        writer.Text(6, $"datamonger {Guid.NewGuid():n}");
        writer.End();
        BinaryPrimitives.WriteInt32LittleEndian(footer.GetSpan(sizeof(int)), footer.WrittenCount);
        footer.Advance(sizeof(int));
        footer.Write(Magic);
        _file.Write(footer.WrittenSpan);
        _file.Flush();
    }

    private void WriteRoot(CompactWriter writer)
    {
        writer.Begin();
        writer.Int32(3, Required);
        writer.Text(4, "rows");
        writer.Int32(5, _columns.Length);
        writer.End();
    }

    private static void WriteColumn(CompactWriter writer, ParquetField column)
    {
        writer.Begin();
        writer.Int32(1, column.Type.Physical);
        if (column.Type.Length is { } length)
            writer.Int32(2, length);
        writer.Int32(3, Optional);
        writer.Text(4, column.Name);
        if (column.Type.Converted is { } converted)
            writer.Int32(6, converted);
        if (column.Type.Precision > 0)
        {
            writer.Int32(7, column.Type.Scale);
            writer.Int32(8, column.Type.Precision);
        }
        writer.End();
    }

    private void WriteGroup(CompactWriter writer, long offset, int rows, ImmutableArray<ChunkPlace> chunks)
    {
        writer.Begin();
        writer.Structures(1, chunks.Length);
        for (var i = 0; i < chunks.Length; i++)
            WriteChunk(writer, _columns[i], chunks[i], offset + chunks[i].Start, rows);
        writer.Int64(2, chunks.Sum(chunk => (long)chunk.Length));
        writer.Int64(3, rows);
        writer.End();
    }

    private static void WriteChunk(CompactWriter writer, ParquetField column, ChunkPlace chunk, long offset, int rows)
    {
        var hasDictionary = chunk.DictionaryLength > 0;
        writer.Begin();
        writer.Int64(2, offset);
        writer.Begin(3);
        writer.Int32(1, column.Type.Physical);
        writer.Int32s(2, ChunkWriter.RleEncoding, hasDictionary ? ChunkWriter.DictionaryEncoding : ChunkWriter.PlainEncoding);
        writer.Texts(3, column.Name);
        writer.Int32(4, Uncompressed);
        writer.Int64(5, rows);
        writer.Int64(6, chunk.Length);
        writer.Int64(7, chunk.Length);
        writer.Int64(9, offset + chunk.DictionaryLength);
        if (hasDictionary)
            writer.Int64(11, offset);
        writer.End();
        writer.End();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
