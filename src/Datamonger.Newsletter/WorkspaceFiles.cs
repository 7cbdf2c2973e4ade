using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter;

/// <summary>The files of a workspace that issues may name: snippets, queries and pictures beside an issue, other issues.</summary>
public sealed class WorkspaceFiles(Workspace workspace) : IIssueFiles
{
    private const int MaximumPictureBytes = 5 * 1024 * 1024;
    private readonly Lazy<ImmutableArray<IssueReference>> _issues = new(() => ReadReferences(workspace));

    /// <inheritdoc/>
    public ImmutableArray<string> SnippetNames { get; } =
        Directory.Exists(workspace.SnippetsDirectory)
            ? [.. Directory.EnumerateFiles(workspace.SnippetsDirectory, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
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
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal).Where(file => SafePath.IsPlainFile(workspace.Root, file)).Select(workspace.Read)];
    }

    /// <inheritdoc/>
    public string? FindPicture(string slug, string name, out string path)
    {
        path = "";
        if (name.Length == 0 || name != Path.GetFileName(name) || name.Contains('\\') || name.StartsWith('.')) return "is not a file beside the issue";
        var file = Path.Combine(workspace.IssuesDirectory, slug, name);
        if (!File.Exists(file)) return "is not beside the issue";
        if (!SafePath.IsPlainFile(workspace.Root, file)) return "is a link or no plain file";
        if (new FileInfo(file).Length > MaximumPictureBytes) return "is larger than 5 MB";
        Span<byte> head = stackalloc byte[8];
        using (var stream = File.OpenRead(file)) head = head[..stream.ReadAtLeast(head, 8, throwOnEndOfStream: false)];
        if (head is not ([0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] or [0x47, 0x49, 0x46, 0x38, ..])) return "is not a PNG, JPEG or GIF picture";
        path = workspace.RelativePath(file);
        return null;
    }

    // Title and day of every issue, without parsing more than its front matter; what is wrong with them is reported when they are built.
    private static ImmutableArray<IssueReference> ReadReferences(Workspace workspace)
    {
        var references = ImmutableArray.CreateBuilder<IssueReference>();
        foreach (var slug in workspace.Slugs)
        {
            var frontMatter = new FrontMatterReader(workspace.Settings, new DiagnosticBag()).Read(workspace.ReadIssue(slug), out _);
            references.Add(new IssueReference(slug, frontMatter.Title, frontMatter.Date) { Page = frontMatter.Slug ?? slug });
        }
        return references.ToImmutable();
    }
}
