using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>Tells queries that take some of their rows without an order, so that a new file may bring others.</summary>
internal static class SqlLimit
{
    /// <summary>Whether some part of the query has a LIMIT and no ORDER BY.</summary>
    /// <param name="element">The tree that the gate let through.</param>
    public static bool TakesSomeRows(JsonElement element)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Any(TakesSomeRows);
        if (element.ValueKind != JsonValueKind.Object)
            return false;
        if (element.TryGetProperty("modifiers", out var modifiers) && modifiers.ValueKind == JsonValueKind.Array)
        {
            string?[] types = [.. modifiers.EnumerateArray().Select(modifier => modifier.GetProperty("type").GetString())];
            if (types.Any(type => type is "LIMIT_MODIFIER" or "LIMIT_PERCENT_MODIFIER") && !types.Contains("ORDER_MODIFIER"))
                return true;
        }
        return element.EnumerateObject().Any(property => TakesSomeRows(property.Value));
    }
}
