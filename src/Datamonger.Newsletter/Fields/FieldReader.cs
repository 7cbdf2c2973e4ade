using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Fields;

/// <summary>
/// Reads a mapping by its declared fields. Construction reports every unknown, missing and mistyped key at once;
/// what is wrong then reads as absent, so that a reader goes on and says nothing twice.
/// </summary>
public sealed class FieldReader
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics;

    /// <param name="mapping">The mapping to read.</param>
    /// <param name="fields">The keys it may hold.</param>
    /// <param name="what">What holds the keys, for messages: "front matter", "a bar chart".</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public FieldReader(YamlMapping mapping, ImmutableArray<Field> fields, string what, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        Location = mapping.Location;
        Fields = fields;
        foreach (var (key, value) in mapping.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            if (fields.FirstOrDefault(field => field.Name == key.Value) is not { } field)
            {
                string[] known = [.. fields.Select(candidate => candidate.Name)];
                diagnostics.Add(
                    FieldRules.UnknownKey,
                    key.Location,
                    HiddenCharacters.In(key.Value) is { } hidden
                        ? $"The key \"{HiddenCharacters.Without(key.Value)}\" holds a character that nobody sees ({HiddenCharacters.Name(hidden)})."
                        : $"\"{key.Value}\" is not a key of {what}.",
                    HiddenCharacters.In(key.Value) is null ? NearestName.Hint(key.Value, known) : "Delete it, or type the key again."
                );
            }
            else if (value is YamlScalar { IsNull: true })
            {
                if (field.Required)
                    diagnostics.Add(FieldRules.MissingKey, key.Location, $"\"{key.Value}\" is empty; {what} needs it.", field.Description);
            }
            else if (FieldTypes.Mismatch(field, value) is { } expected)
            {
                diagnostics.Add(
                    FieldRules.WrongType,
                    value.Location,
                    $"\"{key.Value}\" is {Shown(value)}; it wants {expected}.",
                    FieldTypes.HintFor(field, value)
                );
            }
            else
            {
                _values.Add(key.Value, value);
                if (field is { Type: FieldType.Map, AllowsScalar: false, Fields.IsEmpty: false })
                    ReportScalars((YamlMapping)value);
            }
        }
        foreach (var field in fields)
        {
            if (field.Required && mapping[field.Name] is null)
            {
                diagnostics.Add(
                    FieldRules.MissingKey,
                    mapping.Location,
                    $"\"{field.Name}\" is missing; {what} needs it.",
                    field.Description
                );
            }
        }
    }

    /// <summary>Where the mapping begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>The declared fields.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>Whether a sound value of the key is there.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Where the value of a key stands; the mapping's place when it is absent.</summary>
    public SourceLocation LocationOf(string name) => _values.TryGetValue(name, out var node) ? node.Location : Location;

    /// <summary>The value as it was read, or null.</summary>
    public YamlNode? Node(string name) => _values.GetValueOrDefault(name);

    /// <summary>A single value as text, the declared default, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name) is YamlScalar scalar ? scalar.Value : DefaultOf(name);

    /// <summary>A whole number, the declared default, or null.</summary>
    public int? Integer(string name) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A number, the declared default, or null.</summary>
    public double? Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Whether the value, or the declared default, is <c>true</c>.</summary>
    public bool Flag(string name) => Text(name) is "true";

    /// <summary>A day, that of a moment too, or null.</summary>
    public DateOnly? Date(string name) => FieldTypes.TryReadMoment(Text(name), out var day, out _) ? day : null;

    /// <summary>A time of day, that of a moment too, or null.</summary>
    public TimeOnly? TimeOfDay(string name) =>
        FieldTypes.TryReadTime(Text(name), out var time) ? time
        : FieldTypes.TryReadMoment(Text(name), out _, out var its) ? its
        : null;

    /// <summary>A list of single values; one value alone is a list of one; empty when absent.</summary>
    public ImmutableArray<YamlScalar> List(string name) =>
        _values.GetValueOrDefault(name) switch
        {
            YamlSequence sequence => [.. sequence.Items.OfType<YamlScalar>()],
            YamlScalar scalar => [scalar],
            _ => [],
        };

    /// <summary>A nested mapping by its own declared fields, or null.</summary>
    public FieldReader? Object(string name, string what) =>
        _values.GetValueOrDefault(name) is YamlMapping mapping ? new FieldReader(mapping, Declared(name).Fields, what, _diagnostics) : null;

    /// <summary>The nested mappings of a list, each by the declared fields; empty when absent.</summary>
    public IEnumerable<FieldReader> Objects(string name, string what) =>
        _values.GetValueOrDefault(name) is YamlSequence sequence
            ? sequence.Items.OfType<YamlMapping>().Select(mapping => new FieldReader(mapping, Declared(name).Fields, what, _diagnostics))
            : [];

    /// <summary>The entries of a map, in order; empty when absent.</summary>
    public ImmutableArray<YamlEntry> Map(string name) => _values.GetValueOrDefault(name) is YamlMapping mapping ? mapping.Entries : [];

    private void ReportScalars(YamlMapping map)
    {
        foreach (var entry in map.Entries.Where(entry => entry.Value is not YamlMapping))
        {
            _diagnostics.Add(
                FieldRules.WrongType,
                entry.Value.Location,
                $"\"{entry.Key.Value}\" is {Shown(entry.Value)}; it must be a mapping (key: value)."
            );
        }
    }

    private Field Declared(string name) => Fields.First(field => field.Name == name);

    private string? DefaultOf(string name) => Fields.FirstOrDefault(field => field.Name == name)?.Default;

    private static string Shown(YamlNode value) => value is YamlScalar scalar ? $"\"{scalar.Value}\"" : value.Kind;
}
