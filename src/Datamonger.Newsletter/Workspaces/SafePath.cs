namespace Datamonger.Newsletter.Workspaces;

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
        if (!full.StartsWith(below, StringComparison.Ordinal))
            return false;
        for (var part = full; part.Length > below.Length; part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo info = part == full ? new FileInfo(part) : new DirectoryInfo(part);
            if (
                !info.Exists
                || info.LinkTarget is not null
                || (info.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0
            )
                return false;
        }
        return (File.GetAttributes(full) & FileAttributes.Directory) == 0 && IsRegular(full);
    }

    /// <summary>Reads a plain file below <paramref name="root"/>; it is opened only when there is something in it.</summary>
    /// <exception cref="IOException">It is not one, or it cannot be read.</exception>
    public static byte[] ReadAllBytes(string root, string path) =>
        !IsPlainFile(root, path)
            ? throw new IOException(
                $"{Path.GetRelativePath(root, path).Replace('\\', '/')} is a link or is not a regular file; files are read from the workspace "
                    + "alone."
            )
        : new FileInfo(path).Length == 0 ? []
        : File.ReadAllBytes(path);

    /// <summary>Reads a plain text file below <paramref name="root"/>, in UTF-8 unless its mark says otherwise.</summary>
    /// <exception cref="IOException">It is not one, or it cannot be read.</exception>
    public static string ReadAllText(string root, string path)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(root, path)), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    // A pipe, socket or device has no length. Opened for reading alone, a pipe waits for its other end; opened both ways it does not.
    private static bool IsRegular(string path)
    {
        if (OperatingSystem.IsWindows() || new FileInfo(path).Length > 0)
            return true;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
            return file.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            // Nobody may write it, and nothing will be read of it.
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
