using System.Collections.Immutable;
using System.Diagnostics;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Workspaces;

/// <summary>The folder that holds <c>content/</c>, <c>templates/</c> and what is made from them.</summary>
public sealed class Workspace
{
    private readonly Func<DataSource, string?> _sourceAddress;

    private Workspace(
        string root,
        NewsletterSettings settings,
        ImmutableArray<Diagnostic> diagnostics,
        Func<DataSource, string?> sourceAddress,
        Func<Process>? startEngine
    ) => (Root, Settings, Diagnostics, _sourceAddress, StartEngine) = (root, settings, diagnostics, sourceAddress, startEngine);

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>What <c>content/newsletter.yml</c> says.</summary>
    public NewsletterSettings Settings { get; }

    /// <summary>What is wrong with <c>content/newsletter.yml</c>.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Starts a process that runs queries; null where they run in this one.</summary>
    internal Func<Process>? StartEngine { get; }

    /// <summary>Folder of the data files.</summary>
    public string DatasetsDirectory => Path.Combine(Root, "content", "datasets");

    /// <summary>Folder of the issues.</summary>
    public string IssuesDirectory => Path.Combine(Root, "content", "issues");

    /// <summary>Folder of the shared blocks.</summary>
    public string SnippetsDirectory => Path.Combine(Root, "content", "snippets");

    /// <summary>Folder of the templates.</summary>
    public string TemplatesDirectory => Path.Combine(Root, "templates");

    /// <summary>Folder that <c>build</c> writes to unless told.</summary>
    public string OutputDirectory => Path.Combine(Root, "artifacts", "newsletter");

    /// <summary>Folder that <c>archive</c> writes to unless told.</summary>
    public string ArchiveDirectory => Path.Combine(OutputDirectory, Slug.Archive);

    /// <summary>Folder of cache, sandbox and journals; never needed to rebuild.</summary>
    public string StateDirectory => Path.Combine(Root, ".datamonger");

    /// <summary>Folder of what is slow to make, kept by its content.</summary>
    public string CacheDirectory => Path.Combine(StateDirectory, "cache");

    /// <summary>
    /// The nearest folder, from <paramref name="directory"/> upwards, that holds <c>content/newsletter.yml</c>; null when there is none.
    /// </summary>
    public static string? FindRoot(string directory)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(directory)); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "content", "newsletter.yml")))
                return folder.FullName;
        }
        return null;
    }

    /// <summary>Opens a workspace and reads its settings.</summary>
    /// <param name="root">The folder that holds <c>content/newsletter.yml</c>.</param>
    /// <param name="sourceAddress">Gives the address of a database, a secret; null where it is not set. Without it no source can be
    /// asked.</param>
    /// <param name="startEngine">Starts a process that runs queries, its streams redirected: its memory is bounded, and no query ends this
    /// one. Without it they run in this process.</param>
    /// <exception cref="IOException">The settings cannot be read.</exception>
    public static Workspace Open(string root, Func<DataSource, string?>? sourceAddress = null, Func<Process>? startEngine = null)
    {
        root = Path.GetFullPath(root);
        var diagnostics = new DiagnosticBag();
        var source = new SourceText("content/newsletter.yml", SafePath.ReadAllText(root, Path.Combine(root, "content", "newsletter.yml")));
        WrittenKey.Report(source, diagnostics);
        return new Workspace(
            root,
            SettingsReader.Read(source, diagnostics),
            diagnostics.ToImmutable(),
            sourceAddress ?? (_ => null),
            startEngine
        );
    }

    /// <summary>The same folder, with its settings as they are now.</summary>
    /// <exception cref="IOException">The settings cannot be read.</exception>
    public Workspace Reopen() => Open(Root, _sourceAddress, StartEngine);

    /// <summary>The same workspace with another address of its archive.</summary>
    /// <param name="url">Without a trailing slash.</param>
    public Workspace WithArchive(string url) => new(Root, Settings with { ArchiveUrl = url }, Diagnostics, _sourceAddress, StartEngine);

    /// <summary>The address of a database; null where it is not set. It is a secret, and printed nowhere.</summary>
    public string? AddressOf(DataSource source) => _sourceAddress(source);

    /// <summary>The issues' folder names, in order.</summary>
    public ImmutableArray<string> Slugs =>
        Directory.Exists(IssuesDirectory)
            ?
            [
                .. Directory
                    .EnumerateDirectories(IssuesDirectory)
                    .Where(folder => File.Exists(Path.Combine(folder, "index.md")))
                    .Select(folder => Path.GetFileName(folder))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Reads an issue's file.</summary>
    /// <param name="slug">The folder's name, one of <see cref="Slugs"/>.</param>
    /// <exception cref="IOException">It cannot be read, or is reached through a link.</exception>
    public SourceText ReadIssue(string slug) => Read(Path.Combine(IssuesDirectory, slug, "index.md"));

    /// <summary>Reads a text file of the workspace as UTF-8.</summary>
    /// <exception cref="IOException">It cannot be read, is reached through a link, or is not a regular file.</exception>
    public SourceText Read(string path) => new(RelativePath(path), SafePath.ReadAllText(Root, path));

    /// <summary>A path as it is printed: from the root when it is inside the workspace, whole when it is not.</summary>
    public string Shown(string path) =>
        path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? RelativePath(path) : path;

    /// <summary>A path inside the workspace as diagnostics print it: from the root, with <c>/</c>.</summary>
    public string RelativePath(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
