using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>Tells of which table of FROM a column is.</summary>
internal sealed class ColumnOwners(IReadOnlyDictionary<string, ReviewedTable> tables)
{
    /// <summary>A table by the name of its dataset or query.</summary>
    public ReviewedTable? Find(string? table) => table is not null && tables.TryGetValue(table, out var found) ? found : null;

    /// <summary>The table of a column; null when it cannot be told.</summary>
    public FromTable? Of(JsonElement column, ImmutableArray<FromTable> from)
    {
        var names = SelectNode.NamesOf(column);
        if (names.Length > 1)
            return from.FirstOrDefault(table => table.Alias.Equals(names[^2], StringComparison.OrdinalIgnoreCase));
        if (from.Length == 1)
            return Has(from[0], names[0]) ?? true ? from[0] : null;
        // A table whose columns are not known might have it too.
        if (from.Any(table => Has(table, names[0]) is null))
            return null;
        FromTable[] having = [.. from.Where(table => Has(table, names[0]) is true)];
        return having.Length == 1 ? having[0] : null;
    }

    private bool? Has(FromTable table, string column) => Find(table.Table)?.Columns?.Contains(column, StringComparer.OrdinalIgnoreCase);
}
