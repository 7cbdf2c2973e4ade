using System.Text.Json;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Content;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Tests.Outputs;

public sealed class SchemaJsonTests
{
    public static TheoryData<string> Names => [.. SchemaJson.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shipped_schema_is_the_one_that_the_program_knows(string name) =>
        Snapshot.Match(SchemaJson.Write(name), $"../../docs/schema/{name}.json");

    [Fact]
    public void A_schema_takes_the_files_of_the_sample_and_no_key_that_is_not_known()
    {
        Assert.Empty(Wrong("newsletter", SampleContent.Yaml("newsletter.yml")));
        Assert.Empty(Wrong("datasets", SampleContent.Yaml("datasets/datasets.yml")));
        var mistyped = SampleContent.Yaml(
            new Newsletter.Diagnostics.SourceText(
                "newsletter.yml",
                "name: x\norganisation: {name: x, adress: y}\nsender: x\ntarget: nowhere\n"
            )
        );
        Assert.Equal(["organisation.adress", "sender", "target"], Wrong("newsletter", mistyped).Order(StringComparer.Ordinal));
        var untyped = SampleContent.Yaml(
            new Newsletter.Diagnostics.SourceText(
                "datasets.yml",
                "t: {types: {a: text, b: txt}, normalise: {c: la_name, d: la}, nulls: {x: anything}}\n"
            )
        );
        Assert.Equal(["t.normalise.d", "t.types.b"], Wrong("datasets", untyped).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_date_is_a_pattern_and_a_choice_is_a_list()
    {
        using var schema = JsonDocument.Parse(SchemaJson.Write("newsletter"));
        var target = schema.RootElement.GetProperty("properties").GetProperty("target");
        Assert.Equal(["sandbox", "mailchimp"], target.GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal("sandbox", target.GetProperty("default").GetString());
        using var issue = JsonDocument.Parse(SchemaJson.Write("issue"));
        Assert.Contains(
            "[0-9]{4}",
            issue.RootElement.GetProperty("properties").GetProperty("date").GetProperty("pattern").GetString(),
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<string> Wrong(string name, YamlNode node)
    {
        using var schema = JsonDocument.Parse(SchemaJson.Write(name));
        return [.. Wrong(schema.RootElement, node, "")];
    }

    // As much of JSON Schema as these schemas use: types, enums, properties, additionalProperties, items, anyOf.
    private static IEnumerable<string> Wrong(JsonElement schema, YamlNode node, string path)
    {
        if (schema.TryGetProperty("anyOf", out var alternatives))
        {
            return alternatives.EnumerateArray().Any(alternative => !Wrong(alternative, node, path).Any()) ? [] : [path];
        }
        if (schema.TryGetProperty("enum", out var choices))
            return choices.EnumerateArray().Any(choice => choice.GetString() == (node as YamlScalar)?.Value) ? [] : [path];
        if (!schema.TryGetProperty("type", out var declared))
            return [];
        var type = declared.ValueKind is JsonValueKind.String ? declared.GetString() : "scalar";
        return (type, node) switch
        {
            ("object", YamlMapping mapping) => mapping.Entries.SelectMany(entry =>
            {
                var inner = path.Length == 0 ? entry.Key.Value : $"{path}.{entry.Key.Value}";
                if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(entry.Key.Value, out var property))
                    return Wrong(property, entry.Value, inner);
                var others = schema.GetProperty("additionalProperties");
                return others.ValueKind is JsonValueKind.Object ? Wrong(others, entry.Value, inner) : [inner];
            }),
            ("array", YamlSequence list) => list.Items.SelectMany(
                (item, index) => Wrong(schema.GetProperty("items"), item, $"{path}[{index}]")
            ),
            ("object" or "array", _) => [path],
            (_, YamlScalar) => [],
            _ => [path],
        };
    }
}
