using System.Collections.Immutable;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>
/// A newsletter in a temporary folder, made fluently and built by the whole program. It begins as <c>Fixtures/Workspace</c> with the
/// default templates; what a test says on top replaces a file or adds one.
/// </summary>
/// <example><code>
/// using var newsletter = new TestNewsletter().Body("Visits rose to {{ visits.last.visits | num0 }}.");
/// var build = await newsletter.BuildAsync();
/// </code></example>
internal sealed class TestNewsletter : IDisposable
{
    /// <summary>The issue of a test that names none.</summary>
    public const string Slug = "2017-03-test";

    private readonly TemporaryFolder _folder = new();

    public TestNewsletter()
    {
        Copy(Path.Combine(RepositoryFolder.Tests, "Fixtures", "Workspace"), Root);
        Copy(Path.Combine(RepositoryFolder.Root, "templates"), Path.Combine(Root, "templates"));
    }

    /// <summary>The workspace's folder.</summary>
    public string Root => _folder.Path;

    /// <summary>The clock that checks see.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero));

    /// <summary>
    /// A newsletter with the files of a fixture: <c>content/</c> and <c>templates/</c> lie in the workspace, what else there is lies
    /// in the issue's folder, and the issue is called like the fixture.
    /// </summary>
    /// <param name="relativePath">The fixture's folder in the test project.</param>
    public static TestNewsletter From(string relativePath)
    {
        var newsletter = new TestNewsletter();
        var fixture = Path.Combine(RepositoryFolder.Tests, relativePath);
        var issue = Path.Combine(newsletter.Root, "content", "issues", Path.GetFileName(fixture));
        foreach (
            var entry in new DirectoryInfo(fixture)
                .EnumerateFileSystemInfos()
                .Where(entry => entry.Name is not ("expected.txt" or "expected.txt.received.txt"))
        )
        {
            var isShared = entry.Name is "content" or "templates";
            if (entry is DirectoryInfo)
                Copy(entry.FullName, Path.Combine(isShared ? newsletter.Root : issue, entry.Name));
            else
                Write(Path.Combine(issue, entry.Name), File.ReadAllBytes(entry.FullName));
        }
        return newsletter;
    }

    /// <summary>Writes an issue's whole file.</summary>
    public TestNewsletter Issue(string text, string slug = Slug) => WriteFile($"content/issues/{slug}/index.md", text);

    /// <summary>Writes an issue whose front matter is sound and ends at line 6, so that the text begins at line 7.</summary>
    public TestNewsletter Body(string markdown, string slug = Slug) =>
        Issue(
            $"""
            ---
            title: A test
            subject: Visits to libraries rose again
            preheader: What the figures of the libraries say, and what they leave out.
            date: 2017-03-16
            ---
            {markdown}
            """,
            slug
        );

    /// <summary>Writes <c>content/newsletter.yml</c>.</summary>
    public TestNewsletter Settings(string yaml) => WriteFile("content/newsletter.yml", yaml);

    /// <summary>Writes <c>content/datasets/datasets.yml</c>.</summary>
    public TestNewsletter Datasets(string yaml) => WriteFile("content/datasets/datasets.yml", yaml);

    /// <summary>Writes a data file.</summary>
    public TestNewsletter Dataset(string fileName, string text) => WriteFile($"content/datasets/{fileName}", text);

    /// <summary>Writes a data file.</summary>
    public TestNewsletter Dataset(string fileName, byte[] bytes)
    {
        Write(PathOf($"content/datasets/{fileName}"), bytes);
        return this;
    }

    /// <summary>Writes a snippet.</summary>
    public TestNewsletter Snippet(string name, string markdown) => WriteFile($"content/snippets/{name}.md", markdown);

    /// <summary>Writes a file of the default template.</summary>
    public TestNewsletter Template(string name, string text) => WriteFile($"templates/default/{name}", text);

    /// <summary>Writes any file, by its path from the root.</summary>
    public TestNewsletter WriteFile(string path, string text)
    {
        _folder.Write(path, text);
        return this;
    }

    /// <summary>The absolute path of a file, by its path from the root.</summary>
    public string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>The workspace as it is now.</summary>
    public Workspace Open() => Workspace.Open(Root);

    /// <summary>Builds an issue with every stage, and adds what is wrong with newsletter.yml.</summary>
    public async Task<IssueBuild> BuildAsync(string slug = Slug, CancellationToken? cancellationToken = null)
    {
        var workspace = Open();
        using var builder = IssueBuilder.For(workspace, Time);
        var build = await builder.BuildAsync(slug, workspace.ReadIssue(slug), cancellationToken ?? TestContext.Current.CancellationToken);
        return build with { Diagnostics = [.. workspace.Diagnostics, .. build.Diagnostics] };
    }

    /// <summary>Allows in every issue what the checks find there, for a test that is about something else.</summary>
    public async Task AllowWhatChecksFindAsync()
    {
        foreach (var slug in Open().Slugs)
        {
            var build = await BuildAsync(slug);
            string[] codes =
            [
                .. build
                    .Diagnostics.Select(found => found.Rule.Code)
                    .Where(code => code.StartsWith("DM5", StringComparison.Ordinal))
                    .Distinct(),
            ];
            if (codes.Length == 0)
                continue;
            var path = PathOf($"content/issues/{slug}/index.md");
            var allowed = string.Concat(codes.Select(code => $"  {code}: {{reason: this test is about something else, by: a test}}\n"));
            File.WriteAllText(path, $"---\nallow:\n{allowed}{File.ReadAllText(path)["---\n".Length..]}");
        }
    }

    /// <summary>What is wrong, as it is printed: a line each, with its hint below.</summary>
    public static string Print(ImmutableArray<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(found => found.Hint is null ? $"{found}" : $"{found}\n    hint: {found.Hint}"));

    public void Dispose() => _folder.Dispose();

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            Write(Path.Combine(to, Path.GetRelativePath(from, file)), File.ReadAllBytes(file));
        }
    }
}
