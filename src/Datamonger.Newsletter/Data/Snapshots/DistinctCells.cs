using System.Buffers.Binary;
using System.Numerics;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>
/// The cells of one column of a row group: each text once, and for each row the number of its text. Columns repeat themselves, so that
/// what is done with a text (what it looks like, which value it is) is done once for many rows.
/// </summary>
internal sealed class DistinctCells
{
    /// <summary>The number of an empty cell.</summary>
    public const int Empty = 0;

    // Another number in each process, so that no file can be written whose texts all fall upon one place.
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private byte[] _texts = new byte[128];
    private int _textLength;
    private Entry[] _entries = new Entry[16];
    private int[] _slots = new int[32];
    private int[] _codes = new int[64];

    private struct Entry
    {
        public int Start;
        public int Length;
        public uint Hash;
        public int Row;
        public int Count;
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

    /// <summary>The first row, 0-based, that holds a cell.</summary>
    public int FirstRow(int code) => _entries[code].Row;

    /// <summary>Rows that hold a cell.</summary>
    public int CountOf(int code) => _entries[code].Count;

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _textLength = 0;
        _entries[Empty] = default;
        Count = 1;
        RowCount = 0;
        Array.Clear(_slots);
    }

    /// <summary>Adds the cell of the next row, an empty one.</summary>
    public void AddEmpty()
    {
        if (_entries[Empty].Count++ == 0) _entries[Empty].Row = RowCount;
        Append(Empty);
    }

    /// <summary>Adds the cell of the next row.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var hash = HashOf(text);
        var mask = (uint)_slots.Length - 1;
        var slot = hash & mask;
        while (true)
        {
            var code = _slots[slot];
            if (code == 0) break;
            ref var entry = ref _entries[code];
            if (entry.Hash == hash && entry.Length == text.Length && text.SequenceEqual(_texts.AsSpan(entry.Start, entry.Length)))
            {
                entry.Count++;
                Append(code);
                return;
            }
            slot = (slot + 1) & mask;
        }
        _slots[slot] = Count;
        AddEntry(text, hash);
    }

    private void AddEntry(ReadOnlySpan<byte> text, uint hash)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        if (_texts.Length - _textLength < text.Length) Array.Resize(ref _texts, Math.Max(_texts.Length * 2, _textLength + text.Length));
        text.CopyTo(_texts.AsSpan(_textLength));
        _entries[Count] = new Entry { Start = _textLength, Length = text.Length, Hash = hash, Row = RowCount, Count = 1 };
        _textLength += text.Length;
        Append(Count++);
        if (Count * 2 > _slots.Length) Rehash();
    }

    private void Append(int code)
    {
        if (RowCount == _codes.Length) Array.Resize(ref _codes, RowCount * 2);
        _codes[RowCount++] = code;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        var mask = (uint)_slots.Length - 1;
        for (var code = 1; code < Count; code++)
        {
            var slot = _entries[code].Hash & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = code;
        }
    }

    // Eight bytes at a time, the last ones together with some that have been taken: most cells are one or two steps.
    private static uint HashOf(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        if (text.Length < sizeof(ulong)) return (uint)(Mix(hash ^ Short(text)) >> 32);
        var last = BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]);
        for (; text.Length > sizeof(ulong); text = text[sizeof(ulong)..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
        return (uint)(Mix(hash ^ last) >> 32);
    }

    // Up to seven bytes, which with the length are one number.
    private static ulong Short(ReadOnlySpan<byte> text) => text.Length switch
    {
        >= sizeof(uint) => ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]),
        >= sizeof(ushort) => ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(text) << 8 | text[^1]) << 8,
        1 => (ulong)text[0] << 8,
        _ => 0,
    };

    private static ulong Mix(ulong value) => BitOperations.RotateLeft(value * Seed, 29) * 0x9E3779B97F4A7C15;
}
