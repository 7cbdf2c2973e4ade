using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Fields;

/// <summary>
/// Writes declared fields as JSON Schema (draft 7, which the YAML extensions of editors read), so that an editor completes keys and
/// marks wrong ones before anything is built.
/// </summary>
internal static class JsonSchema
{
    /// <summary>A file whose top level holds these keys.</summary>
    public static void WriteFile(Utf8JsonWriter json, string title, string description, ImmutableArray<Field> fields)
    {
        json.WriteStartObject();
        WriteHead(json, title, description);
        WriteMapping(json, fields);
        json.WriteEndObject();
    }

    /// <summary>A file whose top level maps free names to these keys.</summary>
    public static void WriteMapFile(Utf8JsonWriter json, string title, string description, ImmutableArray<Field> fields)
    {
        json.WriteStartObject();
        WriteHead(json, title, description);
        json.WriteString("type", "object");
        json.WriteStartObject("additionalProperties");
        WriteMapping(json, fields);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, string title, string description)
    {
        json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        json.WriteString("title", title);
        json.WriteString("description", description);
    }

    private static void WriteMapping(Utf8JsonWriter json, ImmutableArray<Field> fields)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var field in fields)
            WriteField(json, field);
        json.WriteEndObject();
        if (!fields.Any(field => field.Required))
            return;
        json.WriteStartArray("required");
        foreach (var field in fields.Where(field => field.Required))
            json.WriteStringValue(field.Name);
        json.WriteEndArray();
    }

    private static void WriteField(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject(field.Name);
        json.WriteString("description", field.Description);
        WriteType(json, field);
        if (field.Default is { } value)
            WriteDefault(json, field.Type, value);
        if (field.Example is { } example && IsSingle(field.Type))
        {
            json.WriteStartArray("examples");
            json.WriteStringValue(example);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, Field field)
    {
        switch (field.Type)
        {
            case FieldType.Object when field.AllowsScalar:
                WriteAny(json, () => WriteMapping(json, field.Fields), () => WriteScalar(json));
                break;
            case FieldType.Object:
                WriteMapping(json, field.Fields);
                break;
            case FieldType.Map:
                json.WriteString("type", "object");
                json.WriteStartObject("additionalProperties");
                if (!field.Choices.IsEmpty)
                    WriteChoices(json, field.Choices);
                else if (field.Fields.IsEmpty)
                    WriteAny(json, () => WriteScalar(json), () => WriteScalars(json));
                else if (field.AllowsScalar)
                    WriteAny(json, () => WriteMapping(json, field.Fields), () => WriteScalar(json));
                else
                    WriteMapping(json, field.Fields);
                json.WriteEndObject();
                break;
            case FieldType.Objects:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                WriteMapping(json, field.Fields);
                json.WriteEndObject();
                break;
            case FieldType.List or FieldType.Columns:
                WriteAny(json, () => WriteScalar(json), () => WriteScalars(json));
                break;
            case FieldType.Any:
                break;
            default:
                WriteSingle(json, field);
                break;
        }
    }

    private static void WriteSingle(Utf8JsonWriter json, Field field)
    {
        switch (field.Type)
        {
            case FieldType.Integer:
                json.WriteString("type", "integer");
                break;
            case FieldType.Number:
                json.WriteString("type", "number");
                break;
            case FieldType.Boolean:
                json.WriteString("type", "boolean");
                break;
            case FieldType.Date:
                json.WriteString("type", "string");
                json.WriteString("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
                break;
            case FieldType.Moment:
                json.WriteString("type", "string");
                json.WriteString("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{1,2}:[0-9]{2})?$");
                break;
            case FieldType.Time:
                json.WriteString("type", "string");
                json.WriteString("pattern", "^[0-9]{1,2}:[0-9]{2}$");
                break;
            case FieldType.Colour:
                json.WriteString("type", "string");
                json.WriteString("pattern", "^#[0-9A-Fa-f]{6}$");
                break;
            case FieldType.Choice:
                WriteChoices(json, field.Choices);
                break;
            case FieldType.Format:
                WriteChoices(json, ValueFormat.Names);
                break;
            case FieldType.BoundText:
                json.WriteString("type", "string");
                break;
            default:
                WriteScalar(json);
                break;
        }
    }

    private static void WriteAny(Utf8JsonWriter json, params ReadOnlySpan<Action> alternatives)
    {
        json.WriteStartArray("anyOf");
        foreach (var write in alternatives)
        {
            json.WriteStartObject();
            write();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Text need not be quoted: "sheet: 3" is as good as "sheet: Table 3".
    private static void WriteScalar(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        foreach (var type in (string[])["string", "number", "boolean"])
            json.WriteStringValue(type);
        json.WriteEndArray();
    }

    private static void WriteScalars(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        WriteScalar(json);
        json.WriteEndObject();
    }

    private static void WriteChoices(Utf8JsonWriter json, ImmutableArray<string> choices)
    {
        json.WriteStartArray("enum");
        foreach (var choice in choices)
            json.WriteStringValue(choice);
        json.WriteEndArray();
    }

    private static void WriteDefault(Utf8JsonWriter json, FieldType type, string value)
    {
        switch (type)
        {
            case FieldType.Integer or FieldType.Number:
                json.WriteNumber("default", decimal.Parse(value, CultureInfo.InvariantCulture));
                break;
            case FieldType.Boolean:
                json.WriteBoolean("default", value == "true");
                break;
            case FieldType.List or FieldType.Columns:
                json.WriteStartArray("default");
                foreach (
                    var item in value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
                    json.WriteStringValue(item);
                json.WriteEndArray();
                break;
            default:
                json.WriteString("default", value);
                break;
        }
    }

    private static bool IsSingle(FieldType type) =>
        type is not (FieldType.Object or FieldType.Objects or FieldType.Map or FieldType.List or FieldType.Columns or FieldType.Any);
}
