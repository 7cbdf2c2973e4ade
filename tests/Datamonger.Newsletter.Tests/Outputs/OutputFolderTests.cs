using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Outputs;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>What may lie where an issue's outputs go and is somebody else's: a case, and how it comes there.</summary>
    public static TheoryData<string, Action<string>> Foreign =>
        new()
        {
            { "holds files that build has not written (thesis.txt)", target => Write(target, "thesis.txt", "ten years of work") },
            {
                "holds files that build has not written (manifest.json)",
                target => Write(target, "manifest.json", "{\"name\": \"an app\"}")
            },
            { "holds files that build has not written (manifest.json)", target => Write(target, "manifest.json", "{\"outputs\": [") },
            { "holds files that build has not written (manifest.json)", target => Write(target, "manifest.json", "{\"outputs\": []}") },
            {
                "holds .git, which build has not written",
                target =>
                {
                    OutputFolder.Replace(Path.GetDirectoryName(target)!, Path.GetFileName(target), Outputs(("email.html", "one")));
                    Write(target, ".git/HEAD", "ref: refs/heads/main");
                }
            },
            {
                "holds images/b.png, which build has not written",
                target =>
                {
                    OutputFolder.Replace(Path.GetDirectoryName(target)!, Path.GetFileName(target), Outputs(("images/a.png", "a")));
                    Write(target, "images/b.png", "b");
                }
            },
            {
                "holds empty, which build has not written",
                target =>
                {
                    OutputFolder.Replace(Path.GetDirectoryName(target)!, Path.GetFileName(target), Outputs(("images/a.png", "a")));
                    Directory.CreateDirectory(Path.Combine(target, "empty"));
                }
            },
            {
                "holds email.html, which build has not written",
                target =>
                {
                    OutputFolder.Replace(Path.GetDirectoryName(target)!, Path.GetFileName(target), Outputs(("email.html", "one")));
                    File.Delete(Path.Combine(target, "email.html"));
                    var victim = Write(Path.GetDirectoryName(target)!, "victim.txt", "mine");
                    File.CreateSymbolicLink(Path.Combine(target, "email.html"), victim);
                }
            },
            {
                "holds images, which build has not written",
                target =>
                {
                    OutputFolder.Replace(Path.GetDirectoryName(target)!, Path.GetFileName(target), Outputs(("images/a.png", "a")));
                    Directory.Move(Path.Combine(target, "images"), Path.Combine(Path.GetDirectoryName(target)!, "pictures"));
                    Directory.CreateSymbolicLink(Path.Combine(target, "images"), Path.Combine(Path.GetDirectoryName(target)!, "pictures"));
                }
            },
            {
                "is a link",
                target =>
                {
                    var victim = Path.Combine(Path.GetDirectoryName(target)!, "victim");
                    Write(victim, "manifest.json", "{\"outputs\": {}}");
                    Directory.CreateSymbolicLink(target, victim);
                }
            },
            { "is a link", target => File.CreateSymbolicLink(target, Path.Combine(Path.GetDirectoryName(target)!, "nowhere")) },
            { "is a file", target => File.WriteAllText(target, "mine") },
            {
                "holds files that build has not written (manifest.json)",
                target =>
                {
                    Directory.CreateDirectory(target);
                    using var pipe = Process.Start("mkfifo", [Path.Combine(target, "manifest.json")]);
                    pipe.WaitForExit();
                }
            },
        };

    public static TheoryData<string> Names =>
        [
            "/tmp/elsewhere",
            "..",
            ".",
            "",
            " ",
            "../beside",
            "a/b",
            "a/../../beside",
            "a\\b",
            "archive",
            "con",
            "Issue",
            "a\0b",
            "a\nb",
            new string('a', 81),
            new string('a', 300),
        ];

    [Fact]
    public void A_folder_is_replaced_whole()
    {
        Replace(("email.html", "one"), ("images/a.png", "a"));
        Replace(("email.html", "two"));
        Assert.Equal(["issue/email.html", "issue/manifest.json"], Files());
        Assert.Equal("two", File.ReadAllText(Path.Combine(_folder.Path, "issue", "email.html")));
        Assert.Equal([Path.Combine(_folder.Path, "issue")], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void An_empty_folder_is_anybodys()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "issue"));
        Replace(("email.html", "one"));
        Assert.Equal(["issue/email.html", "issue/manifest.json"], Files());
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_last_folder_as_it_was()
    {
        Replace(("email.html", "one"));
        Assert.ThrowsAny<IOException>(() => Replace(("email.html", "two"), ("email.html/x", "no folder")));
        Assert.Equal("one", File.ReadAllText(Path.Combine(_folder.Path, "issue", "email.html")));
        Assert.Equal([Path.Combine(_folder.Path, "issue")], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void The_same_files_again_touch_nothing()
    {
        Replace(("email.html", "one"));
        var email = Path.Combine(_folder.Path, "issue", "email.html");
        File.SetLastWriteTimeUtc(email, new DateTime(2017, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        Replace(("email.html", "one"));
        Assert.Equal(2017, File.GetLastWriteTimeUtc(email).Year);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void What_no_build_wrote_is_left_as_it_is(string refusal, Action<string> put)
    {
        put(Path.Combine(_folder.Path, "issue"));
        var before = Files();
        Assert.Equal(refusal, OutputFolder.Refusal(_folder.Path, "issue"));
        Assert.Throws<IOException>(() => Replace(("email.html", "two")));
        Assert.Equal(before, Files());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_that_is_no_direct_child_is_refused(string name)
    {
        var root = Path.Combine(_folder.Path, "out");
        Write(root, "keep.txt", "mine");
        Write(_folder.Path, "beside/manifest.json", "{\"outputs\": {}}");
        var before = Files();
        Assert.Throws<IOException>(() => OutputFolder.Replace(root, name, Outputs(("email.html", "one"))));
        Assert.Equal(before, Files());
    }

    public void Dispose() => _folder.Dispose();

    private static ImmutableArray<OutputFile> Outputs(params (string Path, string Text)[] files) =>
        [
            .. files.Select(file => OutputFile.OfText(file.Path, file.Text)),
            OutputFile.OfText("manifest.json", JsonSerializer.Serialize(new { outputs = files.ToDictionary(file => file.Path, _ => "") })),
        ];

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private void Replace(params (string Path, string Text)[] files) => OutputFolder.Replace(_folder.Path, "issue", Outputs(files));

    private string[] Files() =>
        [
            .. Directory
                .EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_folder.Path, path))
                .Order(StringComparer.Ordinal),
        ];
}
