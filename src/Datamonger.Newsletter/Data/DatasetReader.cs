using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Data;

/// <summary>Reads what is declared of a table.</summary>
internal static class DatasetReader
{
    /// <summary>A table of datasets.yml; the file is left to the caller.</summary>
    public static Dataset Read(FieldReader reader, string name, string path, DiagnosticBag diagnostics) => new(name, path, reader.Location)
    {
        Title = reader.Text("title"),
        Publisher = reader.Text("publisher"),
        Released = reader.Date("released"),
        Retrieved = reader.Date("retrieved"),
        NextRelease = reader.Date("next_release"),
        Licence = reader.Text("licence"),
        Url = reader.Text("url"),
        Illustrative = reader.Flag("illustrative"),
        PeopleColumns = [.. reader.List("people").Select(item => item.Value)],
        DisclosureThreshold = reader.Integer("disclosure_threshold"),
        Options = ReadOptions(reader, diagnostics),
    };

    /// <summary>The keys that say how to read the file.</summary>
    public static DatasetOptions ReadOptions(FieldReader reader, DiagnosticBag diagnostics) => new()
    {
        Sheet = reader.Text("sheet"),
        Range = reader.Text("range"),
        Skip = Math.Max(0, reader.Integer("skip") ?? 0),
        HeaderRows = Math.Clamp(reader.Integer("header_rows") ?? 1, 1, 10),
        Encoding = reader.Text("encoding"),
        Delimiter = reader.Text("delimiter") is "\\t" or "tab" ? "\t" : reader.Text("delimiter"),
        Nulls = Texts(reader, "nulls", diagnostics).ToImmutableDictionary(StringComparer.Ordinal),
        Types = Texts(reader, "types", diagnostics).ToImmutableDictionary(StringComparer.Ordinal),
        Decimal = reader.Text("decimal")!,
        Thousands = reader.Text("thousands")!,
        Normalise = Texts(reader, "normalise", diagnostics).ToImmutableDictionary(StringComparer.Ordinal),
    };

    private static IEnumerable<KeyValuePair<string, string>> Texts(FieldReader reader, string key, DiagnosticBag diagnostics)
    {
        foreach (var entry in reader.Map(key))
        {
            if (entry.Value is YamlScalar scalar) yield return new(entry.Key.Value, scalar.Value);
            else diagnostics.Add(FieldRules.WrongType, entry.Value.Location, $"\"{entry.Key.Value}\" of {key} is {entry.Value.Kind}; it wants a single value.");
        }
    }
}
