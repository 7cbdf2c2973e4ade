using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Revisions;

/// <summary>The text, SQL and snippets of an issue as they were when it was sent: later edits play no part.</summary>
internal sealed class KeptSources(KeptIssue kept, WorkspaceFiles today) : IIssueFiles
{
    private readonly ImmutableArray<SourceText> _texts =
    [
        .. kept.Issue.Sources.Select(source => new SourceText(source.Value, Encoding.UTF8.GetString(kept.Read(source.Key)!))),
    ];

    /// <summary>The issue's own file.</summary>
    /// <exception cref="InvalidDataException">It was not kept.</exception>
    public SourceText Issue =>
        _texts.FirstOrDefault(text => Path.GetFileName(text.Path) == "index.md")
        ?? throw new InvalidDataException("source/index.md is missing");

    /// <inheritdoc/>
    public ImmutableArray<string> SnippetNames =>
        [.. _texts.Where(text => text != Issue && text.Path.EndsWith(".md", StringComparison.Ordinal)).Select(NameOf)];

    /// <inheritdoc/>
    public ImmutableArray<IssueReference> Issues => today.Issues;

    /// <inheritdoc/>
    public SourceText? ReadSnippet(string name) =>
        _texts.FirstOrDefault(text => text != Issue && text.Path.EndsWith($"/{name}.md", StringComparison.Ordinal));

    /// <inheritdoc/>
    public ImmutableArray<SourceText> ReadQueries(string slug) =>
        [.. _texts.Where(text => text.Path.EndsWith(".sql", StringComparison.Ordinal)).OrderBy(text => text.Path, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IEnumerable<string> OthersCalled(string slug, string folder) => [];

    /// <inheritdoc/>
    public string? FindPicture(string slug, string name, out string path) => today.FindPicture(slug, name, out path);

    /// <summary>A text by its path; null when it was not kept.</summary>
    public SourceText? Find(string path) => _texts.FirstOrDefault(text => text.Path == path);

    private static string NameOf(SourceText text) => Path.GetFileNameWithoutExtension(text.Path);
}
