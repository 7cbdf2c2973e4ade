using System.Collections.Immutable;
using System.Text.Unicode;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Typing;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>
/// One block of a file of delimited text: split, looked at and encoded on a thread of its own. Used again for later blocks.
/// </summary>
internal sealed class CsvPart(Dataset dataset, CsvCells cells)
{
    private readonly RowGroup _rows = new(cells.Header.Length, []);
    private readonly NumberStyle _style = NumberStyle.Of(dataset.Options);
    private RowGroupEncoder? _encoder;
    private byte[] _buffer = [];

    /// <summary>What the cells look like, lines counted from 1.</summary>
    public FileProfile Profile { get; private set; } = new([], 0);

    /// <summary>Lines of the block.</summary>
    public int Lines { get; private set; }

    /// <summary>The rows.</summary>
    public RowGroup Rows => _rows;

    /// <summary>The rows as bytes of a snapshot; null when they were not encoded.</summary>
    public RowGroupEncoder? Encoded { get; private set; }

    /// <summary>Takes the next block of a file; null at its end.</summary>
    public CsvBlock? Take(CsvBlocks blocks) => blocks.TryRead(ref _buffer, out var block) ? block : null;

    /// <summary>Splits a block and looks at its cells.</summary>
    /// <exception cref="InvalidDataException">It is no text in UTF-8.</exception>
    public void Read(CsvBlock block, CancellationToken cancellationToken)
    {
        var bytes = block.Bytes.AsSpan(0, block.Length);
        if (!Utf8.IsValid(bytes) || bytes.Contains((byte)0))
            throw new InvalidDataException("It is no text in UTF-8.");
        _rows.Clear();
        Encoded = null;
        var rows =
            !cells.IsTrimmed
            && block is { IsFirst: false, IsLast: false }
            && PlainRows.TryOpen(block, cells.Delimiter, cells.Header.Length, out var plain)
                ? _rows.Add(plain, bytes)
                : cells.Visit(block, _rows, cancellationToken);
        Lines = rows.Lines;
        Profile = new FileProfile(
            [.. Enumerable.Range(0, cells.Header.Length).Select(ProfileOf)],
            _rows.RowCount,
            rows.Uneven,
            rows.NotesFrom
        );
    }

    /// <summary>Encodes the rows.</summary>
    public void Encode(ImmutableArray<ColumnPlan> plans)
    {
        _encoder ??= new RowGroupEncoder(dataset.Options, plans);
        _encoder.Encode(_rows);
        Encoded = _encoder;
    }

    private ColumnProfile ProfileOf(int column)
    {
        var (profile, distinct) = (new ColumnProfile(_style), _rows[column]);
        var counts = distinct.CountRows();
        if (counts[DistinctCells.Empty] > 0)
            profile.Add([], 0, counts[DistinctCells.Empty]);
        for (var code = DistinctCells.Empty + 1; code < distinct.Count; code++)
            profile.Add(distinct[code], _rows.RowAt(distinct.FirstRow(code)), counts[code]);
        return profile;
    }
}
