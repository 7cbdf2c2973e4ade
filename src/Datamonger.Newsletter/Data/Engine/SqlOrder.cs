using System.Globalization;
using System.Text.Json;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// Tells queries whose rows cannot depend on the order in which the engine reads: grouped, ordered by every group, and aggregated
/// exactly. Only such a query may be read by several threads at once; every other one keeps to one thread.
/// </summary>
/// <remarks>What is not known here is not free: a wrong no costs time, a wrong yes the same bytes.</remarks>
internal static class SqlOrder
{
    private static readonly string[] Exact = ["count_star", "count", "sum", "avg", "min", "max"];
    private static readonly string[] Arithmetic = ["+", "-", "*"];
    private static readonly string[] RowWise =
    [
        "/",
        "//",
        "%",
        "||",
        "round",
        "lower",
        "upper",
        "trim",
        "substr",
        "substring",
        "left",
        "right",
        "year",
        "month",
        "nullif",
    ];

    /// <summary>
    /// Whether its author says in which order the rows come: by an ORDER BY of the whole, or by writing the rows out (VALUES).
    /// </summary>
    public static bool IsByAuthor(JsonElement root)
    {
        var node = root.GetProperty("statements")[0].GetProperty("node");
        while (true)
        {
            if (node.GetProperty("modifiers").EnumerateArray().Any(modifier => Text(modifier, "type") == "ORDER_MODIFIER"))
                return true;
            // Rows pass through a SELECT that neither groups nor joins as they come.
            if (
                Text(node, "type") != "SELECT_NODE"
                || node.GetProperty("group_expressions").GetArrayLength() > 0
                || Text(node, "aggregate_handling") == "FORCE_AGGREGATES"
                || node.GetProperty("modifiers").EnumerateArray().Any(modifier => Text(modifier, "type") == "DISTINCT_MODIFIER")
            )
                return false;
            var from = node.GetProperty("from_table");
            if (Text(from, "type") == "EXPRESSION_LIST")
                return true;
            if (Text(from, "type") == "SUBQUERY")
                node = from.GetProperty("subquery").GetProperty("node");
            else if (Text(from, "type") == "BASE_TABLE" && CommonTable(node, Text(from, "table_name")!) is { } common)
                node = common;
            else
                return false;
        }
    }

    /// <summary>The same of a tree as text.</summary>
    public static bool IsByAuthor(string tree)
    {
        using var document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 1 << 16 });
        return IsByAuthor(document.RootElement);
    }

    private static JsonElement? CommonTable(JsonElement node, string name) =>
        node.GetProperty("cte_map")
            .GetProperty("map")
            .EnumerateArray()
            .Where(entry => name.Equals(Text(entry, "key"), StringComparison.OrdinalIgnoreCase))
            .Select(entry => (JsonElement?)entry.GetProperty("value").GetProperty("query").GetProperty("node"))
            .FirstOrDefault();

    /// <summary>Whether the statement is <c>SELECT … FROM table [WHERE …] GROUP BY … ORDER BY …</c> of that kind.</summary>
    /// <param name="root">The tree that the gate let through.</param>
    public static bool IsFree(JsonElement root)
    {
        var node = root.GetProperty("statements")[0].GetProperty("node");
        if (
            Text(node, "type") != "SELECT_NODE"
            || !IsFromTables(node.GetProperty("from_table"))
            || !IsNothing(node, "sample")
            || !IsNothing(node, "qualify")
        )
            return false;
        if (node.GetProperty("cte_map").GetProperty("map").GetArrayLength() > 0 || HasSubquery(node))
            return false;
        JsonElement[] items = [.. node.GetProperty("select_list").EnumerateArray()];
        if (!items.All(IsExact) || !(IsNothing(node, "having") || IsExact(node.GetProperty("having"))))
            return false;
        return Groups(node, items) is { } groups && IsOrderedBy(node, items, groups);
    }

    private static bool IsFromTables(JsonElement from) =>
        Text(from, "type") switch
        {
            "BASE_TABLE" => IsNothing(from, "sample"),
            "JOIN" => IsFromTables(from.GetProperty("left")) && IsFromTables(from.GetProperty("right")),
            _ => false,
        };

    // An expression of groups and of aggregates that give the same whatever comes first. A sum of fractions does not: only whole numbers
    // and decimals may be summed.
    private static bool IsExact(JsonElement expression)
    {
        switch (Text(expression, "class"))
        {
            case "COLUMN_REF" or "CONSTANT":
                return true;
            case "FUNCTION":
                var name = Text(expression, "function_name");
                var children = expression.GetProperty("children").EnumerateArray();
                if (!Exact.Contains(name))
                    return (RowWise.Contains(name) || Arithmetic.Contains(name)) && children.All(IsExact);
                return expression.GetProperty("order_bys").GetProperty("orders").GetArrayLength() == 0
                    && children.All(child => !HasAggregate(child) && (name is not ("sum" or "avg") || IsExactNumber(child)));
            case "COMPARISON":
                return IsExact(expression.GetProperty("left")) && IsExact(expression.GetProperty("right"));
            case "CONJUNCTION" or "OPERATOR":
                return expression.GetProperty("children").EnumerateArray().All(IsExact);
            case "CAST":
                return IsExact(expression.GetProperty("child"));
            default:
                return false;
        }
    }

    private static bool IsExactNumber(JsonElement expression) =>
        Text(expression, "class") switch
        {
            "COLUMN_REF" => true,
            "CONSTANT" => Text(expression.GetProperty("value").GetProperty("type"), "id") is "INTEGER" or "BIGINT" or "DECIMAL",
            "FUNCTION" => Arithmetic.Contains(Text(expression, "function_name"))
                && expression.GetProperty("children").EnumerateArray().All(IsExactNumber),
            _ => false,
        };

    // Each group as the name of its column, or as the place of what is selected. GROUP BY a name takes the column before the alias, ORDER
    // BY the alias before the column.
    private static List<string>? Groups(JsonElement node, JsonElement[] items)
    {
        if (Text(node, "aggregate_handling") == "FORCE_AGGREGATES")
            return
            [
                .. items
                    .Select((item, i) => (item, i))
                    .Where(entry => !HasAggregate(entry.item))
                    .Select(entry => NameOf(entry.item, entry.i)),
            ];
        var groups = new List<string>();
        foreach (var expression in node.GetProperty("group_expressions").EnumerateArray())
        {
            if (PlaceOf(expression, items) is { } place)
                groups.Add(NameOf(items[place], place));
            else if (
                Text(expression, "class") == "COLUMN_REF"
                && !items.Any(item => Text(item, "alias") is { Length: > 0 } alias && IsName(expression, alias))
            )
                groups.Add(NameOf(expression, -1));
            else
                return null;
        }
        if (node.GetProperty("group_sets").GetArrayLength() > 1)
            return null;
        // Without groups there is one row, or no aggregate at all and so all rows as they come.
        return groups.Count > 0 || items.All(HasAggregate) ? groups : null;
    }

    private static bool IsOrderedBy(JsonElement node, JsonElement[] items, List<string> groups)
    {
        var ordered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var modifier in node.GetProperty("modifiers").EnumerateArray())
        {
            if (Text(modifier, "type") is "LIMIT_MODIFIER")
                continue;
            if (Text(modifier, "type") is not "ORDER_MODIFIER")
                return false;
            foreach (var order in modifier.GetProperty("orders").EnumerateArray())
            {
                var expression = order.GetProperty("expression");
                // ORDER BY ALL: rows that tie are the same rows.
                if (Text(expression, "class") == "STAR")
                    return expression.GetProperty("exclude_list").GetArrayLength() == 0;
                if (PlaceOf(expression, items) is { } place)
                    ordered.Add(NameOf(items[place], place));
                else if (
                    Text(expression, "class") == "COLUMN_REF"
                    && Array.FindIndex(items, item => Text(item, "alias") is { Length: > 0 } alias && IsName(expression, alias))
                        is >= 0
                            and var aliased
                )
                    ordered.Add(NameOf(items[aliased], aliased));
                else if (Text(expression, "class") == "COLUMN_REF")
                    ordered.Add(NameOf(expression, -1));
            }
        }
        return groups.All(ordered.Contains);
    }

    private static int? PlaceOf(JsonElement expression, JsonElement[] items)
    {
        if (Text(expression, "class") != "CONSTANT")
            return null;
        var value = expression.GetProperty("value");
        if (Text(value.GetProperty("type"), "id") != "INTEGER" || !value.TryGetProperty("value", out var number))
            return null;
        return number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var place) && place >= 1 && place <= items.Length
            ? place - 1
            : null;
    }

    private static string NameOf(JsonElement expression, int place) =>
        Text(expression, "class") == "COLUMN_REF"
            ? string.Join('.', expression.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!.ToLowerInvariant()))
            : place.ToString(CultureInfo.InvariantCulture);

    private static bool IsName(JsonElement expression, string alias)
    {
        var names = expression.GetProperty("column_names");
        return names.GetArrayLength() == 1 && alias.Equals(names[0].GetString(), StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasAggregate(JsonElement element) =>
        Any(element, node => node.TryGetProperty("function_name", out var name) && Exact.Contains(name.GetString()));

    private static bool HasSubquery(JsonElement element) => Any(element, node => Text(node, "class") is "SUBQUERY" or "WINDOW" or "LAMBDA");

    private static bool Any(JsonElement element, Func<JsonElement, bool> isIt) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Any(item => Any(item, isIt)),
            JsonValueKind.Object => isIt(element) || element.EnumerateObject().Any(property => Any(property.Value, isIt)),
            _ => false,
        };

    private static bool IsNothing(JsonElement node, string name) =>
        !node.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
