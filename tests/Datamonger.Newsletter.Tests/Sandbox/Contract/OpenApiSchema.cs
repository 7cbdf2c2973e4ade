using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Datamonger.Newsletter.Tests.Sandbox.Contract;

/// <summary>Checks JSON against the part of JSON Schema that the document uses, and keeps what it finds.</summary>
internal sealed class OpenApiSchema(JsonObject schemas, JsonObject items)
{
    /// <summary>Written by the live service where a date is described: nothing for “not yet”, and this after an unscheduling.</summary>
    private static readonly string[] KnownNoDates = ["", "-001-11-30T00:00:00+00:00"];

    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations => _violations;

    public void Fail(string where, string what) => _violations.Add($"{where}: {what}");

    public void Require(bool holds, string where, string what)
    {
        if (!holds)
            Fail(where, what);
    }

    public void Check(JsonNode schema, JsonNode? value, string where)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            if (items[name] is JsonObject defect)
                CheckMended(name, defect, value, where);
            else
                Check(schemas[name]!, value, where);
            return;
        }
        var type = schema["type"]?.GetValue<string>();
        if (!IsOf(type, value))
        {
            Fail(where, $"{value?.GetValueKind().ToString() ?? "null"} where {type} is described");
            return;
        }
        if (schema["enum"] is JsonArray values)
            Require(values.Any(one => one!.ToString() == value!.ToString()), where, $"‘{value}’ is none of the values described");
        if (schema["format"]?.GetValue<string>() == "date-time")
            Require(IsDate(value!.GetValue<string>()), where, $"‘{value}’ is no date");
        if (schema["format"]?.GetValue<string>() == "uri")
            Require(Uri.TryCreate(value!.GetValue<string>(), UriKind.Absolute, out _), where, $"‘{value}’ is no address");
        if (Number(schema["minimum"]) is { } least)
            Require(Number(value) >= least, where, $"{value} is below {least}");
        if (Number(schema["maximum"]) is { } most)
            Require(Number(value) <= most, where, $"{value} is above {most}");
        if (value is JsonArray list && schema["items"] is { } item)
            for (var place = 0; place < list.Count; place++)
                Check(item, list[place], $"{where}[{place}]");
        if (value is JsonObject members)
            CheckMembers(schema, members, where);
    }

    private void CheckMembers(JsonNode schema, JsonObject members, string where)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
            Require(members.ContainsKey(required!.GetValue<string>()), where, $"{required} is missing");
        foreach (var (name, value) in members)
        {
            if (schema["properties"]?[name] is { } property)
                Check(property, value, $"{where}.{name}");
            // A bare “object” stands for “anything” here: merge field values are described so, and are texts and numbers.
            else if (schema["additionalProperties"] is JsonObject others && others["type"]?.GetValue<string>() != "object")
                Check(others, value, $"{where}.{name}");
        }
    }

    /// <summary>
    /// A collection whose items the document describes as the collection itself; a single item is described by the same name.
    /// </summary>
    private void CheckMended(string name, JsonObject defect, JsonNode? value, string where)
    {
        var collection = defect["collection"]!.GetValue<string>();
        if (value?[collection] is not JsonArray list)
        {
            Check(defect["items"]!, value, where);
            return;
        }
        for (var place = 0; place < list.Count; place++)
            Check(defect["items"]!, list[place], $"{where}.{collection}[{place}]");
        var around = schemas[name]!.DeepClone().AsObject();
        around["properties"]!.AsObject().Remove(collection);
        Check(around, value, where);
    }

    private static bool IsOf(string? type, JsonNode? value) =>
        (type, value?.GetValueKind()) switch
        {
            (null, _) => true,


            ("object", JsonValueKind.Object)
            or
            ("array", JsonValueKind.Array)
            or
            ("string", JsonValueKind.String)
            or ("number", JsonValueKind.Number) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("integer", JsonValueKind.Number) => Number(value) is { } number && number == decimal.Truncate(number),
            _ => false,
        };

    private static decimal? Number(JsonNode? value) =>
        value is not null && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool IsDate(string text) =>
        KnownNoDates.Contains(text)
        || DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        );
}
