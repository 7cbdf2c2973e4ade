using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

public sealed class XlsxRawReaderTests
{
    private const string Header =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row>";

    private static Reading Read(string rows, string before = "", string after = "") =>
        WorkbookFormat.ReadBytes("xlsx", XlsxFile.WithSheetXml(Header + rows, before, after).ToBytes());

    [Fact]
    public void Dates_may_be_counted_from_1904()
    {
        var sheet = new TestSheet("s", ["a", "b"], [new DateOnly(2016, 3, 31), new DateTime(2016, 2, 29, 23, 59, 59)]);

        Assert.Equal("2016-03-31|2016-02-29T23:59:59", WorkbookFormat.ReadBytes("xlsx", XlsxFile.Write1904(sheet)).Texts);
    }

    [Theory]
    [InlineData("1", "1900-01-01")]
    [InlineData("59", "1900-02-28")]
    [InlineData("61", "1900-03-01")]
    [InlineData("42460", "2016-03-31")]
    [InlineData("42460.395833333336", "2016-03-31T09:30:00")]
    [InlineData("2958465", "9999-12-31")]
    public void Days_are_counted_as_the_spreadsheet_counts_them(string stored, string expected)
    {
        Assert.Equal(expected + "|", Read($"<row r=\"2\"><c r=\"A2\" s=\"2\"><v>{stored}</v></c></row>").Texts);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("-1")]
    [InlineData("2958466")]
    public void A_day_that_never_was_is_reported(string stored)
    {
        Assert.Equal(["DM259"], Read($"<row r=\"2\"><c r=\"A2\" s=\"2\"><v>{stored}</v></c><c r=\"B2\"><v>1</v></c></row>").Codes);
    }

    [Fact]
    public void A_time_without_a_day_is_a_text()
    {
        Assert.Equal(
            "09:30:00|36:00:00",
            Read("<row r=\"2\"><c r=\"A2\" s=\"7\"><v>0.39583333333333331</v></c><c r=\"B2\" s=\"7\"><v>1.5</v></c></row>").Texts
        );
    }

    [Fact]
    public void The_size_that_a_sheet_declares_is_not_believed()
    {
        var reading = Read(
            "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row>",
            "<dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"1024\"/></cols>"
        );

        Assert.Equal("a|b", reading.Header);
        Assert.Equal("1|2", reading.Texts);
    }

    [Fact]
    public void One_cell_in_the_last_row_costs_no_more_than_one_row()
    {
        var reading = Read("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1048576\"><c r=\"B1048576\"><v>2</v></c></row>");

        Assert.Equal("1|\n|2", reading.Texts);
        Assert.Equal(1_048_576, reading.Rows[1].Number);
    }

    [Fact]
    public void Rows_and_cells_without_references_follow_one_another()
    {
        Assert.Equal("1|2\n|3", Read("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>").Texts);
    }

    [Fact]
    public void Names_may_have_any_prefix_and_parts_any_name()
    {
        var zip = new TestZip()
            .Add(
                "_rels/.rels",
                $"<Relationships><Relationship Id=\"r\" "
                    + $"Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
                    + $"Target=\"/book/main.xml\"/></Relationships>"
            )
            .Add(
                "book/main.xml",
                "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
                    + "xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><x:sheets><x:sheet name=\"Strict\" "
                    + "sheetId=\"7\" q:id=\"z\"/></x:sheets></x:workbook>"
            )
            .Add(
                "book/_rels/main.xml.rels",
                "<Relationships><Relationship Id=\"z\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" "
                    + "Target=\"/deep/one.xml\"/></Relationships>"
            )
            .Add(
                "deep\\one.xml",
                $"<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>{"<row r=\"1\"><c t=\"inlineStr\"><is><t>a</t></is></c></row><row r=\"2\"><c t=\"d\"><v>2016-03-31</v></c></row>".Replace("</", "</x:", StringComparison.Ordinal).Replace("<", "<x:", StringComparison.Ordinal).Replace("<x:/x:", "</x:", StringComparison.Ordinal)}</x:sheetData></x:worksheet>"
            );

        var reading = WorkbookFormat.ReadBytes("xlsx", zip.ToBytes());

        Assert.Equal("Strict", reading.Table.Sheet);
        Assert.Equal("2016-03-31", reading.Texts);
        Assert.Equal(new DateOnly(2016, 3, 31), reading.Values(0)[0]);
    }

    [Fact]
    public void A_formula_filled_down_from_another_file_is_found_in_every_cell()
    {
        var reading = Read(
            "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2:A3\" si=\"0\">[1]x!A1</f><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><f "
                + "t=\"shared\" si=\"0\"/><v>2</v></c></row>"
        );

        Assert.Equal(["DM251", "DM251"], reading.Codes);
    }

    [Fact]
    public void Phonetic_hints_are_no_text_and_escaped_characters_are_read()
    {
        Assert.Equal(
            "東京|a\tb_x0000_",
            Read(
                "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><r><t>東京</t></r><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></is></c><c "
                    + "r=\"B2\" t=\"inlineStr\"><is><t>a_x0009_b_x0000_</t></is></c></row>"
            ).Texts
        );
    }

    [Theory]
    [InlineData("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>99</v></c></row>", "DM259")]
    [InlineData("<row r=\"2\"><c r=\"A2\"><v>one</v></c></row>", "DM259")]
    [InlineData("<row r=\"2\"><c r=\"A2\"><v>NaN</v></c></row>", "DM259")]
    [InlineData("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>", "DM245")]
    [InlineData("<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>", "DM245")]
    [InlineData("<row r=\"2\"><c r=\"7\"><v>1</v></c></row>", "DM245")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "DM245")]
    [InlineData("<row r=\"1048577\"><c r=\"A1\"><v>1</v></c></row>", "DM245")]
    [InlineData("<row r=\"2\"><c r=\"A2\"><v>1</c></row>", "DM245")]
    public void A_sheet_that_is_wrong_is_reported_and_never_read_half(string rows, string code)
    {
        Assert.Contains(code, Read(rows).Codes);
    }

    [Theory]
    [InlineData("dd/mm/yyyy", "2016-03-31")]
    [InlineData("mmm\\-yy", "2016-03-31")]
    [InlineData("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2016-03-31")]
    [InlineData("d\"th\" mmm", "2016-03-31")]
    [InlineData("yyyy\\-mm\\-dd hh:mm", "2016-03-31")]
    [InlineData("[h]:mm", "1019040:00:00")]
    [InlineData("General", "42460")]
    [InlineData("#,##0.00", "42460")]
    [InlineData("0.00E+00", "42460")]
    [InlineData("[Red]#,##0;-#,##0", "42460")]
    [InlineData("\"days\" 0", "42460")]
    [InlineData("_-* #,##0_-;\\-* #,##0_-", "42460")]
    [InlineData("0.0%", "4246000%")]
    [InlineData("000000", "042460")]
    [InlineData("\"£\"#,##0", "42460")]
    public void The_number_format_says_what_a_number_is(string format, string expected)
    {
        var zip = XlsxFile.WithSheetXml(Header + "<row r=\"2\"><c r=\"A2\" s=\"0\"><v>42460</v></c></row>");
        zip.Add(
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{XlsxFile.Main}\"><numFmts><numFmt numFmtId=\"170\" "
                + $"formatCode=\"{System.Security.SecurityElement.Escape(format)}\"/></numFmts><cellXfs><xf "
                + $"numFmtId=\"170\"/></cellXfs></styleSheet>"
        );

        Assert.Equal(expected + "|", WorkbookFormat.ReadBytes("xlsx", zip.ToBytes()).Texts);
    }

    [Fact]
    public void Chart_sheets_have_no_cells()
    {
        var zip = XlsxFile.Zip([new TestSheet("Chart"), new TestSheet("Data", ["a", "b"], [1, 2])], from1904: false);
        zip.Add(
            "xl/_rels/workbook.xml.rels",
            $"<Relationships><Relationship Id=\"rId1\" Type=\"{XlsxFile.Links}/chartsheet\" "
                + $"Target=\"chartsheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{XlsxFile.Links}/worksheet\" "
                + $"Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rIdT\" Type=\"{XlsxFile.Links}/sharedStrings\" "
                + $"Target=\"sharedStrings.xml\"/></Relationships>"
        );

        var reading = WorkbookFormat.ReadBytes("xlsx", zip.ToBytes(), new DatasetOptions { Sheet = "1" });

        Assert.Equal("Data", reading.Table.Sheet);
        Assert.Equal("1|2", reading.Texts);
    }
}
