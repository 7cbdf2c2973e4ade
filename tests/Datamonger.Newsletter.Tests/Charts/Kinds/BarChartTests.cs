using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class BarChartTests
{
    private const string Keys = "x: region\ny: rate\nhighlight: North East\n";

    [Fact]
    public void Names_stand_at_the_left_and_values_at_the_ends()
    {
        var chart = TestChart.Picture("bar", Keys, SampleRows.Regions);
        Assert.Equal("", chart.Found);
        Assert.Equal("Rate: the highest of 9 is North East with 84, the lowest East of England with 49.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "bar-highlight");
    }

    [Fact]
    public void A_long_name_stands_above_its_bar()
    {
        var chart = TestChart.Picture(
            "bar",
            "x: reason\ny: children",
            """
            | reason | children |
            | Abuse or neglect, or the likelihood of either of them | 42510 |
            | Family in acute stress | 6320 |
            | Absent parenting | 4580 |
            """
        );
        Assert.Equal("", chart.Found);
        PictureSnapshot.Match(chart.Image.Png, "bar-long-names");
    }

    [Fact]
    public void Bars_below_zero_go_left_of_it()
    {
        var chart = TestChart.Draw(
            "bar",
            "x: area\ny: change\nformat: pct0",
            """
            | area | change |
            | North | 0.12 |
            | Middle | 0.03 |
            | South | -0.08 |
            """
        );
        Assert.Equal("", chart.Found);
        Assert.Equal("Change: North 12%, Middle 3% and South −8%.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "bar-below-zero");
    }

    [Fact]
    public void Many_bars_are_read_off_light_lines()
    {
        var rows = "| place | value |\n" + string.Join('\n', Enumerable.Range(1, 20).Select(i => $"| Place {i} | {i * 37 % 101} |"));
        var chart = TestChart.Draw("bar", "x: place\ny: value\nhighlight: Place 7\nreference: [{at: median, label: Median}]", rows);
        Assert.Equal("", chart.Found);
        Assert.StartsWith(
            "Value: the highest of 20 is Place 19 with 97, the lowest Place 11 with 3. Place 7 is 9th with 57.",
            chart.Alt,
            StringComparison.Ordinal
        );
        PictureSnapshot.Match(chart.Image.Png, "bar-many");
    }

    [Theory]
    [InlineData("auto", "North East, North West, West Midlands")]
    [InlineData("value", "North East, North West, West Midlands")]
    [InlineData("ascending", "East of England, South East, London")]
    [InlineData("label", "East Midlands, East of England, London")]
    [InlineData("none", "North East, North West, Yorkshire and The Humber")]
    public void Bars_stand_in_the_order_asked_for(string sort, string first)
    {
        var chart = TestChart.Draw("bar", $"x: region\ny: rate\nsort: {sort}", SampleRows.Regions);
        Assert.Equal(first, string.Join(", ", chart.Only.Printed.Take(3).Select(row => row[0])));
    }

    [Fact]
    public void Time_stands_in_its_own_order() =>
        Assert.Equal(
            "Year | Applications\n2014/15 | 16,920\n2015/16 | 11,460",
            TestChart.Draw("bar", "x: year\ny: applications", SampleRows.Applications).Table
        );

    [Fact]
    public void Up_to_twelve_bars_are_cells_unless_a_picture_is_asked_for()
    {
        var cells = Assert.IsType<BarCells>(TestChart.Draw("bar", Keys, SampleRows.Regions).Only.Cells);
        var first = cells.Bars[0];
        Assert.Equal(("North East", "84", 1.0, true, "#12436D"), (first.Label, first.Value, first.Share, first.Highlighted, first.Colour));
        Assert.Equal("#8A8D8F", cells.Bars[1].Colour);
        Assert.Null(TestChart.Picture("bar", Keys, SampleRows.Regions).Only.Cells);
    }

    [Fact]
    public void Bars_below_zero_have_no_cells_and_the_author_hears_of_it()
    {
        var chart = TestChart.Draw("bar", "x: area\ny: change\nrender: cells", "area | change\nNorth | 3\nSouth | -1");
        Assert.NotNull(chart.Only.Image);
        Assert.Equal(
            "13:9: warning DM316: The chart \"bar\" cannot be drawn as table cells with these values; it is a picture.",
            chart.Found
        );
    }

    [Fact]
    public void More_bars_than_can_be_read_are_refused()
    {
        var rows = "| place | value |\n" + string.Join('\n', Enumerable.Range(1, 61).Select(i => $"| Place {i} | {i} |"));
        var chart = TestChart.Draw("bar", "x: place\ny: value", rows);
        Assert.Equal("10:7: error DM313: The chart has 61 bars; at most 60 can be read.", chart.Found);
        Assert.Equal("The chart has 61 bars; at most 60 can be read.", chart.Only.Failure);
    }

    [Fact]
    public void A_name_that_is_not_there_gets_the_nearest()
    {
        var chart = TestChart.Draw("bar", "x: region\ny: rate\nhighlight: Nort East", SampleRows.Regions);
        Assert.Equal("13:12: error DM311: The chart shows no \"Nort East\".", chart.Found);
        Assert.Contains("North East", chart.Mistake.Hint, StringComparison.Ordinal);
    }
}
