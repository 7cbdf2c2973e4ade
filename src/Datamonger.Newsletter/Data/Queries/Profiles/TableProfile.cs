using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Queries.Profiles;

/// <summary>What a table holds, column by column.</summary>
/// <param name="Name">The table's name in SQL.</param>
/// <param name="Dataset">The data file; null when the table is a query of an issue.</param>
/// <param name="Columns">In the order of the file; companion columns of markers stand with their column.</param>
public sealed record TableProfile(string Name, Dataset? Dataset, long RowCount, ImmutableArray<ColumnSummary> Columns);

/// <summary>What a column holds.</summary>
/// <param name="Nulls">Rows without a value.</param>
/// <param name="Distinct">Different values.</param>
/// <param name="Minimum">The least value; texts are compared letter by letter.</param>
/// <param name="Maximum">The greatest value.</param>
public sealed record ColumnSummary(string Name, ColumnType Type, long Nulls, long Distinct, object? Minimum, object? Maximum)
{
    /// <summary>
    /// How the values are spread: of numbers and days the rows in each of sixteen equal spans from least to greatest, of anything
    /// else the rows of the most frequent values.
    /// </summary>
    public ImmutableArray<long> Spread { get; init; } = [];

    /// <summary>The most frequent values, of columns that are neither numbers nor days.</summary>
    public ImmutableArray<(string Value, long Rows)> Frequent { get; init; } = [];

    /// <summary>The markers that stand for missing numbers, the most frequent first.</summary>
    public ImmutableArray<(CellNote Note, long Rows)> Markers { get; init; } = [];

    /// <summary>Whether it is taken for a column of years.</summary>
    public bool AreYears => YearColumns.AreYears(Name, Type, Minimum, Maximum, Distinct);

    /// <summary>Whether <see cref="Spread"/> runs along the values, not their frequencies.</summary>
    public bool IsMeasured =>
        Type is ColumnType.Integer or ColumnType.Decimal or ColumnType.Double or ColumnType.Date or ColumnType.Timestamp;
}

/// <summary>A table as a list of tables shows it.</summary>
/// <param name="RowCount">Null when the file cannot be read, which has been reported.</param>
public sealed record TableEntry(Dataset Dataset, long? RowCount, ImmutableArray<string> Columns);
