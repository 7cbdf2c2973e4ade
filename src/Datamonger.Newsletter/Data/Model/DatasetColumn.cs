using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>A column of a data file.</summary>
public sealed record DatasetColumn(string Name, ColumnType Type)
{
    /// <summary>The columns of a file's table.</summary>
    public static ImmutableArray<DatasetColumn> Of(Table table) =>
        [.. table.Columns.Select(column => new DatasetColumn(column.Name, column.Type))];
}
