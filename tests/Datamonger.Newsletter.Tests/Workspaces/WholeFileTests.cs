using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Workspaces;

public sealed class WholeFileTests
{
    [Fact]
    public void A_file_is_made_and_replaced_and_nothing_stays_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("file.json", "old and longer");
        folder.Write("file.json.new", "of a run that ended too soon");
        WholeFile.Replace(path, "é");
        Assert.Equal([0xC3, 0xA9], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("file.json")]
    [InlineData("file.json.new")]
    public void A_link_is_replaced_and_what_it_names_stays(string link)
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        var named = elsewhere.Write("precious", "kept");
        File.CreateSymbolicLink(Path.Combine(folder.Path, link), named);
        var path = Path.Combine(folder.Path, "file.json");
        WholeFile.Replace(path, "new");
        Assert.Equal(("new", "kept"), (File.ReadAllText(path), File.ReadAllText(named)));
        Assert.Null(new FileInfo(path).LinkTarget);
    }
}
