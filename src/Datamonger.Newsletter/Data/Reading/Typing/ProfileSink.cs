using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Reading.Formats;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Looks at every cell once, so that the columns' types can be decided.</summary>
internal sealed class ProfileSink(int columns, NumberStyle style) : ICellSink
{
    /// <summary>What each column's cells look like.</summary>
    public ImmutableArray<ColumnProfile> Profiles { get; } = [.. Enumerable.Range(0, columns).Select(_ => new ColumnProfile(style))];

    /// <summary>Rows seen.</summary>
    public int RowCount { get; private set; }

    /// <inheritdoc/>
    public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact) => Profiles[column].Add(exact, row, 1);

    /// <inheritdoc/>
    public void EndRow(int row) => RowCount++;
}
