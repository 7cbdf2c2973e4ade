using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>A data file that was made to harm, and what the author is told of it.</summary>
/// <param name="Code">Of the finding.</param>
/// <param name="Reason">Part of its message.</param>
internal sealed record HostileFile(string Name, string Code, string Reason, Func<byte[]> Make)
{
    private static readonly string LongText = new('x', 32_000);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<HostileFile> All =
    [
        new(
            "bomb.xlsx",
            "DM244",
            "unpacks to more than 100 times its size",
            () => Honest().Add("padding.xml", new byte[64 << 20]).ToBytes()
        ),
        new("claims-gigabytes.xlsx", "DM244", "unpacks to more than 500 MB", () => Claiming(Honest(), 4_000_000_000)),
        new("claims-less.xlsx", "DM245", "damaged", () => Claiming(Honest(), 60)),
        new(
            "entities.xlsx",
            "DM244",
            "document type declaration",
            () =>
                Honest()
                    .Add(
                        "xl/worksheets/sheet1.xml",
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>&e;</worksheet>"
                    )
                    .ToBytes()
        ),
        new(
            "entities.ods",
            "DM244",
            "document type declaration",
            () =>
                OdsFile.WithTables("").Add("content.xml", OdsFile.Content("", "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">")).ToBytes()
        ),
        new(
            "one-text-in-many-cells.xlsx",
            "DM221",
            "16 MB of text in cells of more than 1024 bytes",
            () =>
                XlsxFile
                    .WithSheetXml(
                        "<row><c><v>1</v></c><c><v>2</v></c></row>" + Repeated("<row><c t=\"s\"><v>0</v></c><c><v>1</v></c></row>", 20_000)
                    )
                    .Add("xl/sharedStrings.xml", $"<sst xmlns=\"{XlsxFile.Main}\"><si><t>{LongText}</t></si></sst>")
                    .ToBytes()
        ),
        new(
            "one-row-many-times.ods",
            "DM221",
            "16 MB of text in cells of more than 1024 bytes",
            () => Sheet($"{OdsFile.Row("", "a", "b")}{OdsFile.Row("table:number-rows-repeated=\"1048575\"", LongText, "b")}")
        ),
        new(
            "one-text-in-a-row.xlsx",
            "DM221",
            "16 MB of text in cells of more than 1024 bytes",
            () =>
                XlsxFile
                    .WithSheetXml(
                        $"<row>{Repeated("<c><v>1</v></c>", 16_384)}</row><row>{Repeated("<c t=\"s\"><v>0</v></c>", 16_384)}</row>"
                    )
                    .Add("xl/sharedStrings.xml", $"<sst xmlns=\"{XlsxFile.Main}\"><si><t>{LongText}</t></si></sst>")
                    .ToBytes()
        ),
        new(
            "one-text-in-the-header.xlsx",
            "DM244",
            "a cell of more than 1,000 characters",
            () =>
                XlsxFile
                    .WithSheetXml($"<row>{Repeated("<c t=\"s\"><v>0</v></c>", 16_384)}</row><row><c><v>1</v></c></row>")
                    .Add("xl/sharedStrings.xml", $"<sst xmlns=\"{XlsxFile.Main}\"><si><t>{LongText}</t></si></sst>")
                    .ToBytes()
        ),
        new(
            "short-texts.ods",
            "DM221",
            "96 MB of text",
            () => Sheet($"{OdsFile.Row("", "a", "b")}{OdsFile.Row("table:number-rows-repeated=\"1048575\"", new string('x', 1_000), "b")}")
        ),
        new(
            "one-cell-many-times.ods",
            "DM244",
            "repeats more than 20,000,000 cells",
            () =>
                Sheet(
                    "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" "
                        + "office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
                )
        ),
        new(
            "shared-texts.xlsx",
            "DM244",
            "shared texts",
            () =>
                Honest().Add("xl/sharedStrings.xml", "<sst/>" + new string(' ', 65 << 20)).Add("media/noise.png", Noise(3 << 20)).ToBytes()
        ),
        new(
            "long-cell.xlsx",
            "DM244",
            "longer than 1 MB",
            () => XlsxFile.WithSheetXml($"<row><c t=\"inlineStr\"><is><t>{new string('x', 2 << 20)}</t></is></c></row>").ToBytes()
        ),
        new("deep.ods", "DM244", "nested too deeply", () => OdsFile.WithTables(Repeated("<x>", 100_000)).ToBytes()),
        new(
            "merges.xlsx",
            "DM244",
            "merged areas",
            () =>
                XlsxFile
                    .WithSheetXml(
                        "<row><c><v>1</v></c></row>",
                        after: $"<mergeCells>{string.Concat(Enumerable.Range(1, 100_001).Select(i => $"<mergeCell ref=\"A{i}:B{i}\"/>"))}</mergeCells>"
                    )
                    .ToBytes()
        ),
        new(
            "wide.xlsx",
            "DM245",
            "more than 16,384 columns",
            () =>
                XlsxFile
                    .WithSheetXml($"<row>{Repeated("<c><v>1</v></c>", 1_000_000)}</row>")
                    .Add("media/noise.png", Noise(3 << 20))
                    .ToBytes()
        ),
        new(
            "nested.xlsx",
            "DM244",
            "another archive",
            () => Honest().Add("xl/embeddings/inner.bin", new TestZip().Add("x", "y").ToBytes()).ToBytes()
        ),
        new("macros.xlsx", "DM244", "macros", () => Honest().Add("xl/vbaProject.bin", "x").ToBytes()),
        new("encrypted.xlsx", "DM244", "encrypted", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2048]]),
        new(
            "linked.xlsx",
            "DM251",
            "comes from another file",
            () => XlsxFile.Write(new TestSheet("s", ["a", "b"], ["x", new Formula("[1]Sheet1!A1", 5L)]))
        ),
        new(
            "many-parts.ods",
            "DM244",
            "more than 5,000 parts",
            () => Enumerable.Range(0, 5_001).Aggregate(OdsFile.WithTables(""), (zip, i) => zip.AddAgain($"p{i}", "")).ToBytes()
        ),
        new("line.csv", "DM258", "longer than 16 MB", () => Encoding.ASCII.GetBytes("a,b\n" + new string('x', 64 << 20))),
        new("unclosed.csv", "DM221", "a quote is not closed", () => Encoding.ASCII.GetBytes("a,b\n1,\"" + Repeated("2,3\n", 10 << 20))),
        new("columns.csv", "DM221", "at most 10000 are read", () => Encoding.ASCII.GetBytes(new string(',', 1_000_000) + "\n")),
        new("nul.csv", "DM258", "NUL byte", () => "a,b\n1,\0\n"u8.ToArray()),
        new("mixed.csv", "DM256", "mixes encodings", () => [.. "a,b\ncafé,1\ncaf"u8, 0xE9, .. ",2\n"u8]),
        new("deep.json", "DM221", "maximum configured depth", () => Encoding.ASCII.GetBytes("[{\"a\":" + new string('[', 100_000))),
        new(
            "long.json",
            "DM221",
            "a row is longer than 16 MB",
            () => Encoding.ASCII.GetBytes("[{\"a\":\"" + new string('x', 20 << 20) + "\"}]")
        ),
        new(
            "keys.json",
            "DM221",
            "more than 10000 different keys",
            () => Encoding.ASCII.GetBytes("[" + string.Join(',', Enumerable.Range(0, 10_001).Select(i => $"{{\"k{i}\":1}}")) + "]")
        ),
        new("surrogate.json", "DM221", "a text is no Unicode", () => Encoding.ASCII.GetBytes("[{\"a\": \"\\ud800\"}]")),
    ];

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(file => file.Name)];

    /// <summary>The file of a name.</summary>
    public static HostileFile Find(string name) => All.First(file => file.Name == name);

    /// <summary>The name of its table in SQL.</summary>
    public string Table => Datamonger.Newsletter.Data.Loading.DatasetCatalog.NameOf(Name);

    private static TestZip Honest() => XlsxFile.Zip([new TestSheet("s", ["a", "b"], ["x", 1])], from1904: false);

    private static byte[] Sheet(string rows) => OdsFile.WithTables($"<table:table table:name=\"s\">{rows}</table:table>").ToBytes();

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    // Random bytes do not pack, so that the archive passes as far as the part in question.
    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private static byte[] Claiming(TestZip zip, uint size)
    {
        var bytes = zip.ToBytes();
        for (var at = 0; bytes.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is >= 0 and var step; at += step + 4)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + step + 24), size);
        return bytes;
    }
}
