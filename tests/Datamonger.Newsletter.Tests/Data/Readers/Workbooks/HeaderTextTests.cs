using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("Rate", "Rate")]
    [InlineData("  Rate \n per 10,000 ", "Rate per 10,000")]
    [InlineData("Rate\u00A0", "Rate")]
    [InlineData("Rate [note 1]", "Rate")]
    [InlineData("Rate [Note 1, Note 12]", "Rate")]
    [InlineData("Rate (see notes 1 and 2)", "Rate")]
    [InlineData("Rate[1][2]", "Rate")]
    [InlineData("Rate (1)", "Rate")]
    [InlineData("Rate¹²", "Rate")]
    [InlineData("Rate per km²", "Rate per km²")]
    [InlineData("Change (%)", "Change (%)")]
    [InlineData("Change (2016)", "Change (2016)")]
    [InlineData("Total (revised)", "Total (revised)")]
    [InlineData("2016-17 (OT)", "2016-17 (OT)")]
    [InlineData("(1)", "(1)")]
    [InlineData("¹", "¹")]
    public void Takes_markers_off_and_nothing_else(string header, string expected) =>
        Assert.Equal(expected, HeaderText.Clean(new SheetCell(1, header, null)).Name);

    [Fact]
    public void Says_once_what_several_rows_repeat() =>
        Assert.Equal("2016 All children", HeaderText.Join(["2016", "", "All children", "All children"]));
}
