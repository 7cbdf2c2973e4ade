using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>Reads and makes nodes of a syntax tree that is changed in place.</summary>
internal static class SumTree
{
    private static readonly string[] Changes = ["exclude_list", "qualified_exclude_list", "replace_list", "rename_list"];

    /// <summary><c>string_agg(rows)</c> in the place of <c>sum(counts)</c>, with its filter and its window.</summary>
    public static JsonObject Listing(JsonObject call, JsonObject rows)
    {
        var listing = call.DeepClone().AsObject();
        listing["function_name"] = "string_agg";
        listing["alias"] = "";
        listing["children"] = new JsonArray(rows.DeepClone(), Constant(",", ""));
        return listing;
    }

    /// <summary>Whether a call is over all values, not the different ones.</summary>
    public static bool IsAll(JsonObject call) => call["distinct"]?.GetValue<bool>() is not true;

    /// <summary>Whether an expression makes one value of many.</summary>
    public static bool HasAggregate(JsonNode? element)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return element switch
        {
            JsonArray items => items.Any(HasAggregate),
            JsonObject node when Text(node, "class") == "SUBQUERY" => false,
            JsonObject node => (
                Text(node, "class") == "FUNCTION" && SqlFunctions.Aggregates.Contains(Text(node, "function_name").ToLowerInvariant())
            ) || node.Any(property => HasAggregate(property.Value)),
            _ => false,
        };
    }

    /// <summary>The name of the item that is just this expression; null when none is.</summary>
    public static string? ColumnThatIs(JsonObject expression, JsonObject[] items) =>
        items.Where(item => JsonNode.DeepEquals(Bare(item), Bare(expression))).Select(NameOf).FirstOrDefault(name => name.Length > 0);

    private static JsonObject Bare(JsonObject expression)
    {
        var bare = expression.DeepClone().AsObject();
        bare["alias"] = "";
        Strip(bare);
        return bare;

        static void Strip(JsonNode? node)
        {
            if (node is JsonArray items)
            {
                foreach (var item in items)
                    Strip(item);
            }
            if (node is not JsonObject element)
                return;
            element.Remove("query_location");
            foreach (var property in element)
                Strip(property.Value);
        }
    }

    /// <summary>What the engine calls an item; empty where it makes a name of the expression.</summary>
    public static string NameOf(JsonObject item) =>
        Text(item, "alias") is { Length: > 0 } alias ? alias
        : Text(item, "class") == "COLUMN_REF" ? item["column_names"]!.AsArray()[^1]!.GetValue<string>()
        : "";

    /// <summary>The number that an expression is; null when it is none.</summary>
    public static double? Number(JsonObject expression)
    {
        if (Text(expression, "class") != "CONSTANT")
            return null;
        using var document = JsonDocument.Parse(expression.ToJsonString());
        return (double?)Tells.Constant(document.RootElement).Number;
    }

    /// <summary>Whether an expression is NULL.</summary>
    public static bool IsNull(JsonObject expression) =>
        Text(expression, "class") == "CONSTANT" && expression["value"]?["is_null"]?.GetValue<bool>() is true;

    /// <summary>Whether it is <c>*</c>, with nothing excluded or renamed.</summary>
    public static bool IsPlainStar(JsonObject star) =>
        Text(star, "class") == "STAR"
        && star["columns"]?.GetValue<bool>() is not true
        && Changes.All(list => star[list] is null or JsonArray { Count: 0 })
        && star["expr"] is null;

    /// <summary>NULL as an expression.</summary>
    public const string NullText =
        """{"class":"CONSTANT","type":"VALUE_CONSTANT","alias":"","query_location":0,"value":{"type":{"id":"VARCHAR","type_info":null},"is_null":true}}""";

    /// <summary>A text as an expression.</summary>
    public static JsonNode Constant(string text, string alias)
    {
        var constant = JsonNode.Parse(NullText)!;
        constant["alias"] = alias;
        constant["value"]!["is_null"] = false;
        constant["value"]!["value"] = text;
        return constant;
    }

    /// <summary>Whether two names are the same to the engine.</summary>
    public static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>A text of a node; empty when it has none of that name.</summary>
    public static string Text(JsonObject node, string name) =>
        node[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>The tree as text, however deep.</summary>
    public static string Write(JsonNode root)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { MaxDepth = 1 << 16 }))
            root.WriteTo(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
