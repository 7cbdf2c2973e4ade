using System.Buffers.Binary;
using System.Text;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

/// <summary>
/// A workbook from nobody knows where may be made to exhaust the machine, or to read what it must not. It is refused before that.
/// </summary>
public sealed class HostileWorkbookTests
{
    public static TheoryData<string> Formats => WorkbookFormat.Both;

    private static TestZip Honest(string format) =>
        format == "xlsx"
            ? XlsxFile.Zip([new TestSheet("s", ["a", "b"], ["x", 1])], from1904: false)
            : OdsFile.WithTables($"<table:table table:name=\"s\">{OdsFile.Row("", "a", "b")}{OdsFile.Row("", "x", "1")}</table:table>");

    private static void AssertRefused(Reading reading, string code, string message)
    {
        var finding = Assert.Single(reading.Findings);
        Assert.Equal(code, finding.Rule.Code);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Empty(reading.Table.Header);
        Assert.Empty(reading.Rows);
    }

    [Theory, MemberData(nameof(Formats))]
    public void The_honest_twin_is_read(string format)
    {
        var reading = WorkbookFormat.ReadBytes(format, Honest(format).ToBytes());

        Assert.Empty(reading.Findings);
        Assert.Equal("x|1", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_part_that_unpacks_to_a_hundred_times_its_size(string format)
    {
        var bytes = Honest(format).Add("padding.xml", new byte[20 << 20]).ToBytes();

        AssertRefused(WorkbookFormat.ReadBytes(format, bytes), "DM244", "unpacks to more than 100 times");
    }

    [Theory, MemberData(nameof(Formats))]
    public void Parts_that_claim_gigabytes(string format)
    {
        var bytes = Honest(format).ToBytes();
        SetUnpackedSize(bytes, 4_000_000_000);

        AssertRefused(WorkbookFormat.ReadBytes(format, bytes), "DM244", "unpacks to more than 500 MB");
    }

    [Theory, MemberData(nameof(Formats))]
    public void Parts_that_claim_less_than_they_unpack_to(string format)
    {
        var bytes = Honest(format).ToBytes();
        SetUnpackedSize(bytes, 60);

        var reading = WorkbookFormat.ReadBytes(format, bytes);

        Assert.Contains(Assert.Single(reading.Findings).Rule.Code, (string[])["DM244", "DM245"]);
        Assert.Empty(reading.Rows);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Thousands_of_parts(string format)
    {
        var zip = Honest(format);
        for (var i = 0; i < 5_001; i++)
            zip.AddAgain($"p{i}", "");

        AssertRefused(WorkbookFormat.ReadBytes(format, zip.ToBytes()), "DM244", "more than 5,000 parts");
    }

    [Theory]
    [InlineData("../../etc/cron.d/x", "leads outside")]
    [InlineData("xl\\..\\..\\x", "leads outside")]
    [InlineData("C:/x", "leads outside")]
    [InlineData("xl/vbaProject.bin", "macros")]
    [InlineData("xl/macrosheets/sheet1.xml", "macros")]
    [InlineData("Basic/Standard/Module1.xml", "macros")]
    [InlineData("Scripts/python/x.py", "macros")]
    [InlineData("inner.zip", "another archive")]
    [InlineData("xl/embeddings/Workbook1.xlsx", "another archive")]
    public void Parts_that_a_workbook_of_figures_does_not_have(string part, string message)
    {
        foreach (var format in new[] { "xlsx", "ods" })
            AssertRefused(WorkbookFormat.ReadBytes(format, Honest(format).Add(part, "x").ToBytes()), "DM244", message);
    }

    [Theory, MemberData(nameof(Formats))]
    public void An_archive_under_an_innocent_name(string format)
    {
        var inner = new TestZip().Add("x", "y").ToBytes();

        AssertRefused(
            WorkbookFormat.ReadBytes(format, Honest(format).Add("media/image1.png", inner).ToBytes()),
            "DM244",
            "another archive"
        );
    }

    [Theory, MemberData(nameof(Formats))]
    public void Two_parts_of_one_name(string format)
    {
        var part = format == "xlsx" ? "xl/workbook.xml" : "content.xml";

        AssertRefused(WorkbookFormat.ReadBytes(format, Honest(format).AddAgain(part, "<x/>").ToBytes()), "DM244", "two parts of one name");
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">", "x")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>", "&b;")]
    public void Entities(string doctype, string cell)
    {
        var xlsx = Honest("xlsx")
            .Add(
                "xl/worksheets/sheet1.xml",
                $"<?xml version=\"1.0\"?>{doctype}<worksheet><sheetData><row><c "
                    + $"t=\"inlineStr\"><is><t>{cell}</t></is></c></row></sheetData></worksheet>"
            );
        var ods = Honest("ods")
            .Add(
                "content.xml",
                OdsFile.Content(
                    $"<table:table table:name=\"s\"><table:table-row><table:table-cell><text:p>{cell}</text:p></table:table-cell></table:table-row></table:table>",
                    doctype
                )
            );

        AssertRefused(WorkbookFormat.ReadBytes("xlsx", xlsx.ToBytes()), "DM244", "document type declaration");
        AssertRefused(WorkbookFormat.ReadBytes("ods", ods.ToBytes()), "DM244", "document type declaration");
    }

    [Fact]
    public void Encrypted_workbooks()
    {
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2048]];
        AssertRefused(WorkbookFormat.ReadBytes("xlsx", compound), "DM244", "encrypted");

        var ods = Honest("ods")
            .Add(
                "META-INF/manifest.xml",
                "<m:manifest xmlns:m=\"x\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>"
            );
        AssertRefused(WorkbookFormat.ReadBytes("ods", ods.ToBytes()), "DM244", "encrypted");

        var flagged = Honest("xlsx").ToBytes();
        foreach (var entry in DirectoryEntries(flagged))
            flagged[entry + 8] |= 1;
        AssertRefused(WorkbookFormat.ReadBytes("xlsx", flagged), "DM244", "encrypted");
    }

    [Fact]
    public void Rows_of_a_million_columns()
    {
        var cells = new StringBuilder();
        for (var i = 0; i < 1_000_000; i++)
            cells.Append("<c><v>1</v></c>");
        AssertRefused(
            WorkbookFormat.ReadBytes("xlsx", Padded(XlsxFile.WithSheetXml($"<row>{cells}</row>"))),
            "DM245",
            "more than 16,384 columns"
        );

        const string row =
            "<table:table-row><table:table-cell table:number-columns-repeated=\"1000000\" office:value-type=\"float\" "
            + "office:value=\"1\"/></table:table-row>";
        AssertRefused(
            WorkbookFormat.ReadBytes("ods", OdsFile.WithTables($"<table:table table:name=\"s\">{row}</table:table>").ToBytes()),
            "DM245",
            "more than 16,384 columns"
        );
    }

    [Fact]
    public void A_sheet_filled_by_repeating_one_cell()
    {
        const string row =
            "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" "
            + "office:value-type=\"float\" office:value=\"1\"/></table:table-row>";

        AssertRefused(
            WorkbookFormat.ReadBytes("ods", OdsFile.WithTables($"<table:table table:name=\"s\">{row}</table:table>").ToBytes()),
            "DM244",
            "repeats more than 20,000,000 cells"
        );
    }

    [Fact]
    public void A_cell_of_megabytes()
    {
        var text = new string('x', 2 << 20);

        AssertRefused(
            WorkbookFormat.ReadBytes("xlsx", XlsxFile.WithSheetXml($"<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>").ToBytes()),
            "DM244",
            "longer than 1 MB"
        );
        AssertRefused(
            WorkbookFormat.ReadBytes("xlsx", XlsxFile.WithSheetXml($"<row><c r=\"{text}\"/></row>").ToBytes()),
            "DM244",
            "longer than 1 MB"
        );
        AssertRefused(
            WorkbookFormat.ReadBytes("ods", OdsFile.WithTables($"<table:table table:name=\"{text}\"/>").ToBytes()),
            "DM244",
            "longer than 1 MB"
        );
    }

    [Fact]
    public void Elements_nested_without_end()
    {
        var deep = string.Concat(Enumerable.Repeat("<x>", 100_000));

        AssertRefused(
            WorkbookFormat.ReadBytes("xlsx", XlsxFile.WithSheetXml($"<row><c t=\"inlineStr\"><is>{deep}").ToBytes()),
            "DM244",
            "nested too deeply"
        );
        AssertRefused(WorkbookFormat.ReadBytes("ods", OdsFile.WithTables(deep).ToBytes()), "DM244", "nested too deeply");
    }

    [Fact]
    public void Shared_texts_that_would_fill_the_memory()
    {
        var zip = Honest("xlsx");
        zip.Add("xl/sharedStrings.xml", "<sst/>" + new string(' ', 65 << 20));

        AssertRefused(WorkbookFormat.ReadBytes("xlsx", Padded(zip)), "DM244", "shared texts");
    }

    [Fact]
    public void Hundreds_of_thousands_of_merged_areas()
    {
        var merges = string.Concat(Enumerable.Range(1, 100_001).Select(i => $"<mergeCell ref=\"A{i}:B{i}\"/>"));

        AssertRefused(
            WorkbookFormat.ReadBytes(
                "xlsx",
                XlsxFile.WithSheetXml("<row><c><v>1</v></c></row>", after: $"<mergeCells>{merges}</mergeCells>").ToBytes()
            ),
            "DM244",
            "merged areas"
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("la,n\nKent,1\n")]
    [InlineData("<!DOCTYPE html><title>404</title>")]
    public void Files_that_are_no_workbooks(string content)
    {
        foreach (var format in new[] { "xlsx", "ods" })
            Assert.Equal("DM245", Assert.Single(WorkbookFormat.ReadBytes(format, Encoding.UTF8.GetBytes(content)).Findings).Rule.Code);
    }

    [Fact]
    public void One_format_under_the_name_of_the_other()
    {
        AssertRefused(WorkbookFormat.ReadBytes("xlsx", Honest("ods").ToBytes()), "DM245", "OpenDocument");
        AssertRefused(WorkbookFormat.ReadBytes("ods", Honest("xlsx").ToBytes()), "DM245", "XLSX");
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_file_cut_off_or_changed_anywhere_never_throws(string format)
    {
        var honest = Honest(format).ToBytes();
        for (var length = 0; length < honest.Length; length += 7)
            WorkbookFormat.ReadBytes(format, honest[..length]);
        var random = new Random(20170301);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = (byte[])honest.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            WorkbookFormat.ReadBytes(format, bytes);
        }
    }

    // Random bytes do not pack, so that the archive passes as far as the part in question.
    private static byte[] Padded(TestZip zip)
    {
        var noise = new byte[3 << 20];
        new Random(1).NextBytes(noise);
        return zip.Add("media/noise.png", noise).ToBytes();
    }

    private static void SetUnpackedSize(byte[] zip, uint size)
    {
        foreach (var entry in DirectoryEntries(zip))
            BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(entry + 24), size);
    }

    private static IEnumerable<int> DirectoryEntries(byte[] zip)
    {
        for (var at = 0; zip.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is >= 0 and var step; at += step + 4)
            yield return at + step;
    }
}
