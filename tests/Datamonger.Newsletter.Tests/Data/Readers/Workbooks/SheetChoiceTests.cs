using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

public sealed class SheetChoiceTests
{
    public static TheoryData<string> Formats => WorkbookFormat.Both;

    private static TestSheet[] Sheets =>
        [
            new TestSheet("Hidden", ["a", "b"], ["hidden", 0]) { Hidden = true },
            new TestSheet("Empty", [null], [new Formatted()]),
            new TestSheet("Table 1", ["a", "b"], ["first", 1]),
            new TestSheet("2", ["a", "b"], ["second", 2]),
        ];

    [Theory, MemberData(nameof(Formats))]
    public void Takes_the_first_that_holds_anything_and_says_so(string format)
    {
        var reading = WorkbookFormat.Read(format, Sheets);

        Assert.Equal("Table 1", reading.Table.Sheet);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal("DM247", finding.Rule.Code);
        Assert.Contains("\"Hidden\", \"Empty\", \"Table 1\", \"2\"", finding.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xlsx", "Table 1", "first")]
    [InlineData("ods", " table 1 ", "first")]
    [InlineData("xlsx", "3", "first")]
    [InlineData("ods", "3", "first")]
    [InlineData("xlsx", "2", "second")]
    [InlineData("ods", "2", "second")]
    [InlineData("xlsx", "Hidden", "hidden")]
    [InlineData("ods", "1", "hidden")]
    public void Finds_a_sheet_by_name_and_else_by_number(string format, string sheet, string cell)
    {
        var reading = WorkbookFormat.Read(format, Sheets, new DatasetOptions { Sheet = sheet });

        Assert.Empty(reading.Findings);
        Assert.Equal(cell, reading.Rows[0].Cells[0].Text);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Names_the_nearest_sheet_when_there_is_none_of_the_name(string format)
    {
        var reading = WorkbookFormat.Read(format, Sheets, new DatasetOptions { Sheet = "Tabel 1" });

        var finding = Assert.Single(reading.Findings);
        Assert.Equal(
            $"content/datasets/datasets.yml:3:5: error DM246: \"content/datasets/table.{format}\" has no sheet \"Tabel 1\".",
            finding.ToString()
        );
        Assert.Equal("Did you mean \"Table 1\"?", finding.Hint);
    }

    [Fact]
    public void Copies_of_other_files_sheets_are_no_sheets()
    {
        var copies = string.Concat(
            Enumerable
                .Range(0, 519)
                .Select(i =>
                    $"<table:table table:name=\"'file:///C:/data/{i}.xls'#Data\" table:print=\"false\"><table:table-source "
                    + $"xlink:href=\"file:///C:/data/{i}.xls\"/>{OdsFile.Row("", "stale", "copy")}</table:table>"
                )
        );
        var real = $"<table:table table:name=\"Real\">{OdsFile.Row("", "a", "b")}{OdsFile.Row("", "x", "y")}</table:table>";

        var first = WorkbookFormat.ReadBytes("ods", OdsFile.WithTables(copies + real).ToBytes());
        Assert.Equal("Real", first.Table.Sheet);
        Assert.Empty(first.Findings);

        var byNumber = WorkbookFormat.ReadBytes(
            "ods",
            OdsFile.WithTables(copies + real + copies).ToBytes(),
            new DatasetOptions { Sheet = "1" }
        );
        Assert.Equal("x|y", byNumber.Texts);
    }
}
