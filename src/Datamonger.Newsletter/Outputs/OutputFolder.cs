using System.Collections.Immutable;

namespace Datamonger.Newsletter.Outputs;

/// <summary>
/// Writes an issue's folder whole or not at all: beside it first, then renamed. A run that dies leaves the last folder as it was.
/// </summary>
public static class OutputFolder
{
    /// <summary>Replaces a folder by these files.</summary>
    /// <exception cref="IOException">The disk does not take it; the folder is as it was.</exception>
    public static void Replace(string folder, ImmutableArray<OutputFile> files)
    {
        if (IsSame(folder, files)) return;
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        Directory.CreateDirectory(parent);
        var mark = Guid.NewGuid().ToString("n")[..8];
        var beside = Path.Combine(parent, $".{Path.GetFileName(folder)}.{mark}.new");
        var old = Path.Combine(parent, $".{Path.GetFileName(folder)}.{mark}.old");
        try
        {
            foreach (var file in files)
            {
                var path = Path.Combine(beside, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, file.Bytes.AsSpan());
            }
            if (Directory.Exists(folder)) Directory.Move(folder, old);
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
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
            if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        }
    }

    // A build that changes nothing touches nothing, so that whatever watches the folder stays quiet.
    private static bool IsSame(string folder, ImmutableArray<OutputFile> files)
    {
        if (!Directory.Exists(folder)) return false;
        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);
        return there.SetEquals(files.Select(file => file.Path)) && files.All(file => File.ReadAllBytes(Path.Combine(folder, file.Path)).AsSpan().SequenceEqual(file.Bytes.AsSpan()));
    }
}
