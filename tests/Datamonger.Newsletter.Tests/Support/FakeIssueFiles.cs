using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Files of a workspace that exist in a test alone.</summary>
internal sealed class FakeIssueFiles : IIssueFiles
{
    public Dictionary<string, string> Snippets { get; } = [];

    public List<SourceText> Queries { get; } = [];

    public List<IssueReference> Others { get; } = [];

    public HashSet<string> Pictures { get; } = [];

    public ImmutableArray<string> SnippetNames => [.. Snippets.Keys.Order(StringComparer.Ordinal)];

    public ImmutableArray<IssueReference> Issues => [.. Others];

    public SourceText? ReadSnippet(string name) =>
        Snippets.TryGetValue(name, out var text) ? new SourceText($"content/snippets/{name}.md", text) : null;

    public ImmutableArray<SourceText> ReadQueries(string slug) => [.. Queries];

    public IEnumerable<string> OthersCalled(string slug, string folder) =>
        Others.Where(other => other.Page == slug && other.Slug != folder).Select(other => other.Slug);

    public string? FindPicture(string slug, string name, out string path)
    {
        path = $"content/issues/{slug}/{name}";
        return Pictures.Contains(name) ? null : "is not beside the issue";
    }
}
