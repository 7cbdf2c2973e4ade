using System.Text;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Loading;

/// <summary>A file that was made to harm is told to the author as any other that cannot be read, and the build goes on.</summary>
public sealed class HostileFilesTests
{
    private static readonly string LongText = new('x', 32_000);

    public static TheoryData<string, string, string> Files => new()
    {
        { "bomb.xlsx", "DM244", "unpacks to more than 100 times its size" },
        { "entities.xlsx", "DM244", "document type declaration" },
        { "entities.ods", "DM244", "document type declaration" },
        { "one-text-in-many-cells.xlsx", "DM221", "more than 96 MB of text" },
        { "one-row-many-times.ods", "DM221", "more than 96 MB of text" },
        { "wide.xlsx", "DM245", "more than 16,384 columns" },
        { "nested.xlsx", "DM244", "another archive" },
        { "macros.xlsx", "DM244", "macros" },
        { "encrypted.xlsx", "DM244", "encrypted" },
        { "linked.xlsx", "DM251", "comes from another file" },
        { "many-parts.ods", "DM244", "more than 5,000 parts" },
        { "line.csv", "DM258", "longer than 16 MB" },
        { "columns.csv", "DM221", "at most 10000 are read" },
        { "nul.csv", "DM258", "NUL byte" },
        { "mixed.csv", "DM256", "mixes encodings" },
        { "deep.json", "DM221", "maximum configured depth" },
        { "long.json", "DM221", "a row is longer than 16 MB" },
        { "keys.json", "DM221", "more than 10000 different keys" },
        { "surrogate.json", "DM221", "a text is no Unicode" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task It_is_refused_with_its_reason(string name, string code, string reason)
    {
        using var data = new TestData().With(name, Make(name));
        var table = Datamonger.Newsletter.Data.DatasetCatalog.NameOf(name);
        var run = await data.RunAsync($"```sql q\n--| allow_empty: true\nselect * from {table}\n```\n");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith($"content/datasets/{name}:", error, StringComparison.Ordinal);
        Assert.Contains($"error {code}: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_million_quotes_are_a_table()
    {
        using var data = new TestData().With("quotes.csv", "a,b\n" + string.Concat(Enumerable.Repeat($"\"{new string('"', 2000)}\",1\n", 5_000)));
        Assert.Equal("rows:Integer length:Integer | 5000 1000", TableText.Of(await data.QueryAsync("select count(*) as rows, max(length(a)) as length from quotes")));
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
        using (var process = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder, "pipe.csv")])) await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var run = await data.RunAsync("```sql q\nselect * from honest\n```\n");

        Assert.Equal("n:Integer | 1", TableText.Of(run["q"]));
        Assert.Equal(
            [
                "content/datasets/folder.csv:1:1: error DM224: \"content/datasets/folder.csv\" is a folder.",
                "content/datasets/nowhere.csv:1:1: error DM224: \"content/datasets/nowhere.csv\" is a link; links are not followed. [Put the file itself there.]",
                "content/datasets/passwd.csv:1:1: error DM224: \"content/datasets/passwd.csv\" is a link; links are not followed. [Put the file itself there.]",
                "content/datasets/pipe.csv:1:1: error DM224: \"content/datasets/pipe.csv\" is empty or no regular file.",
                "content/datasets/zero.csv:1:1: error DM224: \"content/datasets/zero.csv\" is a link; links are not followed. [Put the file itself there.]",
            ],
            run.Errors.Order(StringComparer.Ordinal));
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

    private static byte[] Make(string name) => name switch
    {
        "bomb.xlsx" => Honest().Add("padding.xml", new byte[64 << 20]).ToBytes(),
        "entities.xlsx" => Honest().Add("xl/worksheets/sheet1.xml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>&e;</worksheet>").ToBytes(),
        "entities.ods" => OdsFile.WithTables("").Add("content.xml", OdsFile.Content("", "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">")).ToBytes(),
        "one-text-in-many-cells.xlsx" => XlsxFile.WithSheetXml(string.Concat(Enumerable.Repeat("<row><c t=\"s\"><v>0</v></c><c><v>1</v></c></row>", 20_000))).Add("xl/sharedStrings.xml", $"<sst xmlns=\"{XlsxFile.Main}\"><si><t>{LongText}</t></si></sst>").ToBytes(),
        "one-row-many-times.ods" => OdsFile.WithTables($"<table:table table:name=\"s\">{OdsFile.Row("", "a", "b")}{OdsFile.Row("table:number-rows-repeated=\"1048575\"", LongText, "b")}</table:table>").ToBytes(),
        "wide.xlsx" => XlsxFile.WithSheetXml($"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 100_000))}</row>").ToBytes(),
        "nested.xlsx" => Honest().Add("xl/embeddings/inner.bin", new TestZip().Add("x", "y").ToBytes()).ToBytes(),
        "macros.xlsx" => Honest().Add("xl/vbaProject.bin", "x").ToBytes(),
        "encrypted.xlsx" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2048]],
        "linked.xlsx" => XlsxFile.Write(new TestSheet("s", ["a", "b"], ["x", new Formula("[1]Sheet1!A1", 5L)])),
        "many-parts.ods" => Enumerable.Range(0, 5_001).Aggregate(OdsFile.WithTables(""), (zip, i) => zip.AddAgain($"p{i}", "")).ToBytes(),
        "line.csv" => Encoding.ASCII.GetBytes("a,b\n" + new string('x', 64 << 20)),
        "columns.csv" => Encoding.ASCII.GetBytes(new string(',', 1_000_000) + "\n"),
        "nul.csv" => "a,b\n1,\0\n"u8.ToArray(),
        "mixed.csv" => [.. "a,b\ncafé,1\ncaf"u8, 0xE9, .. ",2\n"u8],
        "deep.json" => Encoding.ASCII.GetBytes("[{\"a\":" + new string('[', 100_000)),
        "long.json" => Encoding.ASCII.GetBytes("[{\"a\":\"" + new string('x', 20 << 20) + "\"}]"),
        "keys.json" => Encoding.ASCII.GetBytes("[" + string.Join(',', Enumerable.Range(0, 10_001).Select(i => $"{{\"k{i}\":1}}")) + "]"),
        "surrogate.json" => Encoding.ASCII.GetBytes("[{\"a\": \"\\ud800\"}]"),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static TestZip Honest() => XlsxFile.Zip([new TestSheet("s", ["a", "b"], ["x", 1])], from1904: false);
}
