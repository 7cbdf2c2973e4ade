using Datamonger.Newsletter.Cli.Preview.Hosting;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>
/// From a save to the open page: collects what changed, builds what depends on it, tells who looks. A newer save takes the place of a build
/// that is under way.
/// </summary>
internal sealed class RebuildLoop(IssueStore store, WorkspaceWatcher watcher, UpdateHub hub, Action<PreviewedIssue> report)
{
    /// <summary>Runs until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new HashSet<string>(StringComparer.Ordinal);
        while (!cancellationToken.IsCancellationRequested)
        {
            await watcher.WaitAsync(cancellationToken);
            await watcher.CollectAsync(batch, cancellationToken);
            using var newer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var work = store.ApplyAsync(batch, hub.Watched, newer.Token);
            var save = watcher.WaitAsync(newer.Token);
            if (await Task.WhenAny(work, save) == save)
                await newer.CancelAsync();
            try
            {
                Tell(await work);
                batch.Clear();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The newer save is built together with what this batch holds.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A folder went away while it was listed. What comes next is looked at as if everything had changed.
                batch.Add("");
            }
            await newer.CancelAsync();
        }
    }

    private void Tell(StoreChange change)
    {
        foreach (var issue in change.Rebuilt)
        {
            report(issue);
            hub.Updated(issue.Slug, issue.Version);
        }
        if (change.ListChanged)
            hub.ListChanged();
    }
}
