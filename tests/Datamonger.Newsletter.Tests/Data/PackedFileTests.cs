using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Datamonger.Newsletter.Tests.Data;

/// <summary>Data files packed with gzip: read as what is in them, or refused with the reason.</summary>
public sealed class PackedFileTests
{
    private const string Query = "```sql q\nselect sum(n) as n from t\n```\n";

    [Theory]
    [InlineData("t.csv.gz", "la,n\nA,1\nB,2\n")]
    [InlineData("T.CSV.GZ", "la;n\nA;1\nB;2\n")]
    [InlineData("t.tsv.gz", "la\tn\nA\t1\nB\t2\n")]
    [InlineData("t.json.gz", "[{\"n\": 1}, {\"n\": 2}]")]
    [InlineData("t.ndjson.gz", "{\"n\": 1}\n{\"n\": 2}\n")]
    [InlineData("t.jsonl.gz", "{\"n\": 1}\n{\"n\": 2}\n")]
    public async Task A_packed_text_file_is_the_table_that_is_in_it(string name, string text)
    {
        using var data = new TestData().With(name, Pack(text));
        var run = await data.RunAsync(Query);
        Assert.Equal("", run.Found);
        Assert.EndsWith(" | 3", TableText.Of(run["q"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_packed_file_has_all_its_rows_and_a_place_for_each_mistake()
    {
        var rows = string.Concat(Enumerable.Range(1, 400_000).Select(i => $"Area {i},{i}\n"));
        using var data = new TestData().With("t.csv.gz", Pack($"la,n\n{rows}Area x,many\n")).Declaring("t: {types: {n: integer}}\n");
        var run = await data.RunAsync(Query);
        Assert.Contains("content/datasets/t.csv.gz:400002", run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_s_file_is_read_too()
    {
        const string gzip = "/bin/gzip";
        Assert.SkipUnless(File.Exists(gzip), "There is no gzip.");
        using var data = new TestData().With("t.csv", "la,n\nA,1\nB,41\n");
        var file = Path.Combine(data.DatasetsDirectory, "t.csv");
        using (var process = Process.Start(gzip, [file]))
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var run = await data.RunAsync(Query);
        Assert.EndsWith(" | 42", TableText.Of(run["q"]), StringComparison.Ordinal);
    }

    // What the standard library's reader takes for whole, too.
    [Theory]
    [InlineData("cut in the middle")]
    [InlineData("cut before its end mark")]
    [InlineData("cut in its end mark")]
    [InlineData("followed by something else")]
    [InlineData("two in one")]
    [InlineData("with a changed byte")]
    [InlineData("plain text")]
    [InlineData("of a size that would fill the disk")]
    public async Task A_packed_file_that_is_not_whole_is_refused(string what)
    {
        var whole = Pack("la,n\n" + string.Concat(Enumerable.Range(1, 5_000).Select(i => $"Area {i},{i * 7919 % 1000}\n")));
        byte[] bytes = what switch
        {
            "cut in the middle" => whole[..(whole.Length / 2)],
            "cut before its end mark" => whole[..^8],
            "cut in its end mark" => whole[..^4],
            "followed by something else" => [.. whole, 1, 2, 3, 4],
            "two in one" => [.. whole, .. Pack("B,1\n")],
            "with a changed byte" => [.. whole[..2_000], (byte)(whole[2_000] ^ 0x55), .. whole[2_001..]],
            "plain text" => Encoding.UTF8.GetBytes("la,n\nA,1\n"),
            _ => Pack(new string('1', 40_000_000)),
        };
        using var data = new TestData().With("t.csv.gz", bytes);
        var run = await data.RunAsync(Query);
        Assert.Contains("DM", Assert.Single(run.Errors), StringComparison.Ordinal);
        Assert.Contains("content/datasets/t.csv.gz", run.Found, StringComparison.Ordinal);
    }

    internal static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
