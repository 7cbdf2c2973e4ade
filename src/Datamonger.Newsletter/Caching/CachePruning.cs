namespace Datamonger.Newsletter.Caching;

/// <summary>
/// Deletes what the cache's folder holds and nobody uses: entries of other programs, those that were not used for long, and the longest
/// unused of too many. Nothing depends on it: what cannot be deleted stays until another day.
/// </summary>
/// <param name="directory">The folder of the entries.</param>
/// <param name="program">How the entries of this program end.</param>
/// <param name="now">The time, UTC.</param>
internal sealed class CachePruning(string directory, string program, DateTime now, CacheLimits limits)
{
    /// <summary>The file whose time says when the folder was last looked through.</summary>
    public const string Stamp = "pruned";

    private static readonly EnumerationOptions EveryFile = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 3,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Looks the folder through, unless that was done lately.</summary>
    public void RunWhenDue()
    {
        try
        {
            if (Directory.Exists(directory) && IsDue())
                Run();
        }
        // Another process deletes the folder, or nobody may: the cache is then as large as it is.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    // The stamp goes first, so that of two processes one does the work.
    private bool IsDue()
    {
        var stamp = Path.Combine(directory, Stamp);
        var since = File.Exists(stamp) ? now - File.GetLastWriteTimeUtc(stamp) : TimeSpan.MaxValue;
        // A clock that was set back makes times of the future.
        if (since < limits.Every && since >= TimeSpan.Zero)
            return false;
        // A link would be followed to what it names, so that whatever is there goes first.
        File.Delete(stamp);
        new FileStream(stamp, FileMode.CreateNew, FileAccess.Write).Dispose();
        File.SetLastWriteTimeUtc(stamp, now);
        return true;
    }

    private void Run()
    {
        var entries = Entries().OrderBy(entry => entry.Used).ToList();
        var bytes = entries.Sum(entry => entry.Bytes);
        foreach (var entry in entries)
        {
            var unused = now - entry.Used;
            if (unused <= limits.Recent)
                break;
            if ((entry.IsOurs && unused <= limits.Unused && bytes <= limits.Bytes) || !TryDelete(entry.Path))
                continue;
            bytes -= entry.Bytes;
        }
    }

    private IEnumerable<(string Path, DateTime Used, long Bytes, bool IsOurs)> Entries() =>
        from file in new DirectoryInfo(directory).EnumerateFiles("*", EveryFile)
        where IsEntry(Path.GetRelativePath(directory, file.FullName))
        select (file.FullName, file.LastWriteTimeUtc, file.Length, file.Name.EndsWith('.' + program, StringComparison.Ordinal));

    // kind/hh/hhh….program: whatever else lies in the folder is not the cache's to delete.
    private static bool IsEntry(string path) =>
        path.Split(Path.DirectorySeparatorChar) is [_, [var first, var second], var name]
        && char.IsAsciiHexDigit(first)
        && char.IsAsciiHexDigit(second)
        && name.Contains('.', StringComparison.Ordinal);

    // Opened for nobody else, so that a file which a process has open (a snapshot that is queried) stays.
    private static bool TryDelete(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
