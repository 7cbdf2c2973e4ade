using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class ColumnChartTests
{
    [Fact]
    public void A_fall_is_said_with_its_ends_and_its_size()
    {
        var chart = TestChart.Draw("column", "x: year\ny: applications\nhighlight: 2015/16", SampleRows.Applications);
        Assert.Equal("", chart.Found);
        Assert.Equal("Applications fell from 16,920 in 2014/15 to 11,460 in 2015/16, by 32%.", chart.Alt);
    }

    [Fact]
    public void Columns_have_their_values_above_them()
    {
        var chart = TestChart.Picture("column", "x: year\ny: applications\nhighlight: 2015/16", SampleRows.Years);
        Assert.Equal(
            "Applications fell from 14,200 in 2011/12 to 11,460 in 2015/16, by 19%. It was highest in 2013/14, at 18,310.",
            chart.Alt
        );
        PictureSnapshot.Match(chart.Image.Png, "column-highlight");
    }

    [Fact]
    public void Names_that_do_not_fit_turn_the_columns_into_bars() =>
        PictureSnapshot.Match(TestChart.Picture("column", "x: region\ny: rate", SampleRows.Regions).Image.Png, "column-as-bars");

    [Fact]
    public void Many_columns_are_read_off_light_lines_and_some_years_are_left_out()
    {
        var rows =
            "| year | children |\n"
            + string.Join(
                '\n',
                Enumerable.Range(1994, 23).Select(year => $"| {year} | {49000 + ((year - 1994) * 950) + (year % 4 * 700)} |")
            );
        var chart = TestChart.Draw("column", "x: year\ny: children\nreference: [{at: mean}]", rows);
        Assert.Equal("", chart.Found);
        PictureSnapshot.Match(chart.Image.Png, "column-many");
    }

    [Fact]
    public void A_missing_value_is_an_error_until_the_author_says_what_it_means()
    {
        const string rows = "year | value\n2013 | 4\n2014 |\n2015 | 6";
        var chart = TestChart.Draw("column", "x: year\ny: value", rows);
        Assert.Equal("12:4: error DM310: There is no value for \"2014\".", chart.Found);
        Assert.Equal("Say what to do with `missing: gap`, `missing: drop` or `missing: zero`.", chart.Mistake.Hint);
        Assert.Equal("Year | Value\n2013 | 4\n2014 | –\n2015 | 6", TestChart.Draw("column", "x: year\ny: value\nmissing: gap", rows).Table);
        Assert.Equal("Year | Value\n2013 | 4\n2015 | 6", TestChart.Draw("column", "x: year\ny: value\nmissing: drop", rows).Table);
        Assert.Equal(
            "Year | Value\n2013 | 4\n2014 | 0\n2015 | 6",
            TestChart.Draw("column", "x: year\ny: value\nmissing: zero", rows).Table
        );
    }

    [Fact]
    public void Columns_that_a_phone_has_no_room_for_are_no_cells()
    {
        var rows = "year | children\n" + string.Join('\n', Enumerable.Range(2005, 12).Select(year => $"{year} | {year * 10}"));
        var chart = TestChart.Draw("column", "x: year\ny: children\nrender: cells", rows);
        Assert.NotNull(chart.Only.Image);
        Assert.Equal(
            "13:9: warning DM316: The chart \"column\" cannot be drawn as table cells with these values; it is a picture.",
            chart.Found
        );
    }

    [Fact]
    public void Columns_can_be_drawn_as_cells()
    {
        var cells = Assert.IsType<ColumnCells>(
            TestChart.Draw("column", "x: year\ny: applications\nrender: cells", SampleRows.Applications).Only.Cells
        );
        Assert.Equal(
            [("2014/15", "16,920", 1.0), ("2015/16", "11,460", 11460 / 16920.0)],
            cells.Columns.Select(column => (column.Label, column.Value, column.Share))
        );
    }
}
