using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Typing;
using Datamonger.Newsletter.Data.Snapshots.Parquet;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>Makes the bytes of a row group: what a cell is worth is found once for each distinct cell.</summary>
internal sealed class RowGroupEncoder
{
    private readonly CellValues _values;
    private readonly ImmutableArray<ColumnPlan> _plans;
    private readonly ArrayBufferWriter<byte> _output = new(1 << 16);
    private readonly ChunkWriter _chunks;
    private readonly DistinctValues _distinct = new();
    private readonly DistinctValues _notes = new();
    private readonly Dictionary<string, int> _noteIndices = new(StringComparer.Ordinal);
    private readonly List<Misfit> _misfits = [];
    private int[] _valueOf = [];
    private int[] _noteOf = [];

    public RowGroupEncoder(DatasetOptions options, ImmutableArray<ColumnPlan> plans)
    {
        _values = new CellValues(options);
        _plans = plans;
        _chunks = new ChunkWriter(_output);
    }

    /// <summary>A cell that is no value of its column.</summary>
    /// <param name="Row">0-based in the row group.</param>
    /// <param name="Code">Its number among the column's distinct cells.</param>
    public readonly record struct Misfit(ColumnPlan Plan, int Row, int Code);

    /// <summary>The bytes of the row group that was encoded last.</summary>
    public ReadOnlySpan<byte> Bytes => _output.WrittenSpan;

    /// <summary>Where each column stands in them.</summary>
    public ImmutableArray<ChunkPlace> Chunks { get; private set; } = [];

    /// <summary>The cells that fit no column, each column's in the order of the rows.</summary>
    public IReadOnlyList<Misfit> Misfits => _misfits;

    /// <summary>Encodes a row group.</summary>
    public void Encode(RowGroup group)
    {
        _output.ResetWrittenCount();
        _misfits.Clear();
        var chunks = ImmutableArray.CreateBuilder<ChunkPlace>();
        foreach (var plan in _plans)
        {
            var cells = group[plan.Index];
            if (ReadValues(plan, cells))
                AddMisfits(plan, cells);
            chunks.Add(_chunks.Write(cells.Codes, _valueOf, _distinct));
            if (plan.NoteName is not null)
                chunks.Add(_chunks.Write(cells.Codes, _noteOf, _notes));
        }
        Chunks = chunks.ToImmutable();
    }

    private const int None = -1;
    private const int Unfit = -2;

    // Whether any cell does not fit.
    private bool ReadValues(ColumnPlan plan, DistinctCells cells)
    {
        if (_valueOf.Length < cells.Count)
            (_valueOf, _noteOf) = (new int[cells.Count * 2], new int[cells.Count * 2]);
        _distinct.Clear(SnapshotColumns.TypeOf(plan));
        _notes.Clear(ParquetType.Text);
        _noteIndices.Clear();
        _valueOf[DistinctCells.Empty] = _noteOf[DistinctCells.Empty] = None;
        var isMisfit = false;
        for (var code = DistinctCells.Empty + 1; code < cells.Count; code++)
        {
            if (plan.Type is ColumnType.Text)
            {
                _valueOf[code] = _distinct.Add(cells[code]);
                continue;
            }
            var (value, note, fits) = _values.Read(plan, cells[code]);
            isMisfit |= !fits;
            _valueOf[code] = value is null
                ? fits
                    ? None
                    : Unfit
                : _distinct.Add(value);
            _noteOf[code] = note is null ? None : NoteIndex(note);
        }
        return isMisfit;
    }

    private int NoteIndex(string note)
    {
        if (!_noteIndices.TryGetValue(note, out var index))
            _noteIndices.Add(note, index = _notes.Add(Encoding.UTF8.GetBytes(note)));
        return index;
    }

    private void AddMisfits(ColumnPlan plan, DistinctCells cells)
    {
        var codes = cells.Codes;
        for (var row = 0; row < codes.Length; row++)
        {
            if (_valueOf[codes[row]] == Unfit)
                _misfits.Add(new Misfit(plan, row, codes[row]));
        }
    }
}
