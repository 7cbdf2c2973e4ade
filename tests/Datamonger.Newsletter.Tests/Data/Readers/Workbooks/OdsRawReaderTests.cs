using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

public sealed class OdsRawReaderTests
{
    private const string Head = "<table:table table:name=\"s\">";
    private const string Tail = "</table:table>";

    private static Reading Read(string rows, DatasetOptions? options = null) =>
        WorkbookFormat.ReadBytes("ods", OdsFile.WithTables(Head + OdsFile.Row("", "a", "b") + rows + Tail).ToBytes(), options);

    [Fact]
    public void A_row_repeated_to_the_end_of_the_sheet_is_read_so_often()
    {
        var dataset = new Dataset("t", "content/datasets/t.ods", default);
        var bytes = OdsFile
            .WithTables(Head + OdsFile.Row("", "a", "b") + OdsFile.Row("table:number-rows-repeated=\"1048575\"", "x", "y") + Tail)
            .ToBytes();
        var bag = new Newsletter.Diagnostics.DiagnosticBag();
        var table = new Newsletter.Data.Reading.Formats.Workbooks.Ods.OdsRawReader().Read(
            dataset,
            new MemoryStream(bytes),
            bag,
            CancellationToken.None
        );

        Assert.Equal(1_048_575, table.Rows.Count());
        Assert.Equal(1_048_576, table.Rows.Last().Number);
        Assert.Empty(bag.ToImmutable());
    }

    [Fact]
    public void Empty_cells_and_rows_repeated_to_the_end_of_the_sheet_are_nothing()
    {
        var reading = Read(
            "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell><table:table-cell "
                + "table:number-columns-repeated=\"16383\"/></table:table-row>"
                + "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell "
                + "table:number-columns-repeated=\"16384\"/></table:table-row>"
                + OdsFile.Row("", "last", "row")
        );

        Assert.Equal("x|\nlast|row", reading.Texts);
        Assert.Equal(1_048_576, reading.Rows[1].Number);
    }

    [Fact]
    public void A_cell_repeated_to_the_right_is_read_so_often()
    {
        var reading = Read(
            "<table:table-row><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" "
                + "office:value=\"5\"><text:p>5</text:p></table:table-cell></table:table-row>"
        );

        Assert.Equal("5|5", reading.Texts);
    }

    [Fact]
    public void Rows_in_groups_and_header_rows_are_rows()
    {
        var bytes = OdsFile
            .WithTables(
                Head
                    + "<table:table-header-rows>"
                    + OdsFile.Row("", "a", "b")
                    + "</table:table-header-rows><table:table-row-group><table:table-row-group>"
                    + OdsFile.Row("", "1", "2")
                    + "</table:table-row-group>"
                    + OdsFile.Row("", "3", "4")
                    + "</table:table-row-group>"
                    + Tail
            )
            .ToBytes();

        Assert.Equal("1|2\n3|4", WorkbookFormat.ReadBytes("ods", bytes).Texts);
    }

    [Fact]
    public void Comments_pictures_and_embedded_tables_are_no_text()
    {
        var reading = Read(
            """
            <table:table-row>
              <table:table-cell office:value-type="string">
                <office:annotation><text:p>a comment</text:p></office:annotation>
                <text:p>x <text:a xlink:href="https://example.org">link</text:a><text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note></text:p>
                <draw:frame><draw:object><table:table><table:table-row><table:table-cell><text:p>embedded</text:p></table:table-cell></table:table-row></table:table></draw:object></draw:frame>
              </table:table-cell>
              <table:table-cell office:value-type="string"><text:p>y</text:p></table:table-cell>
            </table:table-row>
            """
        );

        Assert.Equal("x link|y", reading.Texts);
    }

    [Fact]
    public void Tables_inside_a_sheet_are_no_sheets()
    {
        const string shape =
            "<table:shapes><draw:frame><draw:object><table:table "
            + "table:name=\"embedded\"><table:table-row><table:table-cell><text:p>no</text:p></table:table-cell></table:table-row></table:table></draw:object></draw:frame></table:shapes>";
        var bytes = OdsFile
            .WithTables(
                $"<table:table table:name=\"one\">{shape}{OdsFile.Row("", "a", "b")}{OdsFile.Row("", "1", "2")}</table:table><table:table table:name=\"two\">{OdsFile.Row("", "a", "b")}{OdsFile.Row("", "3", "4")}</table:table>"
            )
            .ToBytes();

        Assert.Equal("3|4", WorkbookFormat.ReadBytes("ods", bytes, new DatasetOptions { Sheet = "2" }).Texts);
    }

    [Fact]
    public void What_a_merged_cell_covers_is_not_read()
    {
        var reading = Read(
            "<table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\" "
                + "office:value-type=\"string\"><text:p>seen</text:p></table:table-cell><table:covered-table-cell "
                + "office:value-type=\"float\" office:value=\"9\"><text:p>9</text:p></table:covered-table-cell></table:table-row>"
                + OdsFile.Row("", "x", "y")
        );

        Assert.Equal("seen|\nx|y", reading.Texts);
    }

    [Theory]
    [InlineData("2016-03-31", "2016-03-31")]
    [InlineData("2016-03-31T00:00:00", "2016-03-31")]
    [InlineData("2016-03-31T00:00:00Z", "2016-03-31")]
    [InlineData("2016-03-31T09:30:00.250000000", "2016-03-31T09:30:00.250")]
    [InlineData("2016-03-31T23:30:00-11:00", "2016-03-31T23:30:00")]
    public void A_date_is_its_day_whatever_the_time_zone(string stored, string expected)
    {
        var reading = Read(
            $"<table:table-row><table:table-cell office:value-type=\"date\" "
                + $"office:date-value=\"{stored}\"><text:p>31/03/16</text:p></table:table-cell><table:table-cell "
                + $"office:value-type=\"time\" office:time-value=\"PT09H30M00S\"/></table:table-row>"
        );

        Assert.Equal(expected + "|09:30:00", reading.Texts);
    }

    [Theory]
    [InlineData("float", "office:value=\"many\"")]
    [InlineData("date", "office:date-value=\"31/03/2016\"")]
    [InlineData("float", "office:value=\"INF\"")]
    public void A_value_that_is_none_is_reported(string type, string value)
    {
        var reading = Read(
            $"<table:table-row><table:table-cell office:value-type=\"{type}\" "
                + $"{value}><text:p>?</text:p></table:table-cell></table:table-row>"
        );

        Assert.Contains("DM259", reading.Codes);
    }

    [Theory]
    [InlineData("table:number-rows-repeated=\"0\"")]
    [InlineData("table:number-rows-repeated=\"-1\"")]
    [InlineData("table:number-rows-repeated=\"1048577\"")]
    [InlineData("table:number-rows-repeated=\"99999999999999999999\"")]
    [InlineData("table:number-rows-repeated=\"1048576\"")]
    public void More_rows_than_a_sheet_has_are_refused(string attribute)
    {
        var reading = Read(OdsFile.Row(attribute, "x", "y"));

        Assert.Equal(["DM245"], reading.Codes);
        Assert.Empty(reading.Rows);
    }
}
