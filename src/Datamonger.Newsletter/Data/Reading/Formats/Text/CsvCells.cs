using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>The cells of a file of delimited text.</summary>
internal sealed class CsvCells : CellSource
{
    /// <summary>Columns that are read at most.</summary>
    public const int MaximumColumns = 10_000;

    private readonly Stream _file;
    private readonly TextEncoding _encoding;
    private readonly int _skip;
    private readonly int _headerRows;
    private CsvRows _rows;

    /// <param name="file">The file, seekable; it stays the caller's.</param>
    /// <param name="encoding">How its bytes are read.</param>
    /// <param name="dataset">Says what to leave out, how many rows the header has, and the delimiter.</param>
    /// <exception cref="InvalidDataException">The file has more columns than are read.</exception>
    /// <exception cref="CsvRecordException">It has a record without end.</exception>
    public CsvCells(Stream file, TextEncoding encoding, Dataset dataset)
    {
        _file = file;
        _encoding = encoding;
        _headerRows = dataset.Options.HeaderRows;
        var start = CsvStart.Find(() => encoding.Decode(file), dataset);
        (Delimiter, _skip, FoundHeader) = (start.Delimiter, start.Skip, start.FoundHeader);
        Header = ReadHeader(new CsvScanner(encoding.Decode(file), Delimiter, 1 << 16));
    }

    /// <summary>What stands between two fields.</summary>
    public byte Delimiter { get; }

    /// <summary>Bytes of the parts that <see cref="Blocks"/> cuts.</summary>
    public int BlockBytes { get; init; } = 4 << 20;

    /// <inheritdoc/>
    public override ImmutableArray<string> Header { get; }

    /// <inheritdoc/>
    public override int FoundHeader { get; }

    /// <summary>Whether every row ends in more delimiters than there are columns, which are then left out.</summary>
    public bool IsTrimmed { get; private set; }

    /// <inheritdoc/>
    public override UnevenRows UnevenRows => _rows.Uneven;

    /// <inheritdoc/>
    public override int NotesFrom => _rows.NotesFrom;

    /// <summary>The file in parts that can be read at the same time.</summary>
    public CsvBlocks Blocks() => new(_encoding.Decode(_file), Delimiter, _skip, BlockBytes);

    /// <inheritdoc/>
    public override void Visit(ICellSink sink, CancellationToken cancellationToken)
    {
        var scanner = new CsvScanner(_encoding.Decode(_file), Delimiter);
        ReadHeader(scanner);
        _rows = Visit(scanner, sink, new CsvNotes(Header.Length), cancellationToken);
    }

    /// <summary>Goes through the rows of one part.</summary>
    public CsvRows Visit(CsvBlock block, ICellSink sink, CancellationToken cancellationToken)
    {
        var scanner = new CsvScanner(block, Delimiter);
        if (block.IsFirst)
            ReadHeader(scanner);
        return Visit(scanner, sink, block.IsLast ? new CsvNotes(Header.Length, followsData: !block.IsFirst) : null, cancellationToken);
    }

    private CsvRows Visit(CsvScanner scanner, ICellSink sink, CsvNotes? notes, CancellationToken cancellationToken)
    {
        var columns = Header.Length;
        var uneven = default(UnevenRows);
        var rows = 0;
        var blanks = new List<int>();
        while (scanner.Read())
        {
            if ((++rows & 0xFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (columns > 1 && IsEmpty(scanner))
                continue;
            // A line without a single character is a row of a single column, but not at the end of the file.
            if (columns == 1 && notes is not null && scanner.IsBlankLine)
            {
                blanks.Add(scanner.Line);
                continue;
            }
            foreach (var line in blanks)
            {
                sink.Cell(line, 0, [], []);
                sink.EndRow(line);
            }
            blanks.Clear();
            if (notes is not null)
            {
                if (notes.Hold(scanner))
                    continue;
                foreach (var held in notes.Held)
                    Take(held, sink, ref uneven);
                notes.Release();
            }
            var (row, count) = (scanner.Line, scanner.FieldCount);
            if (count != columns && !(IsTrimmed && count > columns && IsEmpty(scanner, columns)))
                uneven = uneven.With(row, count);
            var shared = Math.Min(count, columns);
            for (var i = 0; i < shared; i++)
            {
                var text = scanner[i];
                sink.Cell(row, i, text, text);
            }
            for (var i = shared; i < columns; i++)
                sink.Cell(row, i, [], []);
            sink.EndRow(row);
        }
        return new CsvRows(scanner.LineCount, uneven, notes?.From ?? 0);
    }

    // A row that looked like a note and was none, since data followed.
    private void Take(HeldRow row, ICellSink sink, ref UnevenRows uneven)
    {
        if (row.FieldCount != Header.Length)
            uneven = uneven.With(row.Line, row.FieldCount);
        for (var i = 0; i < Header.Length; i++)
        {
            var text =
                i == row.Column ? row.Text
                : i == row.Column + 1 ? row.Meaning
                : [];
            sink.Cell(row.Line, i, text, text);
        }
        sink.EndRow(row.Line);
    }

    private ImmutableArray<string> ReadHeader(CsvScanner scanner)
    {
        scanner.SkipLines(_skip);
        var names = new List<string>();
        for (var i = 0; i < Math.Max(1, _headerRows); i++)
        {
            do
            {
                if (!scanner.Read())
                    return [.. names];
            } while (scanner.IsBlankLine);
            var count = scanner.FieldCount;
            if (count > MaximumColumns)
            {
                // A sheet saved whole: thousands of delimiters behind the last name.
                while (count > 0 && scanner[count - 1].IsEmpty)
                    count--;
                IsTrimmed = true;
                if (count is 0 or > MaximumColumns)
                    throw new InvalidDataException(
                        $"Line {scanner.Line} has {scanner.FieldCount} columns; at most {MaximumColumns} are read."
                    );
            }
            for (var column = 0; column < count; column++)
            {
                var text = HeaderText.WithoutNotes(Encoding.UTF8.GetString(scanner[column]));
                if (column == names.Count)
                    names.Add(text);
                else if (text.Length > 0)
                    names[column] = names[column].Length > 0 ? $"{names[column]} {text}" : text;
            }
        }
        return [.. names];
    }

    private static bool IsEmpty(CsvScanner scanner, int from = 0)
    {
        for (var i = from; i < scanner.FieldCount; i++)
        {
            if (!scanner[i].IsEmpty)
                return false;
        }
        return true;
    }
}
