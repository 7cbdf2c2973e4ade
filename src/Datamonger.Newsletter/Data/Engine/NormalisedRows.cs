using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// The rows of a snapshot with their authorities brought to one spelling as they are read, as <see cref="Normalisation"/> does for tables
/// in memory.
/// </summary>
internal static class NormalisedRows
{
    /// <summary>What stands behind FROM.</summary>
    /// <param name="table">The snapshot's table, as SQL.</param>
    /// <param name="options">Its declarations, which have been checked against its columns.</param>
    public static string Of(string table, DatasetOptions options)
    {
        if (options.Normalise.IsEmpty)
            return table;
        var columns = options
            .Normalise.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (Name: DuckDbSql.Identifier(entry.Key), Kind: entry.Value))
            .ToList();
        var names = columns.Where(column => column.Kind == "la_name").Select(column => ", " + column.Name).FirstOrDefault("");
        var parts = columns.Select(column =>
            column.Kind == "la_name"
                ? $"la_name({column.Name}) AS {column.Name}"
                : $"coalesce(la_code({column.Name}{names}), CAST({column.Name} AS VARCHAR)) AS {column.Name}"
        );
        return $"(SELECT * REPLACE ({string.Join(", ", parts)}) FROM {table})";
    }
}
