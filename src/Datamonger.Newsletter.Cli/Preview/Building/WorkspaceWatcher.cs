using System.Threading.Channels;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>
/// Tells which files of <c>content/</c> and <c>templates/</c> come, go and change, in batches: an editor that saves with several writes is
/// one batch.
/// </summary>
internal sealed class WorkspaceWatcher : IDisposable
{
    /// <summary>How long it must be quiet before a batch is complete.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(12);

    /// <summary>How long a batch may grow while it is never quiet.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(120);

    private static readonly string[] Folders = ["content", "templates"];

    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>();
    private readonly string _root;
    private readonly TimeProvider _time;
    private readonly FileSystemWatcher _above;
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public WorkspaceWatcher(string root, TimeProvider time)
    {
        (_root, _time) = (root, time);
        // The two folders themselves may come and go.
        _above = Watch(root, NotifyFilters.DirectoryName, recursive: false);
        foreach (var folder in Folders)
            Follow(folder);
    }

    /// <summary>Waits for changes.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _changes.Reader.WaitToReadAsync(cancellationToken).AsTask();

    /// <summary>Adds what changes to a batch until it is quiet.</summary>
    public async Task CollectAsync(ISet<string> batch, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        do
        {
            while (_changes.Reader.TryRead(out var path))
                batch.Add(path);
            using var more = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var quiet = Task.Delay(Quiet, _time, more.Token);
            if (await Task.WhenAny(quiet, _changes.Reader.WaitToReadAsync(more.Token).AsTask()) == quiet)
            {
                await quiet;
                await more.CancelAsync();
                return;
            }
            await more.CancelAsync();
        } while (_time.GetElapsedTime(start) < Longest);
    }

    private FileSystemWatcher Watch(string folder, NotifyFilters filter, bool recursive)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            NotifyFilter = filter,
            IncludeSubdirectories = recursive,
            InternalBufferSize = 64 * 1024,
        };
        watcher.Changed += (_, e) => Note(e.FullPath);
        watcher.Created += (_, e) => Note(e.FullPath);
        watcher.Deleted += (_, e) => Note(e.FullPath);
        watcher.Renamed += (_, e) =>
        {
            Note(e.OldFullPath);
            Note(e.FullPath);
        };
        // More changed at once than the system remembers, or the folder itself is gone: anything may have changed.
        watcher.Error += (_, _) => _changes.Writer.TryWrite("");
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Note(string path)
    {
        var relative = Path.GetRelativePath(_root, path).Replace('\\', '/');
        if (Folders.Contains(relative))
            Follow(relative);
        var folder = relative.Split('/')[0];
        if (Folders.Contains(folder) && !IsScratch(Path.GetFileName(relative)))
            _changes.Writer.TryWrite(relative);
    }

    private void Follow(string folder)
    {
        lock (_lock)
        {
            if (_watchers.Remove(folder, out var old))
                old.Dispose();
            var path = Path.Combine(_root, folder);
            if (Directory.Exists(path))
                _watchers[folder] = Watch(
                    path,
                    NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
                    recursive: true
                );
        }
    }

    // What editors write beside a file while they save it.
    private static bool IsScratch(string name) =>
        name.StartsWith('.')
        || name.EndsWith('~')
        || name.EndsWith(".swp", StringComparison.Ordinal)
        || name.EndsWith(".tmp", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        _above.Dispose();
        lock (_lock)
        {
            foreach (var watcher in _watchers.Values)
                watcher.Dispose();
            _watchers.Clear();
        }
    }
}
