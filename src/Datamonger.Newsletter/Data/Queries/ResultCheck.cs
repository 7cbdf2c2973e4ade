using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries.Expectations;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries;

/// <summary>Looks at a query's result as its author described it: rows, key, conditions.</summary>
internal static class ResultCheck
{
    /// <summary>Reports what is not as described.</summary>
    public static void Run(QueryBlock query, Table table, DiagnosticBag diagnostics)
    {
        if (table.RowCount == 0 && !query.AllowEmpty)
        {
            diagnostics.Add(
                QueryRules.NoRows,
                query.Location,
                $"\"{query.Name}\" gives no rows.",
                "When that is right, say so: --| allow_empty: true"
            );
        }
        if (query.Key is { } key)
            CheckKey(query, table, key, diagnostics);
        ExpectationCheck.Run(query, table, diagnostics);
    }

    private static void CheckKey(QueryBlock query, Table table, string key, DiagnosticBag diagnostics)
    {
        if (table[key] is not { } column)
        {
            diagnostics.Add(
                QueryRules.BadKey,
                query.KeyLocation,
                $"\"{query.Name}\" has no column \"{key}\" to be its key.",
                NearestName.Hint(key, [.. table.ColumnNames])
            );
            return;
        }
        var seen = new Dictionary<object, int>();
        for (var row = 0; row < table.RowCount; row++)
        {
            if (column.Values[row] is not { } value)
            {
                diagnostics.Add(
                    QueryRules.BadKey,
                    query.KeyLocation,
                    $"Row {row + 1} of \"{query.Name}\" has no \"{key}\", so no figure can name it.",
                    "Leave such rows out with WHERE, or take another key."
                );
                return;
            }
            if (!seen.TryAdd(value, row))
            {
                diagnostics.Add(
                    QueryRules.BadKey,
                    query.KeyLocation,
                    $"Rows {seen[value] + 1} and {row + 1} of \"{query.Name}\" are both "
                        + $"\"{ValueFormat.Plain(value, Language.BritishEnglish)}\" in \"{key}\".",
                    "Group the rows, or take a key that is different in every row."
                );
                return;
            }
        }
    }
}
