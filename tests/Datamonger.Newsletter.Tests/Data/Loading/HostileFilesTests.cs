using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Loading;

/// <summary>A file that was made to harm is told to the author as any other that cannot be read, and the build goes on.</summary>
public sealed class HostileFilesTests
{
    public static TheoryData<string> Names => HostileFile.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task It_is_refused_with_its_reason(string name)
    {
        var file = HostileFile.Find(name);
        using var data = new TestData().With(name, file.Make());
        var run = await data.RunAsync($"```sql q\n--| allow_empty: true\nselect * from {file.Table}\n```\n");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith($"content/datasets/{name}:", error, StringComparison.Ordinal);
        Assert.Contains($"error {file.Code}: ", error, StringComparison.Ordinal);
        Assert.Contains(file.Reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_million_quotes_are_a_table()
    {
        using var data = new TestData().With(
            "quotes.csv",
            "a,b\n" + string.Concat(Enumerable.Repeat($"\"{new string('"', 2000)}\",1\n", 5_000))
        );
        Assert.Equal(
            "rows:Integer length:Integer | 5000 1000",
            TableText.Of(await data.QueryAsync("select count(*) as rows, max(length(a)) as length from quotes"))
        );
    }

    [Fact]
    public async Task Links_pipes_devices_and_folders_are_told_and_never_opened()
    {
        Require.Unix("Windows has no pipes and devices in folders.");
        using var data = new TestData().With("honest.csv", "n\n1\n");
        var folder = data.DatasetsDirectory;
        File.CreateSymbolicLink(Path.Combine(folder, "passwd.csv"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(folder, "zero.csv"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(folder, "nowhere.csv"), "/nowhere");
        Directory.CreateDirectory(Path.Combine(folder, "folder.csv"));
        using (var process = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder, "pipe.csv")]))
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var run = await data.RunAsync("```sql q\nselect * from honest\n```\n");

        Assert.Equal("n:Integer | 1", TableText.Of(run["q"]));
        Assert.Equal(
            [
                "content/datasets/folder.csv:1:1: error DM224: \"content/datasets/folder.csv\" is a folder.",
                "content/datasets/nowhere.csv:1:1: error DM224: \"content/datasets/nowhere.csv\" is a link; links are not followed. "
                    + "[Put the file itself there.]",
                "content/datasets/passwd.csv:1:1: error DM224: \"content/datasets/passwd.csv\" is a link; links are not followed. [Put "
                    + "the file itself there.]",
                "content/datasets/pipe.csv:1:1: error DM224: \"content/datasets/pipe.csv\" is empty or no regular file.",
                "content/datasets/zero.csv:1:1: error DM224: \"content/datasets/zero.csv\" is a link; links are not followed. [Put the "
                    + "file itself there.]",
            ],
            run.Errors.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("sfr.xlsm", "may hold macros, and is not opened. [Save it as .xlsx.]")]
    [InlineData("sfr.xls", "is in the format of Excel 97, which is not read. [Save it as .xlsx or .ods.]")]
    [InlineData("sfr.zip", "is packed, and is not unpacked here. [Unpack it, and look at what was in it.]")]
    public async Task A_format_that_is_not_read_is_told_with_what_to_do(string name, string expected)
    {
        using var data = new TestData().With(name, "x").With("t.csv", "n\n1\n");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal($"content/datasets/{name}:1:1: error DM224: \"content/datasets/{name}\" {expected}", run.Found);
    }
}
