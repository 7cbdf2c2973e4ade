using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>A table that a SELECT reads, by the name it has there.</summary>
/// <param name="Alias">Its name in the query; empty when it has none.</param>
/// <param name="Table">The dataset or query; null for one that is made on the spot.</param>
internal sealed record FromTable(string Alias, string? Table);

/// <summary>A SELECT of a query as the parser read it. Gives the syntax tree of another SELECT over the same rows.</summary>
/// <param name="node">Its node.</param>
/// <param name="commonTables">The entries of WITH that it sees.</param>
/// <param name="isOutermost">Whether its rows are the query's.</param>
internal sealed class SelectNode(JsonElement node, ImmutableArray<JsonElement> commonTables, bool isOutermost)
{
    private static readonly FrozenSet<string> Aggregates = new[]
    {
        "any_value",
        "arbitrary",
        "arg_max",
        "arg_min",
        "array_agg",
        "avg",
        "bool_and",
        "bool_or",
        "count",
        "count_if",
        "count_star",
        "countif",
        "favg",
        "first",
        "fsum",
        "geomean",
        "histogram",
        "kahan_sum",
        "last",
        "list",
        "mad",
        "max",
        "max_by",
        "mean",
        "median",
        "min",
        "min_by",
        "mode",
        "product",
        "quantile",
        "quantile_cont",
        "quantile_disc",
        "stddev",
        "stddev_pop",
        "stddev_samp",
        "string_agg",
        "sum",
        "sumkahan",
        "var_pop",
        "var_samp",
        "variance",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Authors' texts stand in it as they are: the tree is read by the engine alone.
    private static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1 << 16,
        SkipValidation = true,
    };

    /// <summary>The node itself.</summary>
    public JsonElement Node { get; } = node;

    /// <summary>Whether its rows are the query's.</summary>
    public bool IsOutermost { get; } = isOutermost;

    /// <summary>The tables behind FROM, in their order; empty where something else stands there.</summary>
    public ImmutableArray<FromTable> Tables { get; } =
        TablesOf(node.GetProperty("from_table"), [.. commonTables.Select(entry => Text(entry, "key"))]);

    /// <summary>What it selects.</summary>
    public IEnumerable<JsonElement> Items => Node.GetProperty("select_list").EnumerateArray();

    /// <summary>Whether it keeps one row of those that are alike.</summary>
    public bool IsDistinct => Node.GetProperty("modifiers").EnumerateArray().Any(modifier => Text(modifier, "type") == "DISTINCT_MODIFIER");

    /// <summary>Whether it gives one row for each of several.</summary>
    public bool IsGrouped =>
        Node.GetProperty("group_expressions").GetArrayLength() > 0
        || Text(Node, "aggregate_handling") == "FORCE_AGGREGATES"
        || Items.SelectMany(Within).Any(IsAggregate);

    /// <summary>
    /// The SELECTs of a query that can be asked by themselves: the outermost, the sides of UNION, those of WITH and of FROM.
    /// </summary>
    public static ImmutableArray<SelectNode> Of(JsonElement root)
    {
        var found = ImmutableArray.CreateBuilder<SelectNode>();
        Visit(root.GetProperty("statements")[0].GetProperty("node"), [], true, found);
        return found.ToImmutable();
    }

    /// <summary>The statement that selects other things of the rows that FROM and WHERE give.</summary>
    /// <param name="items">Expressions as JSON.</param>
    public string Selecting(IEnumerable<string> items) => Write(items, keepsRest: false);

    /// <summary>The statement as it is, with more columns behind its own.</summary>
    /// <param name="items">Expressions as JSON.</param>
    public string Adding(IEnumerable<string> items) => Write(Items.Select(item => item.GetRawText()).Concat(items), keepsRest: true);

    /// <summary>An expression under another name.</summary>
    public static string Named(JsonElement expression, string alias) => With(expression, "alias", alias);

    /// <summary>A column, or the whole row when the name is a table's.</summary>
    public static string Column(string alias, params ReadOnlySpan<string> names)
    {
        var text = new StringBuilder("{\"class\":\"COLUMN_REF\",\"type\":\"COLUMN_REF\",\"alias\":")
            .Append(Quoted(alias))
            .Append(",\"query_location\":0,\"column_names\":[");
        foreach (var name in names)
            text.Append(text[^1] == '[' ? "" : ",").Append(Quoted(name));
        return text.Append("]}").ToString();
    }

    /// <summary>An object of the tree with texts of its own changed.</summary>
    public static string With(JsonElement element, params ReadOnlySpan<string> namesAndTexts)
    {
        var text = new StringBuilder("{");
        foreach (var property in element.EnumerateObject())
        {
            var at = namesAndTexts.IndexOf(property.Name);
            text.Append(text.Length > 1 ? "," : "")
                .Append(Quoted(property.Name))
                .Append(':')
                .Append(at < 0 || at % 2 != 0 ? property.Value.GetRawText() : Quoted(namesAndTexts[at + 1]));
        }
        return text.Append('}').ToString();
    }

    /// <summary>Whether an expression is a call that makes one value of many.</summary>
    public static bool IsAggregate(JsonElement element) =>
        Text(element, "class") == "FUNCTION" && Aggregates.Contains(Text(element, "function_name"));

    /// <summary>A text of an object; empty when it has none of that name.</summary>
    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>The columns that an expression names, wherever they stand in it.</summary>
    public static IEnumerable<JsonElement> ColumnsIn(JsonElement expression) =>
        Within(expression).Where(element => Text(element, "class") == "COLUMN_REF");

    /// <summary>An expression and all that stand in it.</summary>
    public static IEnumerable<JsonElement> Within(JsonElement element)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(Within);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return element
            .EnumerateObject()
            .Where(property => !property.NameEquals("value"))
            .SelectMany(property => Within(property.Value))
            .Prepend(element);
    }

    /// <summary>The names of a column, the table's before its own.</summary>
    public static ImmutableArray<string> NamesOf(JsonElement column) =>
        [.. column.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!)];

    private string Write(IEnumerable<string> items, bool keepsRest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Writing))
        {
            json.WriteStartObject();
            json.WriteBoolean("error", false);
            json.WriteStartArray("statements");
            json.WriteStartObject();
            json.WriteStartObject("node");
            foreach (var property in Node.EnumerateObject())
            {
                json.WritePropertyName(property.Name);
                if (property.NameEquals("select_list"))
                    json.WriteRawValue($"[{string.Join(',', items)}]", skipInputValidation: true);
                else if (property.NameEquals("cte_map"))
                    json.WriteRawValue(
                        $"{{\"map\":[{string.Join(',', commonTables.Select(entry => entry.GetRawText()))}]}}",
                        skipInputValidation: true
                    );
                else if (keepsRest)
                    property.Value.WriteTo(json);
                else if (property.Name is "modifiers" or "group_expressions" or "group_sets")
                    json.WriteRawValue("[]");
                else if (property.Name is "having" or "qualify")
                    json.WriteNullValue();
                else if (property.NameEquals("aggregate_handling"))
                    json.WriteStringValue("STANDARD_HANDLING");
                else
                    property.Value.WriteTo(json);
            }
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Visit(
        JsonElement node,
        ImmutableArray<JsonElement> outer,
        bool isOutermost,
        ImmutableArray<SelectNode>.Builder found
    )
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node.ValueKind != JsonValueKind.Object)
            return;
        ImmutableArray<JsonElement> own = node.TryGetProperty("cte_map", out var map) ? [.. map.GetProperty("map").EnumerateArray()] : [];
        for (var i = 0; i < own.Length; i++)
            Visit(own[i].GetProperty("value").GetProperty("query").GetProperty("node"), [.. outer, .. own[..i]], false, found);
        ImmutableArray<JsonElement> all = [.. outer, .. own];
        switch (Text(node, "type"))
        {
            case "SELECT_NODE":
                found.Add(new SelectNode(node, all, isOutermost));
                VisitFrom(node.GetProperty("from_table"), all, found);
                break;
            case "SET_OPERATION_NODE" when node.TryGetProperty("left", out var left) && node.TryGetProperty("right", out var right):
                Visit(left, all, false, found);
                Visit(right, all, false, found);
                break;
        }
    }

    private static void VisitFrom(JsonElement from, ImmutableArray<JsonElement> visible, ImmutableArray<SelectNode>.Builder found)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (Text(from, "type"))
        {
            case "JOIN":
                VisitFrom(from.GetProperty("left"), visible, found);
                VisitFrom(from.GetProperty("right"), visible, found);
                break;
            case "SUBQUERY":
                Visit(from.GetProperty("subquery").GetProperty("node"), visible, false, found);
                break;
        }
    }

    /// <summary>The tables of a part of FROM; empty where something else stands there.</summary>
    public static ImmutableArray<FromTable> TablesOf(JsonElement from, ImmutableArray<string> common)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var alias = Text(from, "alias");
        switch (Text(from, "type"))
        {
            case "BASE_TABLE":
                var name = Text(from, "table_name");
                return
                [
                    new FromTable(alias.Length > 0 ? alias : name, common.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : name),
                ];
            case "SUBQUERY" when alias.Length > 0:
                return [new FromTable(alias, null)];
            case "JOIN":
                var (left, right) = (TablesOf(from.GetProperty("left"), common), TablesOf(from.GetProperty("right"), common));
                return left.IsEmpty || right.IsEmpty ? [] : [.. left, .. right];
            default:
                return [];
        }
    }

    /// <summary>The names of WITH that it sees.</summary>
    public ImmutableArray<string> CommonNames => [.. commonTables.Select(entry => Text(entry, "key"))];

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
