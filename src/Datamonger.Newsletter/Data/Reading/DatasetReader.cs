using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Data.Reading;

/// <summary>Reads what is declared of a table.</summary>
internal static class DatasetReader
{
    /// <summary>A table of datasets.yml; the file is left to the caller.</summary>
    public static Dataset Read(FieldReader reader, string name, string path, DiagnosticBag diagnostics) =>
        new(name, path, reader.Location)
        {
            Title = reader.Text("title"),
            Publisher = reader.Text("publisher"),
            Released = reader.Date("released"),
            ReleasedAt = reader.TimeOfDay("released"),
            Retrieved = reader.Date("retrieved"),
            NextRelease = reader.Date("next_release"),
            Licence = reader.Text("licence"),
            Url = reader.Text("url"),
            MayBePublished = reader.Flag("publish"),
            Illustrative = reader.Flag("illustrative"),
            PeopleColumns = [.. reader.List("people").Select(item => item.Value)],
            DisclosureThreshold = reader.Integer("disclosure_threshold"),
            Options = ReadOptions(reader, diagnostics),
        };

    private static DatasetOptions ReadOptions(FieldReader reader, DiagnosticBag diagnostics) =>
        new()
        {
            Sheet = reader.Text("sheet"),
            Range = reader.Text("range"),
            Skip = Math.Max(0, reader.Integer("skip") ?? 0),
            HeaderRows = Math.Clamp(reader.Integer("header_rows") ?? 1, 1, 10),
            Encoding = reader.Text("encoding"),
            Delimiter = reader.Text("delimiter") is "\\t" or "tab" ? "\t" : reader.Text("delimiter"),
            Nulls = Texts(reader, "nulls", diagnostics),
            Types = Texts(reader, "types", diagnostics),
            Decimal = reader.Text("decimal")!,
            Thousands = reader.Text("thousands")!,
            Normalise = Texts(reader, "normalise", diagnostics),
            Places = PlacesOf(reader),
        };

    // What is declared as nothing that there is has been reported, and is as if it were not declared.
    private static ImmutableDictionary<string, string> Texts(FieldReader reader, string key, DiagnosticBag diagnostics)
    {
        var known = reader.Fields.First(field => field.Name == key).Choices;
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in reader.Map(key).Select(entry => (entry.Key.Value, entry.Value)))
        {
            if (value is not YamlScalar scalar)
                diagnostics.Add(FieldRules.WrongType, value.Location, $"\"{name}\" of {key} is {value.Kind}; it must be a single value.");
            else if (!known.IsEmpty && !known.Contains(scalar.Value))
                diagnostics.Add(
                    DatasetRules.UnknownType,
                    scalar.Location,
                    $"{key}: \"{scalar.Value}\" of \"{name}\" is not known.",
                    NearestName.Hint(scalar.Value, known) ?? $"Known are {string.Join(", ", known)}."
                );
            else
                texts[name] = scalar.Value;
        }
        return texts.ToImmutable();
    }

    private static ImmutableDictionary<(string, string), SourceLocation> PlacesOf(FieldReader reader)
    {
        var places = ImmutableDictionary.CreateBuilder<(string, string), SourceLocation>();
        foreach (var key in (string[])["types", "normalise"])
        {
            foreach (var entry in reader.Map(key))
                places[(key, entry.Key.Value)] = entry.Key.Location;
        }
        foreach (var column in reader.List("people"))
            places[("people", column.Value)] = column.Location;
        return places.ToImmutable();
    }
}
