namespace Datamonger.Newsletter.Caching;

/// <summary>
/// A value on its way into the cache that is too large for memory: written under a name of its own, so that what others find is whole or
/// not
/// there. What is not kept is deleted.
/// </summary>
internal sealed class CacheFile : IDisposable
{
    private readonly Func<string, string> _pathOf;

    /// <param name="path">Where it is written.</param>
    /// <param name="pathOf">Where a key's value stands.</param>
    public CacheFile(string path, Func<string, string> pathOf)
    {
        (Path, _pathOf) = (path, pathOf);
        CreateFolderOf(path);
    }

    /// <summary>Where it is written; there is no file yet.</summary>
    public string Path { get; }

    /// <summary>Keeps it.</summary>
    /// <returns>Where it then stands.</returns>
    public string KeepAs(string key)
    {
        var path = _pathOf(key);
        CreateFolderOf(path);
        File.Move(Path, path, overwrite: true);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    private static void CreateFolderOf(string path) => Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
}
