using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Queries.Disclosure;

/// <summary>How rows and columns are called that hold the sum of the others.</summary>
public static class TotalNames
{
    private static readonly string[] Words =
    [
        "total",
        "totals",
        "all",
        "overall",
        "grand total",
        "england",
        "wales",
        "scotland",
        "united kingdom",
        "all areas",
        "national",
    ];

    /// <summary>Whether a row is a total by any of its texts.</summary>
    public static bool IsTotalRow(Table table, int row) =>
        table.Columns.Any(column => column.Values[row] is string text && Words.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a column is a total by its name: <c>total</c>, <c>all_children</c>, <c>children_total</c>.</summary>
    public static bool IsTotalColumn(string name) =>
        Words.Contains(name.Replace('_', ' '), StringComparer.OrdinalIgnoreCase)
        || name.StartsWith("total_", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_total", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("all_", StringComparison.OrdinalIgnoreCase);
}
