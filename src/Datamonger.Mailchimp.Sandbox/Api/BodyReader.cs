using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>
/// Reads a JSON object field by field and collects everything that is wrong with it; <see cref="Done"/> refuses them all at once.
/// </summary>
internal sealed class BodyReader
{
    private readonly ImmutableArray<FieldError>.Builder _errors;
    private readonly string _prefix;

    public BodyReader(JsonObject json)
        : this(json, "", ImmutableArray.CreateBuilder<FieldError>()) { }

    private BodyReader(JsonObject json, string prefix, ImmutableArray<FieldError>.Builder errors)
    {
        Json = json;
        _prefix = prefix;
        _errors = errors;
    }

    public JsonObject Json { get; }

    public bool Has(string name) => Json.ContainsKey(name);

    public string? Text(string name, bool required = false, ReadOnlySpan<string> oneOf = default)
    {
        if (!Find(name, required, out var value))
            return null;
        if (value.GetValueKind() != JsonValueKind.String)
            return Wrong<string>(name, "text", value);
        var text = value.GetValue<string>();
        if (required && text.Length == 0)
            Fail(name, "This value should not be blank.");
        if (oneOf.Length > 0 && !oneOf.Contains(text))
            Fail(name, $"Takes one of: {string.Join(", ", oneOf.ToArray())}.");
        return text;
    }

    public long? Whole(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
            return null;
        return value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out var number)
            ? number
            : WrongValue<long>(name, "a whole number", value);
    }

    public bool? Flag(string name)
    {
        if (!Find(name, required: false, out var value))
            return null;
        return value.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => WrongValue<bool>(name, "true or false", value),
        };
    }

    public string? Date(string name, bool required = false)
    {
        if (Text(name, required) is not { Length: > 0 } text)
            return null;
        if (Iso.TryParse(text, out var moment))
            return Iso.Text(moment);
        Fail(name, "This is not an ISO 8601 date and time with an offset.");
        return null;
    }

    public BodyReader? Object(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
            return null;
        return value is JsonObject inner
            ? new BodyReader(inner, $"{_prefix}{name}.", _errors)
            : Wrong<BodyReader>(name, "an object", value);
    }

    public JsonArray? Items(string name, bool required = false, int most = int.MaxValue)
    {
        if (!Find(name, required, out var value))
            return null;
        if (value is not JsonArray items)
            return Wrong<JsonArray>(name, "a list", value);
        if (items.Count > most)
            Fail(name, $"At most {most} entries; there are {items.Count}.");
        return items;
    }

    public ImmutableArray<string>? Texts(string name, bool required = false, int most = int.MaxValue)
    {
        if (Items(name, required, most) is not { } items)
            return null;
        if (items.All(item => item.Text() is not null))
            return [.. items.Select(item => item.Text()!)];
        Fail(name, "Every entry is text.");
        return null;
    }

    public ImmutableArray<BodyReader>? Objects(string name, bool required = false, int most = int.MaxValue)
    {
        if (Items(name, required, most) is not { } items)
            return null;
        if (items.All(item => item is JsonObject))
            return [.. items.Select((item, place) => new BodyReader((JsonObject)item!, $"{_prefix}{name}.{place}.", _errors))];
        Fail(name, "Every entry is an object.");
        return null;
    }

    public void Fail(string name, string message) => _errors.Add(new FieldError(_prefix + name, message));

    /// <exception cref="ApiProblem">Something was wrong.</exception>
    public void Done()
    {
        if (_errors.Count > 0)
            throw ApiProblem.Invalid(_errors.ToImmutable());
    }

    private bool Find(string name, bool required, out JsonNode value)
    {
        value = Json[name]!;
        if (value is null && required)
            Fail(name, "Required; it is missing.");
        return value is not null;
    }

    private T? Wrong<T>(string name, string expected, JsonNode value)
        where T : class
    {
        Fail(name, $"Takes {expected}, not {Kind(value)}.");
        return null;
    }

    private T? WrongValue<T>(string name, string expected, JsonNode value)
        where T : struct
    {
        Fail(name, $"Takes {expected}, not {Kind(value)}.");
        return null;
    }

    private static string Kind(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "text",
            JsonValueKind.Number => "a number",
            _ => "true or false",
        };
}
