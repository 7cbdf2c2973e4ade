using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Outputs;

public sealed class OutputFolderTests
{
    [Fact]
    public void A_folder_is_replaced_whole()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "issue");
        OutputFolder.Replace(target, [OutputFile.OfText("email.html", "one"), OutputFile.OfText("images/a.png", "a")]);
        OutputFolder.Replace(target, [OutputFile.OfText("email.html", "two")]);
        Assert.Equal(["email.html"], Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(target, path)));
        Assert.Equal("two", File.ReadAllText(Path.Combine(target, "email.html")));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_last_folder_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "issue");
        OutputFolder.Replace(target, [OutputFile.OfText("email.html", "one")]);
        Assert.ThrowsAny<IOException>(() => OutputFolder.Replace(target, [OutputFile.OfText("email.html", "two"), OutputFile.OfText("email.html/x", "no folder")]));
        Assert.Equal("one", File.ReadAllText(Path.Combine(target, "email.html")));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_same_files_again_touch_nothing()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "issue");
        OutputFolder.Replace(target, [OutputFile.OfText("email.html", "one")]);
        File.SetLastWriteTimeUtc(Path.Combine(target, "email.html"), new DateTime(2017, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        OutputFolder.Replace(target, [OutputFile.OfText("email.html", "one")]);
        Assert.Equal(2017, File.GetLastWriteTimeUtc(Path.Combine(target, "email.html")).Year);
    }
}
