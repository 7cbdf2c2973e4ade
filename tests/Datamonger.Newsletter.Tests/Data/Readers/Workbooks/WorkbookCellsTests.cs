using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

public sealed class WorkbookCellsTests
{
    public static TheoryData<string> Formats => WorkbookFormat.Both;

    [Theory, MemberData(nameof(Formats))]
    public void Keeps_what_the_file_says_of_each_value(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet(
                "Data",
                ["name", "count", "rate", "share", "day", "moment", "confirmed"],
                ["Lambeth", 460, 78.1, new Percent(0.781m), new DateOnly(2016, 3, 31), new DateTime(2017, 3, 23, 9, 30, 0), true]
            )
        );

        Assert.Empty(reading.Findings);
        Assert.Equal("name|count|rate|share|day|moment|confirmed", reading.Header);
        Assert.Equal("Lambeth|460|78.1|78.1%|2016-03-31|2017-03-23T09:30:00|true", reading.Texts);
        Assert.Equal([null, 460L, 78.1m, 0.781m, new DateOnly(2016, 3, 31), new DateTime(2017, 3, 23, 9, 30, 0), true], reading.Values(0));
        Assert.Equal("Data", reading.Table.Sheet);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_number_is_what_the_spreadsheet_shows_not_what_binary_fractions_make_of_it(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet("s", ["a", "b", "c", "d", "e"], [78.099999999999994, 0.1 + 0.2, 1e20, -0.00005, 1e-300])
        );

        Assert.Equal("78.1|0.3|100000000000000000000|-0.00005|1E-300", reading.Texts);
        Assert.Equal([78.1m, 0.3m, 1e20m, -0.00005m, 1e-300], reading.Values(0));
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_text_that_looks_like_a_number_stays_a_text(string format)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("s", ["code", "places", "year"], ["00123", "54,870", "2015/16"]));

        Assert.Equal("00123|54,870|2015/16", reading.Texts);
        Assert.All(reading.Values(0), Assert.Null);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_number_shown_with_leading_zeros_is_a_code(string format)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("s", ["la", "n"], [new PaddedCode(7, 3), 1], [new PaddedCode(301, 3), 2]));

        Assert.Equal("007|1\n301|2", reading.Texts);
        Assert.Null(reading.Values(0)[0]);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Blanks_line_ends_and_other_scripts_survive(string format)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("s", ["a", "b"], ["two  blanks\nand a line", " Żółć & <b> 東京 👪 \"'"]));

        Assert.Equal("two  blanks\nand a line", reading.Rows[0].Cells[0].Text);
        Assert.Equal(" Żółć & <b> 東京 👪 \"'", reading.Rows[0].Cells[1].Text);
    }

    [Theory, MemberData(nameof(Formats))]
    public void An_error_value_is_reported_at_its_cell(string format)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("Rates", ["la", "rate"], ["Kent", 70], ["Surrey", new ErrorValue("#N/A")]));

        var finding = Assert.Single(reading.Findings);
        Assert.Equal(
            "content/datasets/table." + format + ":3:2: error DM250: Sheet \"Rates\", cell B3: it holds #N/A.",
            finding.ToString()
        );
        Assert.Equal("Kent|70\nSurrey|", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void An_error_value_that_is_declared_to_mean_a_missing_one_is_none(string format)
    {
        var options = new DatasetOptions { Nulls = DatasetOptionsNulls("#N/A") };
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet("s", ["la", "rate"], ["Kent", 70], ["Surrey", new ErrorValue("#N/A")]),
            options
        );

        Assert.Empty(reading.Findings);
        Assert.Equal("Kent|70\nSurrey|#N/A", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_formula_is_its_stored_result(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet("s", ["a", "b"], [new Formula("A9*2", 42), new Formula("\"x\"", "forty-two")])
        );

        Assert.Empty(reading.Findings);
        Assert.Equal("42|forty-two", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_formula_without_a_stored_result_is_reported(string format)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("s", ["a", "b"], [1, new Formula("A2*2", null)]));

        Assert.Equal(["DM252"], reading.Codes);
        Assert.Contains("cell B2", reading.Findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xlsx", "[1]Sheet1!A1")]
    [InlineData("xlsx", "'[2]Table 4'!$B$7+1")]
    [InlineData("ods", "['file:///C:/data/other.ods'#$Sheet1.A1]")]
    public void A_value_from_another_file_is_reported_and_nothing_is_opened(string format, string formula)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("s", ["a", "b"], [1, new Formula(formula, 5)]));

        Assert.Equal(["DM251"], reading.Codes);
        Assert.Equal("1|5", reading.Texts);
    }

    [Fact]
    public void A_column_of_this_workbook_is_no_other_file()
    {
        var reading = WorkbookFormat.Read("xlsx", new TestSheet("s", ["a", "b"], [1, new Formula("SUM(Table1[2016])+Sheet2!B1", 5)]));

        Assert.Empty(reading.Findings);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Many_bad_cells_are_told_once_each_and_then_counted(string format)
    {
        object?[][] rows =
        [
            ["la", "rate"],
            .. Enumerable.Range(1, 100).Select(_ => new object?[] { "x", new ErrorValue("#DIV/0!") }),
        ];
        var reading = WorkbookFormat.Read(format, new TestSheet("s", rows));

        Assert.Equal(21, reading.Findings.Count);
        Assert.Equal("Sheet \"s\": 80 more cells of this kind.", reading.Findings[^1].Message);
    }

    internal static System.Collections.Immutable.ImmutableDictionary<string, string> DatasetOptionsNulls(string marker) =>
        System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add(marker, "not available");
}
