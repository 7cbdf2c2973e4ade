using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>How the cells of one column of a file become values.</summary>
/// <param name="Name">The column's name in SQL.</param>
/// <param name="Index">0-based place in the file's rows.</param>
/// <param name="Declared">The type as declared; null when the file says it, or when it was inferred, so that every cell is known to
/// fit.</param>
/// <param name="IsPercent">Whether numbers are percentages, to be divided by a hundred.</param>
/// <param name="NoteName">The companion column for the reasons of missing numbers; null when there are none.</param>
internal sealed record ColumnPlan(string Name, int Index, ColumnType Type, string? Declared, bool IsPercent, string? NoteName)
{
    /// <summary>What the cells look like together.</summary>
    public required ColumnProfile Profile { get; init; }

    /// <summary>The type as authors call it.</summary>
    public string TypeName => Declared ?? Type.ToString().ToLowerInvariant();

    /// <summary>Digits behind the point of its values, when they are exact.</summary>
    public int Scale => Type is ColumnType.Decimal ? Profile.Scale + (IsPercent || Profile.Count(CellKind.Percent) > 0 ? 2 : 0) : 0;
}
