using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>
/// What tells one cell from others at a glance: two numbers and its length. Of a cell of up to sixteen bytes, as most are, that is all of
/// it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct CellKey : IEquatable<CellKey>
{
    private const int Half = sizeof(ulong);

    private readonly ulong _head;
    private readonly ulong _tail;
    private readonly int _length;

    private CellKey(ulong head, ulong tail, int length) => (_head, _tail, _length) = (head, tail, length);

    /// <summary>Whether two cells of one key are certainly the same.</summary>
    public bool IsWhole => _length <= 2 * Half;

    /// <summary>The key of a cell that is not empty.</summary>
    /// <param name="bytes">Where it stands; what stands behind it makes no difference, but that it does makes it faster.</param>
    /// <param name="seed">An odd number that nobody can guess.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CellKey Of(ReadOnlySpan<byte> bytes, int start, int length, ulong seed)
    {
        if (length > 2 * Half)
            return OfLong(bytes.Slice(start, length), seed);
        if (bytes.Length - start < 2 * Half)
            return OfLast(bytes.Slice(start, length));
        var head = BinaryPrimitives.ReadUInt64LittleEndian(bytes[start..]);
        if (length <= Half)
            return new CellKey(First(head, length), 0, length);
        return new CellKey(head, First(BinaryPrimitives.ReadUInt64LittleEndian(bytes[(start + Half)..]), length - Half), length);
    }

    /// <summary>
    /// A number for a hash table, whose first bits are to be used: by odd numbers that nobody can guess, so that no file can be written
    /// whose texts all fall upon one place (multiply-shift hashing, https://doi.org/10.1006/jagm.1997.0873).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash(ulong seed, ulong otherSeed) => (_head * seed) + (_tail * otherSeed);

    /// <inheritdoc/>
    public bool Equals(CellKey other) => _head == other._head && _tail == other._tail && _length == other._length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CellKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_head, _tail, _length);

    // The first one to eight bytes.
    private static ulong First(ulong bytes, int count) => bytes & (ulong.MaxValue >> (64 - (8 * count)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CellKey OfLast(ReadOnlySpan<byte> text)
    {
        Span<byte> padded = stackalloc byte[2 * Half];
        padded.Clear();
        text.CopyTo(padded);
        return new CellKey(
            BinaryPrimitives.ReadUInt64LittleEndian(padded),
            BinaryPrimitives.ReadUInt64LittleEndian(padded[Half..]),
            text.Length
        );
    }

    // Eight bytes at a time, the last ones together with some that have been taken.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CellKey OfLong(ReadOnlySpan<byte> text, ulong seed)
    {
        var mixed = BinaryPrimitives.ReadUInt64LittleEndian(text[^Half..]);
        for (var rest = text[Half..]; rest.Length > Half; rest = rest[Half..])
            mixed = BitOperations.RotateLeft((mixed ^ BinaryPrimitives.ReadUInt64LittleEndian(rest)) * seed, 29);
        return new CellKey(BinaryPrimitives.ReadUInt64LittleEndian(text), mixed, text.Length);
    }
}
