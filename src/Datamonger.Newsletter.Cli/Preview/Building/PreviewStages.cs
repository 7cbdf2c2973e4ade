using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>
/// The stages of one workspace, kept from build to build: engines stay open, templates parsed, results at hand. What the workspace
/// says of its own files (snippets, titles of issues) is read again only when another file than the one being built has changed.
/// </summary>
internal sealed class PreviewStages(Workspace workspace, TimeProvider time) : IDisposable
{
    private readonly BuildCache _cache = new(Path.Combine(workspace.StateDirectory, "cache"));
    private readonly HashSet<string> _edited = new(StringComparer.Ordinal);
    private QueryRunner? _queries;
    private ChartRenderer? _charts;
    private EmailComposer? _composer;
    private CheckRunner? _checks;
    private IssueParser? _parser;

    /// <summary>The workspace.</summary>
    public Workspace Workspace => workspace;

    /// <summary>Opens the engine ahead of the first query.</summary>
    public void WarmUp() => Queries.WarmUp();

    private QueryRunner Queries => _queries ??= new QueryRunner(workspace, _cache, time);

    /// <summary>Another file than an issue's own has come, gone or changed.</summary>
    public void ForgetFiles() => _parser = null;

    /// <summary>An issue's own file has changed, and perhaps its title, which others print.</summary>
    public void Edited(string slug) => _edited.Add(slug);

    /// <summary>Builds an issue as it is now.</summary>
    public Task<IssueBuild> BuildAsync(string slug, CancellationToken cancellationToken)
    {
        if (_edited.Any(edited => edited != slug))
        {
            _edited.Clear();
            ForgetFiles();
        }
        _parser ??= new IssueParser(new WorkspaceFiles(workspace), workspace.Settings);
        _charts ??= new ChartRenderer(workspace.Settings.Theme, _cache);
        _composer ??= new EmailComposer(workspace.Root, workspace.Settings);
        _checks ??= new CheckRunner(workspace.Settings, time);
        return new IssueBuilder(_parser, Queries, _charts, _composer, _checks).BuildAsync(slug, workspace.ReadIssue(slug), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _queries?.Dispose();
}
