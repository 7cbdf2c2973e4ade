namespace Datamonger.Newsletter;

/// <summary>Keeps what files name inside the workspace.</summary>
public static class SafePath
{
    /// <summary>
    /// Whether a path is a regular file below <paramref name="root"/> that is reached without any link, so that what is named in a
    /// workspace stays in the workspace.
    /// </summary>
    public static bool IsPlainFile(string root, string path)
    {
        var full = Path.GetFullPath(path);
        var below = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;
        if (!full.StartsWith(below, StringComparison.Ordinal)) return false;
        for (var part = full; part.Length > below.Length; part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo info = part == full ? new FileInfo(part) : new DirectoryInfo(part);
            if (!info.Exists || info.LinkTarget is not null || (info.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0) return false;
        }
        // A pipe or device reports no length and must not be opened: opening a pipe waits for its other end.
        return (File.GetAttributes(full) & FileAttributes.Directory) == 0 && IsRegular(full);
    }

    private static bool IsRegular(string path)
    {
        if (OperatingSystem.IsWindows()) return true;
        var attributes = File.GetAttributes(path);
        return (attributes & FileAttributes.Normal) != 0 || (attributes & (FileAttributes.Device | FileAttributes.System)) == 0;
    }
}
