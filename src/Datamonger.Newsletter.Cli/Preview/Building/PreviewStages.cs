using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>
/// The stages of one workspace, kept from build to build: engines stay open, templates parsed, results at hand. What the workspace
/// says of its own files (snippets, titles of issues) is read again only when another file than the one being built has changed.
/// </summary>
internal sealed class PreviewStages(Workspace workspace, TimeProvider time) : IDisposable
{
    private readonly HashSet<string> _edited = new(StringComparer.Ordinal);
    private IssueBuilder _builder = IssueBuilder.For(workspace, time);
    private bool _isBehind;

    /// <summary>The workspace.</summary>
    public Workspace Workspace => workspace;

    /// <summary>Opens the engine ahead of the first query.</summary>
    public void WarmUp() => _builder.WarmUp();

    /// <summary>Another file than an issue's own has come, gone or changed.</summary>
    public void ForgetFiles() => _isBehind = true;

    /// <summary>An issue's own file has changed, and perhaps its title, which others print.</summary>
    public void Edited(string slug) => _edited.Add(slug);

    /// <summary>Builds an issue as it is now.</summary>
    public Task<IssueBuild> BuildAsync(string slug, CancellationToken cancellationToken)
    {
        if (_isBehind || _edited.Any(edited => edited != slug))
        {
            _edited.Clear();
            _isBehind = false;
            _builder = _builder.Reread(workspace);
        }
        return _builder.BuildAsync(slug, workspace.ReadIssue(slug), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _builder.Dispose();
}
