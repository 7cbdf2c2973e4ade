using System.Runtime.CompilerServices;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>
/// The cells of one column of a row group: each text once, and for each row the number of its text. Columns repeat themselves, so that
/// what is done with a text (what it looks like, which value it is) is done once for many rows.
/// </summary>
internal sealed class DistinctCells
{
    /// <summary>The number of an empty cell.</summary>
    public const int Empty = 0;

    private const int FirstBits = 5;
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64() | 1;
    private readonly ulong _otherSeed = (ulong)Random.Shared.NextInt64() | 1;
    private byte[] _texts = new byte[128];
    private int _textLength;
    private Entry[] _entries = new Entry[16];
    private Slot[] _slots = new Slot[1 << FirstBits];
    private int _shift = 64 - FirstBits;
    private int[] _codes = new int[64];
    private int[] _counts = [];

    // Where the text stands, and what its rows are.
    private struct Entry
    {
        public int Start;
        public int Length;
        public int Row;
    }

    // A place of the hash table; 0 is the number of nothing here, as an empty cell is not looked up.
    private struct Slot
    {
        public CellKey Key;
        public int Code;
    }

    public DistinctCells() => Clear();

    /// <summary>Distinct cells, the empty one among them, whether it occurs or not: numbers go from 0 to one below.</summary>
    public int Count { get; private set; }

    /// <summary>Rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>The number of each row's cell.</summary>
    public ReadOnlySpan<int> Codes => _codes.AsSpan(0, RowCount);

    /// <summary>A cell's text.</summary>
    public ReadOnlySpan<byte> this[int code] => _texts.AsSpan(_entries[code].Start, _entries[code].Length);

    /// <summary>The first row, 0-based, that holds a cell that is not empty.</summary>
    public int FirstRow(int code) => _entries[code].Row;

    /// <summary>How many rows hold each cell.</summary>
    public ReadOnlySpan<int> CountRows()
    {
        if (_counts.Length < Count)
            _counts = new int[Count * 2];
        var counts = _counts.AsSpan(0, Count);
        counts.Clear();
        foreach (var code in Codes)
            counts[code]++;
        return counts;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _textLength = 0;
        _entries[Empty] = default;
        Count = 1;
        RowCount = 0;
        Array.Clear(_slots);
    }

    /// <summary>Adds the cell of the next row.</summary>
    public void Add(ReadOnlySpan<byte> text) => Add(text, [-1, text.Length], 0, 2, 1);

    /// <summary>Adds the cells of the next rows.</summary>
    /// <param name="bytes">Where they stand.</param>
    /// <param name="bounds">For each row the bytes between which its fields stand: one before the first, one behind each.</param>
    /// <param name="column">The field.</param>
    /// <param name="stride">Bounds of one row.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Add(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> bounds, int column, int stride, int rows)
    {
        if (_codes.Length - RowCount < rows)
            Array.Resize(ref _codes, Math.Max(RowCount * 2, RowCount + rows));
        var codes = _codes.AsSpan(RowCount, rows);
        var (slots, shift, seed, otherSeed) = (_slots, _shift, _seed, _otherSeed);
        for (var row = 0; row < codes.Length; row++)
        {
            var start = bounds[column] + 1;
            var length = bounds[column + 1] - start;
            column += stride;
            if (length == 0)
            {
                codes[row] = Empty;
                continue;
            }
            var key = CellKey.Of(bytes, start, length, seed);
            ref readonly var slot = ref slots[(int)(key.Hash(seed, otherSeed) >> shift)];
            if (slot.Key.Equals(key) && key.IsWhole)
            {
                codes[row] = slot.Code;
                continue;
            }
            codes[row] = CodeOf(key, bytes.Slice(start, length), RowCount + row);
            (slots, shift) = (_slots, _shift);
        }
        RowCount += rows;
    }

    // Apart from the loop, which is short where this is not wanted.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CodeOf(CellKey key, ReadOnlySpan<byte> text, int row)
    {
        var place = PlaceOf(key);
        for (; _slots[place].Code != 0; place = (place + 1) & (_slots.Length - 1))
        {
            ref readonly var slot = ref _slots[place];
            if (slot.Key.Equals(key) && (key.IsWhole || text.SequenceEqual(this[slot.Code])))
                return slot.Code;
        }
        return AddEntry(text, key, place, row);
    }

    private int AddEntry(ReadOnlySpan<byte> text, CellKey key, int place, int row)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        if (_texts.Length - _textLength < text.Length)
            Array.Resize(ref _texts, Math.Max(_texts.Length * 2, _textLength + text.Length));
        text.CopyTo(_texts.AsSpan(_textLength));
        _entries[Count] = new Entry
        {
            Start = _textLength,
            Length = text.Length,
            Row = row,
        };
        _textLength += text.Length;
        _slots[place] = new Slot { Key = key, Code = Count };
        if (++Count * 2 > _slots.Length)
            Rehash();
        return Count - 1;
    }

    private void Rehash()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        _shift--;
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Code == 0)
                continue;
            var place = PlaceOf(slot.Key);
            while (_slots[place].Code != 0)
                place = (place + 1) & (_slots.Length - 1);
            _slots[place] = slot;
        }
    }

    private int PlaceOf(CellKey key) => (int)(key.Hash(_seed, _otherSeed) >> _shift);
}
