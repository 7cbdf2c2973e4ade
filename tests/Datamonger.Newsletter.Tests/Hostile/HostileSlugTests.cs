using System.Text.Json;
using CsCheck;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>Whatever front matter says, a build changes nothing but the issue's own folder, and its cache.</summary>
[Trait("Category", "Hostile")]
public sealed class HostileSlugTests : IDisposable
{
    private const string Folder = "2017-03-test";
    private readonly TestNewsletter _newsletter = new();
    private readonly TemporaryFolder _elsewhere = new();

    public static TheoryData<string> Names =>
        [
            "{elsewhere}",
            "{elsewhere}/victim",
            "{root}",
            "{root}/content",
            "{root}/artifacts/newsletter/victim",
            "../../content",
            "../..",
            "../../..",
            "..",
            ".",
            "./",
            "",
            " ",
            "~",
            "archive",
            "con",
            "victim",
            "linked",
            "a/b",
            "victim/..",
            "a\\b",
            "\0",
            "a\nb",
            "\u202Eabc",
            "．．",
            new string('a', 300),
            string.Concat(Enumerable.Repeat("../", 100)),
        ];

    public HostileSlugTests()
    {
        _elsewhere.Write("victim/thesis.txt", "ten years of work");
        _newsletter.WriteFile("artifacts/newsletter/victim/thesis.txt", "ten years of work");
        _newsletter.WriteFile("artifacts/newsletter/archive/notes.txt", "mine");
        _newsletter.WriteFile("artifacts/keep.txt", "mine");
        Directory.CreateSymbolicLink(_newsletter.PathOf("artifacts/newsletter/linked"), Path.Combine(_elsewhere.Path, "victim"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_slug_that_names_another_folder_changes_nothing_there(string slug)
    {
        var error = await OnlyTheIssuesFolderChangesAsync("slug", slug);
        Assert.Matches(slug is "victim" or "linked" ? "error DM180" : "error DM114|error DM10|error DM113", error);
    }

    [Fact]
    public void Whatever_front_matter_says_nothing_but_the_issues_folder_changes() =>
        Gen.Select(
                Gen.OneOf("slug", "slug", "slug", "template", "audience", "tables", "sources", "title", "lang"),
                Gen.OneOf(
                    Gen.Select(
                            Gen.OneOf("", "/", "../", "../../", "{root}/", "{elsewhere}/", "./"),
                            Gen.OneOf("content", "artifacts", "victim", "newsletter", "linked", "issue", "..", Folder),
                            Gen.OneOf("", "/", "/..", "/victim", " ", "\0", "\n")
                        )
                        .Select(parts => parts.Item1 + parts.Item2 + parts.Item3),
                    Gen.String[0, 100]
                )
            )
            .Sample(
                said => OnlyTheIssuesFolderChangesAsync(said.Item1, said.Item2).GetAwaiter().GetResult() is not null,
                iter: 30,
                threads: 1
            );

    public void Dispose()
    {
        _newsletter.Dispose();
        _elsewhere.Dispose();
    }

    private async Task<string> OnlyTheIssuesFolderChangesAsync(string key, string value)
    {
        value = value
            .Replace("{root}", _newsletter.Root, StringComparison.Ordinal)
            .Replace("{elsewhere}", _elsewhere.Path, StringComparison.Ordinal);
        _newsletter.WriteFile(
            $"content/issues/{Folder}/index.md",
            $"---\ntitle: A test\nsubject: Visits rose\n{(key == "title" ? "number" : key)}: {JsonSerializer.Serialize(value)}\n---\nVisits rose.\n"
        );
        var before = Files();
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = TextWriter.Null,
            Error = error,
            Input = TextReader.Null,
            CurrentDirectory = _newsletter.Root,
            Variable = _ => null,
            Time = _newsletter.Time,
        };
        await CommandLineApp.RunAsync(["build", "--force", Folder], environment, TestContext.Current.CancellationToken);
        // A slug that is sound names a folder of its own.
        var own = key == "slug" && Slug.IsValid(value) && value is not ("victim" or "linked") ? value : Folder;
        var after = Files();
        Assert.DoesNotContain(before.Except(after), file => !IsOwn(file.Path, own));
        Assert.DoesNotContain(after.Except(before), file => !IsOwn(file.Path, own));
        return error.ToString();
    }

    private static bool IsOwn(string path, string folder) =>
        path.StartsWith($"artifacts/newsletter/{folder}/", StringComparison.Ordinal)
        || path.StartsWith(".datamonger/", StringComparison.Ordinal);

    private (string Path, string Hash)[] Files() =>
        [
            .. new[] { _newsletter.Root, _elsewhere.Path }.SelectMany(root =>
                Directory
                    .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                    .Select(path =>
                        (
                            Path: root == _newsletter.Root ? Path.GetRelativePath(root, path) : path,
                            Hash: ContentHash.Of(File.ReadAllBytes(path))
                        )
                    )
            ),
        ];
}
