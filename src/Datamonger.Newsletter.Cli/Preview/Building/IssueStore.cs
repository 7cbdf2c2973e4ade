using System.Collections.Immutable;
using System.Diagnostics;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>What a batch of changed files led to.</summary>
/// <param name="Rebuilt">The issues that were built again.</param>
/// <param name="ListChanged">Whether issues came, went or may be called otherwise.</param>
internal sealed record StoreChange(ImmutableArray<PreviewedIssue> Rebuilt, bool ListChanged);

/// <summary>
/// The issues that were looked at, each with its last whole email. Builds one at a time, the stages of a build run side by side.
/// Nothing that an author does makes it throw: what cannot be read is a <see cref="PreviewedIssue.Problem"/>.
/// </summary>
internal sealed class IssueStore(Workspace first, TimeProvider time) : IDisposable
{
    /// <summary>More issues than anybody has open; the ones that were not looked at for longest are let go.</summary>
    private const int Kept = 8;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, (PreviewedIssue Issue, bool IsStale, long Used)> _issues = new(StringComparer.Ordinal);
    private PreviewStages _stages = new(first, time);
    private ImmutableArray<string> _slugs = [];
    private PersonaFile? _personas;
    private string? _unreadable;
    private int _version;
    private long _uses;

    /// <summary>The workspace as it was last opened.</summary>
    public Workspace Workspace => _stages.Workspace;

    /// <summary>The sample subscribers.</summary>
    public PersonaFile Personas => _personas ??= PersonaFile.Read(Workspace);

    /// <summary>Opens the engine ahead of the first query.</summary>
    public void WarmUp() => _stages.WarmUp();

    /// <summary>The last build of an issue without making one; null when it was not looked at.</summary>
    public async Task<PreviewedIssue?> PeekAsync(string slug, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        return _issues.TryGetValue(slug, out var known) ? known.Issue : null;
    }

    /// <summary>
    /// An issue as it is now, built when it has not been since its files changed; null when there is and was none of that name.
    /// </summary>
    public async Task<PreviewedIssue?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        if (_issues.TryGetValue(slug, out var known))
        {
            if (known.IsStale)
                return await BuildAsync(slug, cancellationToken);
            _issues[slug] = known with { Used = ++_uses };
            return known.Issue;
        }
        return Workspace.Slugs.Contains(slug) ? await BuildAsync(slug, cancellationToken) : null;
    }

    /// <summary>Builds an issue although none of its files is known to have changed.</summary>
    public async Task<PreviewedIssue?> RebuildAsync(string slug, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        if (!_issues.ContainsKey(slug) && !Workspace.Slugs.Contains(slug))
            return null;
        _stages.ForgetFiles();
        return await BuildAsync(slug, cancellationToken);
    }

    /// <summary>Takes note of changed files and builds what somebody looks at and depends on them.</summary>
    /// <param name="paths">From the workspace root, with <c>/</c>; an empty path is all of them.</param>
    /// <param name="watched">The issues that open pages show.</param>
    public async Task<StoreChange> ApplyAsync(
        IReadOnlyCollection<string> paths,
        ImmutableHashSet<string> watched,
        CancellationToken cancellationToken
    )
    {
        using var turn = await TurnAsync(cancellationToken);
        var all = paths.Contains("") || paths.Contains("content") || paths.Contains("templates");
        if (all || paths.Contains("content/newsletter.yml"))
        {
            Reopen();
            all = true;
        }
        if (all || paths.Contains("content/personas.yml"))
            _personas = null;
        foreach (var path in paths)
        {
            if (IssueDependencies.IsIssueText(path))
                _stages.Edited(IssueDependencies.SlugOf(path)!);
            else
                _stages.ForgetFiles();
        }
        var stale = _issues
            .Keys.Where(slug => all || _issues[slug].IsStale || paths.Any(path => IssueDependencies.Affects(path, _issues[slug].Issue)))
            .ToList();
        foreach (var slug in stale)
            _issues[slug] = _issues[slug] with { IsStale = true };
        var rebuilt = ImmutableArray.CreateBuilder<PreviewedIssue>();
        foreach (var slug in stale.Where(watched.Contains))
            rebuilt.Add(await BuildAsync(slug, cancellationToken));
        if (paths.Contains("content/personas.yml"))
            rebuilt.AddRange(watched.Except(stale).Where(_issues.ContainsKey).Select(Touch));
        return new StoreChange(
            rebuilt.ToImmutable(),
            all || paths.Any(IssueDependencies.IsIssueText) || !_slugs.SequenceEqual(_slugs = Workspace.Slugs)
        );
    }

    private async Task<PreviewedIssue> BuildAsync(string slug, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var before = _issues.TryGetValue(slug, out var known) ? known.Issue : new PreviewedIssue(slug, 0, Workspace);
        PreviewedIssue after;
        try
        {
            if (_unreadable is not null)
                after = Failed(before, _unreadable);
            else if (!Workspace.Slugs.Contains(slug))
                after = Failed(before, $"content/issues/{slug}/index.md is gone: it was deleted, moved or renamed.");
            else
                after = before.With(
                    await _stages.BuildAsync(slug, cancellationToken),
                    ++_version,
                    Workspace,
                    time.GetUtcNow(),
                    clock.Elapsed
                );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A file that went away while it was read, a disk that is full, a mistake of ours: the page says so, and the next save tries
            // again.
            after = Failed(before, e.Message);
        }
        _issues[slug] = (after, false, ++_uses);
        if (_issues.Count > Kept)
            _issues.Remove(_issues.MinBy(entry => entry.Value.Used).Key);
        return after;
    }

    private PreviewedIssue Failed(PreviewedIssue before, string problem) =>
        before with
        {
            Version = ++_version,
            Current = null,
            Problem = problem,
        };

    private PreviewedIssue Touch(string slug)
    {
        var touched = _issues[slug].Issue with { Version = ++_version };
        _issues[slug] = _issues[slug] with { Issue = touched };
        return touched;
    }

    private void Reopen()
    {
        try
        {
            var workspace = Workspace.Reopen();
            _stages.Dispose();
            _stages = new PreviewStages(workspace, time);
            _unreadable = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unreadable = "content/newsletter.yml cannot be read: it was deleted, moved or locked.";
        }
    }

    private async Task<Turn> TurnAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Turn(_gate);
    }

    private readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stages.Dispose();
        _gate.Dispose();
    }
}
