using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Reading.Files;

/// <summary>What the name of a data file says of its format. Text formats may be packed with gzip, as in <c>care.csv.gz</c>.</summary>
internal static class FileFormat
{
    private const string Packed = ".gz";

    /// <summary>Kinds of files that are tables.</summary>
    public static readonly ImmutableArray<string> Extensions = [".csv", ".tsv", ".parquet", ".json", ".ndjson", ".jsonl", ".xlsx", ".ods"];

    /// <summary>The kinds in words, for messages.</summary>
    public static readonly string Known = $"{string.Join(", ", Extensions)}; text formats also as .gz";

    /// <summary>Whether a file is a table.</summary>
    public static bool IsData(string path) =>
        Extensions.Contains(Of(path)) && (!IsPacked(path) || Of(path) is ".csv" or ".tsv" or ".json" or ".ndjson" or ".jsonl");

    /// <summary>The extension in lower case: <c>.csv</c>, of <c>care.csv.gz</c>, too.</summary>
    public static string Of(string path) => Path.GetExtension(Unpacked(path)).ToLowerInvariant();

    /// <summary>Whether the file is packed with gzip.</summary>
    public static bool IsPacked(string path) => path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);

    /// <summary>The file's name without folder and extension: <c>care</c>.</summary>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(Unpacked(path));

    private static string Unpacked(string path) => IsPacked(path) ? path[..^Packed.Length] : path;
}
