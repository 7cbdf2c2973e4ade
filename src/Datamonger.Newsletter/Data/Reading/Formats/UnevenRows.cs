namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>Rows of another length than the header.</summary>
/// <param name="Count">How many.</param>
/// <param name="FirstRow">The first one's line.</param>
/// <param name="FirstLength">The first one's cells.</param>
internal readonly record struct UnevenRows(long Count, int FirstRow, int FirstLength)
{
    /// <summary>With one more.</summary>
    public UnevenRows With(int row, int length) => Count == 0 ? new UnevenRows(1, row, length) : this with { Count = Count + 1 };

    /// <summary>With those of the rows that follow.</summary>
    /// <param name="next">Counted from line 1 on.</param>
    /// <param name="lines">Lines before them.</param>
    public UnevenRows With(UnevenRows next, int lines) =>
        next.Count == 0 ? this
        : Count == 0 ? next with { FirstRow = next.FirstRow + lines }
        : this with { Count = Count + next.Count };
}
