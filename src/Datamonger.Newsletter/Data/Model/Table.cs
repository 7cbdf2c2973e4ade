using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>What a column holds, and so which .NET type its values have.</summary>
public enum ColumnType
{
    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="long"/>; sums that outgrow it are <see cref="Decimal"/>.</summary>
    Integer,

    /// <summary><see cref="decimal"/>, exact.</summary>
    Decimal,

    /// <summary><see cref="double"/>, finite or not.</summary>
    Double,

    /// <summary><see cref="DateOnly"/>.</summary>
    Date,

    /// <summary><see cref="DateTime"/> without a time zone.</summary>
    Timestamp,
}

/// <summary>A column of a table: its name, type and values, one a row; null where there is none.</summary>
public sealed record Column(string Name, ColumnType Type, ImmutableArray<object?> Values)
{
    /// <summary>The columns whose values a query chose its own from (the <c>year</c> of <c>max(year) AS latest</c>), where that is known.</summary>
    internal ImmutableArray<string> MadeOf { get; init; } = [];

    /// <summary>Whether it is a column of the author's own that is only called like one of notes.</summary>
    internal bool IsNoCompanion { get; init; }

    /// <summary>Whether its values are numbers.</summary>
    public bool IsNumeric => Type is ColumnType.Integer or ColumnType.Decimal or ColumnType.Double;
}

/// <summary>Columns of equal length with culture-free values. Made once, never changed.</summary>
/// <param name="Columns">In the order of the query; names are unique, compared without case.</param>
/// <param name="RowCount">Also known when there are no columns.</param>
public sealed record Table(ImmutableArray<Column> Columns, int RowCount)
{
    /// <summary>A table without rows or columns.</summary>
    public static readonly Table Empty = new([], 0);

    /// <summary>About how many bytes a value takes where it is kept.</summary>
    internal static long SizeOf(object? value) => value is string text ? System.Text.Encoding.UTF8.GetByteCount(text) : sizeof(long);

    /// <summary>A column by name, in any case; null when there is none.</summary>
    public Column? this[string name] => Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The column names in order.</summary>
    public IEnumerable<string> ColumnNames => Columns.Select(column => column.Name);

    /// <summary>The value of a row (0-based) and column; null when it is null or there is no such place.</summary>
    public object? ValueAt(int row, string column) => row >= 0 && row < RowCount ? this[column]?.Values[row] : null;
}
