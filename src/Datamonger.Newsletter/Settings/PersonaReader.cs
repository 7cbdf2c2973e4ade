using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Settings;

/// <summary>Reads <c>content/personas.yml</c>.</summary>
public static class PersonaReader
{
    /// <summary>A persona has a value for a merge field that the audience does not have.</summary>
    public static readonly DiagnosticRule UnknownMergeField = new("DM108", Severity.Warning, "A persona’s value for no merge field");

    /// <summary>The keys of the file.</summary>
    public static readonly ImmutableArray<Field> Fields =
    [
        new("personas", FieldType.Objects, "Sample subscribers for the preview; all invented.")
        {
            Required = true,
            Fields =
            [
                new("name", FieldType.Text, "How the preview calls the subscriber.") { Required = true, Example = "No first name" },
                new("description", FieldType.Text, "What the subscriber is there to try."),
                new("email", FieldType.Text, "An invented address.") { Required = true, Example = "priya@example.org" },
                new("fields", FieldType.Map, "Values of merge fields by tag.") { Example = "{FNAME: Priya, LA: Lambeth}" },
                new("interests", FieldType.Map, "Groups by category.") { Example = "{Topics: [Fostering, Safeguarding]}" },
            ],
        },
    ];

    /// <summary>Reads the sample subscribers; what is wrong with one is reported, and the others stay.</summary>
    public static ImmutableArray<Persona> Read(SourceText source, NewsletterSettings settings, DiagnosticBag diagnostics)
    {
        var start = SourceLocation.StartOf(source.Path);
        if (!YamlReader.TryRead(source.Text, (line, column) => new SourceLocation(source.Path, line, column), diagnostics, out var node))
            return [];
        if (node is not (null or YamlMapping))
        {
            diagnostics.Add(
                FieldRules.WrongType,
                node.Location,
                $"personas.yml is {node.Kind}; the sample subscribers must stand under the key \"personas\".",
                "Write a line personas: above them, and indent them by two blanks."
            );
            return [];
        }
        var reader = new FieldReader(node as YamlMapping ?? YamlMapping.Empty(start), Fields, "personas.yml", diagnostics);
        return
        [
            .. reader
                .Objects("personas", "a persona")
                .Where(persona => persona.Has("name"))
                .Select(persona => Read(persona, settings, diagnostics)),
        ];
    }

    private static Persona Read(FieldReader persona, NewsletterSettings settings, DiagnosticBag diagnostics)
    {
        var (name, fields) = (persona.Text("name")!, persona.Map("fields"));
        string[] tags = [.. settings.MergeFields.Select(field => field.Tag)];
        foreach (var field in fields.Where(field => !tags.Contains(field.Key.Value)))
        {
            diagnostics.Add(
                UnknownMergeField,
                field.Key.Location,
                $"\"{field.Key.Value}\" of {name} is not a merge field of newsletter.yml.",
                NearestName.Hint(field.Key.Value, tags)
            );
        }
        return new Persona(name, persona.Text("email") ?? "")
        {
            Description = persona.Text("description"),
            Fields = fields
                .Where(field => field.Value is YamlScalar)
                .ToImmutableDictionary(field => field.Key.Value, field => ((YamlScalar)field.Value).Value),
            Interests = Groups(persona.Map("interests")),
        };
    }

    /// <summary>Names of groups by category.</summary>
    internal static ImmutableDictionary<string, ImmutableArray<string>> Groups(ImmutableArray<YamlEntry> categories) =>
        categories.ToImmutableDictionary(category => category.Key.Value, category => Names(category.Value), StringComparer.Ordinal);

    private static ImmutableArray<string> Names(YamlNode groups) =>
        groups switch
        {
            YamlSequence list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Value)],
            YamlScalar one => [one.Value],
            _ => [],
        };
}
