using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Issues;

/// <summary>The files of a workspace that issues may name: snippets, queries and pictures beside an issue, other issues.</summary>
public sealed class WorkspaceFiles(Workspace workspace) : IIssueFiles
{
    private readonly Lazy<ImmutableArray<IssueReference>> _issues = new(() => ReadReferences(workspace));
    private readonly Lazy<ImmutableArray<(string Folder, string Slug)>> _slugs = new(() => ReadSlugs(workspace));

    /// <inheritdoc/>
    public ImmutableArray<string> SnippetNames { get; } =
        Directory.Exists(workspace.SnippetsDirectory)
            ?
            [
                .. Directory
                    .EnumerateFiles(workspace.SnippetsDirectory, "*.md")
                    .Select(file => Path.GetFileNameWithoutExtension(file))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <inheritdoc/>
    public ImmutableArray<IssueReference> Issues => _issues.Value;

    /// <inheritdoc/>
    public SourceText? ReadSnippet(string name)
    {
        var path = Path.Combine(workspace.SnippetsDirectory, name + ".md");
        return SnippetNames.Contains(name) && SafePath.IsPlainFile(workspace.Root, path) ? workspace.Read(path) : null;
    }

    /// <inheritdoc/>
    public ImmutableArray<SourceText> ReadQueries(string slug)
    {
        var folder = Path.Combine(workspace.IssuesDirectory, slug);
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*.sql")
                .Order(StringComparer.Ordinal)
                .Where(file => SafePath.IsPlainFile(workspace.Root, file))
                .Select(workspace.Read),
        ];
    }

    /// <inheritdoc/>
    public string? FindPicture(string slug, string name, out string path)
    {
        path = "";
        if (name.Length == 0 || name != Path.GetFileName(name) || name.Contains('\\') || name.StartsWith('.'))
            return "is not a file beside the issue";
        var folder = Path.Combine(workspace.IssuesDirectory, slug);
        string[] beside = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file))] : [];
        // Other machines tell capitals apart, even if this one does not.
        if (!beside.Contains(name, StringComparer.Ordinal))
            return NearestName.To(name, beside.Where(IsPicture)) is { } near
                ? $"is not beside the issue, but \"{near}\" is"
                : "is not beside the issue";
        var file = Path.Combine(folder, name);
        if (!SafePath.IsPlainFile(workspace.Root, file))
            return "is a link or is not a regular file";
        path = workspace.RelativePath(file);
        return null;
    }

    private static bool IsPicture(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".bmp" or ".heic" or ".svg";

    /// <inheritdoc/>
    public IEnumerable<string> OthersCalled(string slug, string folder) =>
        _slugs.Value.Where(issue => issue.Slug == slug && issue.Folder != folder).Select(issue => issue.Folder);

    // Few issues give themselves another name than their folder's, so that the front matter of the others need not be parsed.
    private static ImmutableArray<(string Folder, string Slug)> ReadSlugs(Workspace workspace) =>
        [.. Readable(workspace).Select(issue => (issue.Folder, SlugOf(workspace, issue.Source) ?? issue.Folder))];

    // An issue that cannot be read is told when it is built, and keeps no other from being built.
    private static IEnumerable<(string Folder, SourceText Source)> Readable(Workspace workspace) =>
        workspace
            .Slugs.Where(folder => SafePath.IsPlainFile(workspace.Root, Path.Combine(workspace.IssuesDirectory, folder, "index.md")))
            .Select(folder => (folder, workspace.ReadIssue(folder)));

    private static string? SlugOf(Workspace workspace, SourceText source)
    {
        for (var line = 2; line <= source.LineCount && source.Line(line) != "---"; line++)
        {
            // A backslash may spell the word in another way.
            if (source.Line(line).Contains("slug", StringComparison.Ordinal) || source.Line(line).Contains('\\'))
                return new FrontMatterReader(workspace.Settings, new DiagnosticBag()).Read(source, out _).Slug;
        }
        return null;
    }

    // Title and day of every issue, without parsing more than its front matter; what is wrong with them is reported when they are built.
    private static ImmutableArray<IssueReference> ReadReferences(Workspace workspace)
    {
        var references = ImmutableArray.CreateBuilder<IssueReference>();
        foreach (var (slug, source) in Readable(workspace))
        {
            var frontMatter = new FrontMatterReader(workspace.Settings, new DiagnosticBag()).Read(source, out _);
            references.Add(new IssueReference(slug, frontMatter.Title, frontMatter.Date) { Page = frontMatter.Slug ?? slug });
        }
        return references.ToImmutable();
    }
}
