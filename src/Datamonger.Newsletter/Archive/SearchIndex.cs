using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Outputs;

namespace Datamonger.Newsletter.Archive;

/// <summary>
/// Writes what the list's search looks through. It is a script that sets a value and no JSON file, which a page opened from a disk may not
/// read.
/// </summary>
internal static class SearchIndex
{
    /// <summary>The file's name.</summary>
    public const string FileName = "search-index.js";

    /// <summary>The file's text.</summary>
    public static string Write(ImmutableArray<ArchiveEntry> entries) =>
        "globalThis.archiveIssues = "
        + JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var entry in entries)
                Write(json, entry);
            json.WriteEndArray();
        });

    /// <summary>The script that searches.</summary>
    public static OutputFile Script()
    {
        using var stream = typeof(SearchIndex).Assembly.GetManifestResourceStream("search.js")!;
        using var reader = new StreamReader(stream);
        return OutputFile.OfText("search.js", reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    private static void Write(Utf8JsonWriter json, ArchiveEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("slug", entry.Slug);
        json.WriteString("page", entry.Href);
        json.WriteString("title", entry.Title);
        json.WriteString("summary", entry.Summary);
        json.WriteStartArray("headings");
        foreach (var heading in entry.Headings)
        {
            json.WriteStartObject();
            json.WriteString("id", heading.Id);
            json.WriteString("text", heading.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
