using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Outputs;

/// <summary>
/// A folder that holds nothing but what this tool wrote, which a manifest in it says. It is replaced whole or not at all: written beside
/// first, then renamed. Nothing is deleted but the files that the manifest names, and nothing is replaced that holds another one.
/// </summary>
/// <param name="manifest">The manifest's file name.</param>
/// <param name="files">The property of the manifest whose keys are the paths of the other files.</param>
/// <param name="writer">The verb that writes such folders, for messages.</param>
internal sealed class OwnedFolder(string manifest, string files, string writer)
{
    /// <summary>Why a folder cannot be replaced; null when it can. Goes behind the folder's name.</summary>
    public string? Refusal(string folder)
    {
        var directory = new DirectoryInfo(folder);
        if (directory.LinkTarget is not null)
            return "is a link";
        if (File.Exists(folder))
            return "is a file";
        if (!directory.Exists)
            return null;
        FileSystemInfo[] there = [.. Entries(directory).OrderBy(entry => entry.FullName, StringComparer.Ordinal)];
        if (there.Length == 0)
            return null;
        if (Names(folder) is not { } names)
            return $"holds files that {writer} has not written ({there[0].Name})";
        return there.Select(entry => Foreign(folder, entry, names)).FirstOrDefault(foreign => foreign is not null) is { } found
            ? $"holds {found}, which {writer} has not written"
            : null;
    }

    /// <summary>Whether the manifest says that what lies in a folder was whole; false when there is none.</summary>
    public bool IsWhole(string folder)
    {
        using var document = Read(folder);
        return document is not null && document.RootElement.TryGetProperty("whole", out var whole) && whole.ValueKind is JsonValueKind.True;
    }

    /// <summary>Replaces a folder by these files, the manifest among them.</summary>
    /// <exception cref="IOException">The folder is not the tool's, or the disk does not take it; it is as it was.</exception>
    public void Replace(string folder, ImmutableArray<OutputFile> outputs)
    {
        if (Refusal(folder) is { } refusal)
            throw new IOException($"{folder} {refusal}.");
        if (IsSame(folder, outputs))
            return;
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        Directory.CreateDirectory(parent);
        var mark = Guid.NewGuid().ToString("n")[..8];
        var beside = Path.Combine(parent, $".{Path.GetFileName(folder)}.{mark}.new");
        var old = Path.Combine(parent, $".{Path.GetFileName(folder)}.{mark}.old");
        try
        {
            foreach (var file in outputs)
            {
                var path = Path.Combine(beside, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, file.Bytes.AsSpan());
            }
            if (Directory.Exists(folder))
                Directory.Move(folder, old);
            try
            {
                Directory.Move(beside, folder);
            }
            catch (IOException) when (Directory.Exists(old) && !Directory.Exists(folder))
            {
                Directory.Move(old, folder);
                throw;
            }
        }
        finally
        {
            // This run alone has made it, under a name that nobody could know.
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
        if (Directory.Exists(old))
            DeleteOwn(old);
    }

    // Looked at again, since the folder was still open to others when it was judged.
    private void DeleteOwn(string folder)
    {
        var names = Names(folder) ?? [];
        var kept = 0;
        FileSystemInfo[] entries = [.. Entries(new DirectoryInfo(folder))];
        foreach (var entry in entries)
        {
            if (Foreign(folder, entry, names) is not null)
                kept++;
            else if (entry is FileInfo)
                entry.Delete();
        }
        if (kept > 0)
            throw new IOException(
                $"{folder} holds files that {writer} has not written; they came while it was replaced, and are kept there."
            );
        foreach (var directory in entries.OfType<DirectoryInfo>().OrderByDescending(directory => directory.FullName.Length))
            directory.Delete();
        Directory.Delete(folder);
    }

    private HashSet<string>? Names(string folder)
    {
        using var document = Read(folder);
        return document?.RootElement.GetProperty(files).EnumerateObject().Select(file => file.Name).Append(manifest).ToHashSet();
    }

    // Null where no manifest of ours lies.
    private JsonDocument? Read(string folder)
    {
        var path = Path.Combine(folder, manifest);
        if (!SafePath.IsPlainFile(folder, path))
            return null;
        try
        {
            var document = JsonDocument.Parse(SafePath.ReadAllBytes(folder, path));
            if (
                document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty(files, out var listed)
                && listed.ValueKind is JsonValueKind.Object
            )
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The path of an entry that the manifest does not account for; null where it does.
    private static string? Foreign(string folder, FileSystemInfo entry, HashSet<string> names)
    {
        var path = Relative(folder, entry.FullName);
        var isOurs =
            entry.LinkTarget is null
            && (entry is DirectoryInfo ? names.Any(name => name.StartsWith(path + "/", StringComparison.Ordinal)) : names.Contains(path));
        return isOurs ? null : path;
    }

    // Links are entries, and not followed.
    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            yield return entry;
            if (entry is not DirectoryInfo { LinkTarget: null } inner)
                continue;
            foreach (var below in Entries(inner))
                yield return below;
        }
    }

    // A build that changes nothing touches nothing, so that whatever watches the folder stays quiet.
    private static bool IsSame(string folder, ImmutableArray<OutputFile> outputs)
    {
        if (!Directory.Exists(folder))
            return false;
        var there = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Relative(folder, path))
            .ToHashSet(StringComparer.Ordinal);
        return there.SetEquals(outputs.Select(file => file.Path))
            && outputs.All(file => File.ReadAllBytes(Path.Combine(folder, file.Path)).AsSpan().SequenceEqual(file.Bytes.AsSpan()));
    }

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
