using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Archive;

/// <summary>
/// Puts the site into its folder, whole or not at all, and only into one that holds nothing but an earlier site. <c>archive.json</c> in it
/// says what that was.
/// </summary>
public static class ArchiveFolder
{
    private const string FileName = "archive.json";

    private static readonly OwnedFolder Owned = new(FileName, "files", "archive");

    /// <summary>Why the site cannot go into a folder; null when it can.</summary>
    public static string? Refusal(string folder) => Owned.Refusal(folder);

    /// <summary>Whether a folder holds a site from which no issue was left out for its errors.</summary>
    public static bool IsWhole(string folder) => Owned.IsWhole(folder);

    /// <summary>Replaces the site by these files.</summary>
    /// <exception cref="IOException">The disk does not take it, or the folder is not the archive's; it is as it was.</exception>
    public static void Replace(string folder, ImmutableArray<OutputFile> files) => Owned.Replace(folder, files);

    /// <summary>The file by which a folder is known again.</summary>
    internal static OutputFile Manifest(ImmutableArray<OutputFile> files, bool isWhole) =>
        OutputFile.OfText(
            FileName,
            JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("tool", ToolVersion.Current);
                json.WriteBoolean("whole", isWhole);
                json.WriteStartObject("files");
                foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
                    json.WriteString(file.Path, ContentHash.Of(file.Bytes.AsSpan()));
                json.WriteEndObject();
                json.WriteEndObject();
            })
        );
}
