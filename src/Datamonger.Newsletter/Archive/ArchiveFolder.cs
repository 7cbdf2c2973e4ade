using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Outputs;

namespace Datamonger.Newsletter.Archive;

/// <summary>Puts the site into its folder, whole or not at all, and only into one that holds nothing but an earlier site. <c>archive.json</c> in it says what that was.</summary>
public static class ArchiveFolder
{
    private const string FileName = "archive.json";

    /// <summary>Why the site cannot go into a folder; null when it can.</summary>
    public static string? Refusal(string folder)
    {
        if (File.Exists(folder)) return "is a file";
        var directory = new DirectoryInfo(folder);
        if (!directory.Exists) return null;
        if (directory.LinkTarget is not null) return "is a link";
        string[] there = [.. Directory.EnumerateFileSystemEntries(folder)];
        if (there.Length == 0) return null;
        if (Read(folder) is not { } earlier) return $"holds files that archive has not written ({Path.GetFileName(there.Order(StringComparer.Ordinal).First())})";
        using (earlier)
        {
            var files = earlier.RootElement.GetProperty("files").EnumerateObject().Select(file => file.Name).Append(FileName).ToHashSet(StringComparer.Ordinal);
            var foreign = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal).FirstOrDefault(path => !files.Contains(path));
            return foreign is null ? null : $"holds {foreign}, which archive has not written";
        }
    }

    /// <summary>Whether a folder holds a site from which no issue was left out for its errors.</summary>
    public static bool IsWhole(string folder)
    {
        using var earlier = Read(folder);
        return earlier is not null && earlier.RootElement.TryGetProperty("whole", out var whole) && whole.ValueKind is JsonValueKind.True;
    }

    /// <summary>Replaces the site by these files.</summary>
    /// <exception cref="IOException">The disk does not take it, or the folder is not the archive's; it is as it was.</exception>
    public static void Replace(string folder, ImmutableArray<OutputFile> files)
    {
        if (Refusal(folder) is { } refusal) throw new IOException($"{folder} {refusal}.");
        OutputFolder.Replace(folder, files);
    }

    /// <summary>The file by which a folder is known again.</summary>
    internal static OutputFile Manifest(ImmutableArray<OutputFile> files, bool isWhole) => OutputFile.OfText(FileName, JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("tool", ToolVersion.Current);
        json.WriteBoolean("whole", isWhole);
        json.WriteStartObject("files");
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal)) json.WriteString(file.Path, ContentHash.Of(file.Bytes.AsSpan()));
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    // Null for what is no site of ours.
    private static JsonDocument? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!SafePath.IsPlainFile(folder, path)) return null;
        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("files", out var files) && files.ValueKind is JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
