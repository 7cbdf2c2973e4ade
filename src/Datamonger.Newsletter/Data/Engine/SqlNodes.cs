using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>What may stand in a node of a serialised statement.</summary>
/// <param name="Types">Its types; empty where the kind is the type.</param>
/// <param name="Nodes">Properties that hold further nodes.</param>
/// <param name="Data">Properties that hold names, texts and numbers, and no nodes.</param>
internal sealed record SqlNode(FrozenSet<string> Types, FrozenSet<string> Nodes, FrozenSet<string> Data);

/// <summary>
/// Every kind of node that <c>json_serialize_sql</c> writes for a SELECT, with every property of it. What a later engine adds is
/// unknown here, and so refused, until somebody has looked at it.
/// </summary>
internal static class SqlNodes
{
    // Kind | types | properties that hold nodes | properties that do not. A kind in lower case is a record without a name of its own, called by the
    // property that it stands under.
    private static readonly FrozenDictionary<string, SqlNode> Known = Read(
        """
        CONSTANT | VALUE_CONSTANT | | value
        CAST | OPERATOR_CAST | child | cast_type try_cast
        COLLATE | COLLATE | child | collation
        COLUMN_REF | COLUMN_REF | | column_names
        POSITIONAL_REFERENCE | POSITIONAL_REFERENCE | | index
        PARAMETER | VALUE_PARAMETER | | identifier
        BETWEEN | COMPARE_BETWEEN | input lower upper |
        COMPARISON | COMPARE_EQUAL COMPARE_NOTEQUAL COMPARE_LESSTHAN COMPARE_LESSTHANOREQUALTO COMPARE_GREATERTHAN COMPARE_GREATERTHANOREQUALTO COMPARE_DISTINCT_FROM COMPARE_NOT_DISTINCT_FROM | left right |
        CONJUNCTION | CONJUNCTION_AND CONJUNCTION_OR | children |
        OPERATOR | ARRAY_CONSTRUCTOR ARRAY_EXTRACT ARRAY_SLICE STRUCT_EXTRACT COMPARE_IN COMPARE_NOT_IN GROUPING_FUNCTION OPERATOR_COALESCE OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL OPERATOR_NOT OPERATOR_TRY OPERATOR_UNPACK | children |
        CASE | CASE_EXPR | case_checks else_expr |
        FUNCTION | FUNCTION | children filter order_bys | function_name schema catalog distinct is_operator export_state
        WINDOW | WINDOW_AGGREGATE WINDOW_CUME_DIST WINDOW_FILL WINDOW_FIRST_VALUE WINDOW_LAG WINDOW_LAST_VALUE WINDOW_LEAD WINDOW_NTH_VALUE WINDOW_NTILE WINDOW_PERCENT_RANK WINDOW_RANK WINDOW_RANK_DENSE WINDOW_ROW_NUMBER | children partitions orders start_expr end_expr offset_expr default_expr filter_expr arg_orders | function_name schema catalog start end ignore_nulls exclude_clause distinct
        SUBQUERY | SUBQUERY | subquery child | subquery_type comparison_type
        STAR | STAR | expr replace_list | relation_name columns exclude_list qualified_exclude_list rename_list
        LAMBDA | LAMBDA | lhs expr |
        SELECT_NODE | | modifiers cte_map select_list from_table where_clause group_expressions having sample qualify | group_sets aggregate_handling
        SET_OPERATION_NODE | | modifiers cte_map left right | setop_type setop_all
        RECURSIVE_CTE_NODE | | modifiers cte_map left right key_targets | cte_name union_all aliases
        BASE_TABLE | | sample at_clause | schema_name table_name catalog_name column_name_alias
        DERIVED_TABLE | | sample subquery | column_name_alias
        TABLE_FUNCTION | | sample function | column_name_alias with_ordinality
        EXPRESSION_LIST | | sample values | expected_names expected_types
        JOIN | | sample left right condition duplicate_eliminated_columns | join_type ref_type using_columns delim_flipped
        PIVOT | | sample source aggregates pivots | unpivot_names groups column_name_alias include_nulls
        EMPTY | | sample |
        SHOW_REF | | sample query | table_name show_type catalog_name schema_name
        ORDER_MODIFIER | | orders |
        LIMIT_MODIFIER | | limit offset |
        LIMIT_PERCENT_MODIFIER | | limit offset |
        DISTINCT_MODIFIER | | distinct_on_targets |
        ORDER_DEFAULT | | expression | null_order
        ASCENDING | | expression | null_order
        DESCENDING | | expression | null_order
        statements | | node | named_param_map
        query | | node | named_param_map
        subquery | | node | named_param_map
        cte_map | | map |
        map | | value | key
        value | | query key_targets | aliases materialized
        replace_list | | value | key
        case_checks | | when_expr then_expr |
        pivots | | pivot_expressions entries | unpivot_names pivot_enum
        entries | | star_expr | values
        at_clause | | expr | unit
        sample | | | sample_size is_percentage method seed
        """
    );

    /// <summary>The kinds, with the types of each, for the tests.</summary>
    public static IEnumerable<string> Kinds =>
        Known.SelectMany(entry => entry.Value.Types.Count == 0 ? [entry.Key] : entry.Value.Types.Select(type => $"{entry.Key} {type}"));

    /// <summary>What kind of node this is: by its class, its type, or else by the property that it stands under.</summary>
    public static string KindOf(JsonElement node, string under)
    {
        if (node.ValueKind != JsonValueKind.Object)
            return under;
        if (Text(node, "class") is { } kind)
            return kind;
        // A subquery in FROM and one among expressions have the same name and different properties.
        return Text(node, "type") is { } type
            ? type == "SUBQUERY"
                ? "DERIVED_TABLE"
                : type
            : under;
    }

    /// <summary>The shape of a node; null when it is not known.</summary>
    public static SqlNode? Of(JsonElement node, string under)
    {
        if (node.ValueKind != JsonValueKind.Object || !Known.TryGetValue(KindOf(node, under), out var shape))
            return null;
        return shape.Types.Count == 0 || shape.Types.Contains(Text(node, "type") ?? "") ? shape : null;
    }

    /// <summary>
    /// The column that a function is called on: <c>year.lower()</c> is written as lower() in the schema "year". Empty for a function that is
    /// called as such; the parser itself puts some of them into "main".
    /// </summary>
    public static ImmutableArray<string> SubjectOf(JsonElement function) =>
        (Text(function, "catalog"), Text(function, "schema")) switch
        {
            (null or "" or "system", null or "" or "main" or "pg_catalog") => [],
            (null or "", { } column) => [column],
            var (table, column) => [table!, column ?? ""],
        };

    /// <summary>Whether something that should be data holds expressions or tables after all.</summary>
    public static bool HoldsNodes(JsonElement data) =>
        data.ValueKind switch
        {
            JsonValueKind.Array => data.EnumerateArray().Any(HoldsNodes),
            JsonValueKind.Object => data.TryGetProperty("class", out _)
                || data.TryGetProperty("node", out _)
                || data.TryGetProperty("function_name", out _)
                || data.EnumerateObject().Any(property => HoldsNodes(property.Value)),
            _ => false,
        };

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static FrozenDictionary<string, SqlNode> Read(string lines) =>
        lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|'))
            .ToFrozenDictionary(
                parts => parts[0].Trim(),
                parts => new SqlNode(Words(parts[1]), Words(parts[2]), Words($"{parts[3]} class type alias query_location")),
                StringComparer.Ordinal
            );

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
