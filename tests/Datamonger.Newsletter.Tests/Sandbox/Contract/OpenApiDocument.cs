using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Datamonger.Newsletter.Tests.Sandbox.Contract;

/// <summary>
/// Mailchimp's own description of its API, as a judge of requests and answers. Its path comes from <c>MAILCHIMP_OPENAPI</c>.
/// </summary>
internal sealed class OpenApiDocument
{
    private static readonly Lazy<OpenApiDocument?> Configured = new(Load);
    private readonly JsonObject _paths;
    private readonly JsonObject _schemas;
    private readonly JsonObject _items;

    private OpenApiDocument(JsonObject document, JsonObject items)
    {
        _paths = document["paths"]!.AsObject();
        _schemas = document["components"]!["schemas"]!.AsObject();
        _items = items;
    }

    /// <summary>The document, or null when the environment names none.</summary>
    public static OpenApiDocument? Current => Configured.Value;

    /// <summary>The document. Where the environment names none, the test ends here.</summary>
    public static OpenApiDocument Required()
    {
        Require.Variable("MAILCHIMP_OPENAPI", "the path of Mailchimp's description of its API");
        return Current!;
    }

    /// <summary>The operations, such as <c>GET /lists/{list_id}</c>, that were judged since the tests began.</summary>
    public ConcurrentDictionary<string, int> Judged { get; } = new();

    /// <summary>Says what is wrong with an exchange; nothing when it is as described.</summary>
    public IReadOnlyList<string> Judge(
        string method,
        string pathAndQuery,
        JsonNode? request,
        int status,
        string? contentType,
        JsonNode? answer
    )
    {
        var path = pathAndQuery.Split('?')[0];
        var (template, item) = _paths.Select(pair => (pair.Key, pair.Value!.AsObject())).FirstOrDefault(pair => Matches(pair.Key, path));
        if (item?[method.ToLowerInvariant()] is not JsonObject operation)
            return status is 404 or 405 ? [] : [$"{method} {path} is not in the document, yet it was answered {status}"];
        var schema = new OpenApiSchema(_schemas, _items);
        if (status < 400)
        {
            if (operation["requestBody"] is JsonObject body)
                CheckBody(schema, body, request);
            CheckQuery(schema, operation, pathAndQuery);
            Judged.AddOrUpdate($"{method} {template}", 1, (_, count) => count + 1);
        }
        var name = status.ToString(CultureInfo.InvariantCulture);
        var described = operation["responses"]![status < 400 ? name : "default"];
        if (described is null)
            schema.Fail("answer", $"the status {status} is not described");
        else if (status == 204)
            schema.Require(answer is null, "answer", "a 204 has no body");
        else
        {
            var type = status < 400 ? "application/json" : "application/problem+json";
            schema.Require(contentType?.StartsWith(type, StringComparison.Ordinal) == true, "answer", $"the type is {contentType}");
            schema.Check(described["content"]![type]!["schema"]!, answer, "answer");
        }
        return [.. schema.Violations.Select(violation => $"{method} {path} {status}: {violation}")];
    }

    private static void CheckBody(OpenApiSchema schema, JsonObject described, JsonNode? request)
    {
        if (request is null)
            schema.Require(described["required"]?.GetValue<bool>() != true, "request", "it has no body");
        else
            schema.Check(described["content"]!["application/json"]!["schema"]!, request, "request");
    }

    private static void CheckQuery(OpenApiSchema schema, JsonObject operation, string pathAndQuery)
    {
        var query = System.Web.HttpUtility.ParseQueryString(
            pathAndQuery.Contains('?') ? pathAndQuery[(pathAndQuery.IndexOf('?') + 1)..] : ""
        );
        var described =
            operation["parameters"]
                ?.AsArray()
                .Where(parameter => parameter!["in"]?.GetValue<string>() == "query")
                .ToDictionary(parameter => parameter!["name"]!.GetValue<string>())
            ?? [];
        foreach (var name in query.AllKeys)
            schema.Require(name is not null && described.ContainsKey(name), "query", $"the parameter {name} is not described");
        foreach (var (name, parameter) in described)
        {
            if (query[name] is not { } value)
                schema.Require(parameter!["required"]?.GetValue<bool>() != true, "query", $"the parameter {name} is missing");
            else if (parameter!["schema"]!["enum"] is JsonArray values)
                schema.Require(values.Any(one => one!.ToString() == value), "query", $"{name} is {value}");
            else if (parameter["schema"]!["type"]!.GetValue<string>() == "integer")
                schema.Require(int.TryParse(value, out _), "query", $"{name} is {value}");
        }
    }

    private static bool Matches(string template, string path)
    {
        var (pattern, parts) = (template.Split('/'), path.Split('/'));
        return pattern.Length == parts.Length && pattern.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private static OpenApiDocument? Load()
    {
        var path = Environment.GetEnvironmentVariable("MAILCHIMP_OPENAPI");
        if (string.IsNullOrEmpty(path))
            return null;
        using var reader = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(reader);
        // Seven collections of the document describe their items as themselves; an older description of those items may lie beside it.
        var items = Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "item-schemas*.json").FirstOrDefault();
        return new OpenApiDocument(
            Convert(yaml.Documents[0].RootNode)!.AsObject(),
            items is null ? [] : JsonNode.Parse(File.ReadAllText(items))!.AsObject()
        );
    }

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => new JsonObject(
                mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), Convert(pair.Value)))
            ),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
            YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar => Plain(scalar.Value!),
            _ => JsonValue.Create(((YamlScalarNode)node).Value),
        };

    private static JsonNode? Plain(string text) =>
        text switch
        {
            "true" => true,
            "false" => false,
            "null" or "~" => null,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
}
