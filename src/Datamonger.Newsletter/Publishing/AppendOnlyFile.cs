namespace Datamonger.Newsletter.Publishing;

/// <summary>An append-only file on disk.</summary>
internal sealed class AppendOnlyFile(string path) : IAppendOnlyFile
{
    public string Path => path;

    public byte[] Read()
    {
        RefuseLinks(path);
        return File.Exists(path) ? File.ReadAllBytes(path) : [];
    }

    public void Truncate(long length)
    {
        RefuseLinks(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        stream.SetLength(length);
        stream.Flush(flushToDisk: true);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RefuseLinks(path);
        var isNew = !File.Exists(path);
        // No buffer: the one Write is the one write(2), so that a crash tears one line at most.
        using (var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        if (isNew)
            FlushDirectory(System.IO.Path.GetDirectoryName(path)!);
    }

    /// <summary>Refuses a path of which the last two steps are links: a journal that leads to <c>/dev/null</c> remembers nothing.</summary>
    /// <exception cref="IOException">The path is a link, or is no ordinary file.</exception>
    public static void RefuseLinks(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null || file.Directory?.LinkTarget is not null)
            throw new IOException($"{path} is a link; the journal must be an ordinary file.");
        if (Directory.Exists(path) || (file.Exists && file.Attributes.HasFlag(FileAttributes.Device)))
            throw new IOException($"{path} is not an ordinary file.");
    }

    // On Unix a new file's name is safe only once its directory is flushed; Windows has no such call and needs none.
    private static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            using var handle = File.OpenHandle(directory);
            RandomAccess.FlushToDisk(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // .NET refuses to open directories on some systems; the entry itself is on disk, and a lost name is found again by the
            // campaign's stamp.
        }
    }
}
