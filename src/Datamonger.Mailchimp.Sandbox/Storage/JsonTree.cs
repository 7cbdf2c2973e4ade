using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>Small steps with JSON trees that need no reflection.</summary>
internal static class JsonTree
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64 };

    public static JsonObject ParseObject(string text) =>
        text.Length == 0 ? [] : JsonNode.Parse(text, documentOptions: Reading) as JsonObject ?? [];

    public static JsonNode? Parse(ReadOnlySpan<byte> utf8) => JsonNode.Parse(utf8, documentOptions: Reading);

    public static JsonArray Array(IEnumerable<JsonNode?> items)
    {
        var array = new JsonArray();
        foreach (var item in items)
            array.Add(item);
        return array;
    }

    public static JsonArray Array(IEnumerable<string> items) => Array(items.Select(item => (JsonNode?)JsonValue.Create(item)));

    public static byte[] Utf8(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
            node.WriteTo(writer);
        return buffer.ToArray();
    }

    public static string? Text(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool IsTrue(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;
}
