using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class NumberChartTests
{
    [Fact]
    public void The_last_value_stands_big_with_its_change_in_words()
    {
        var chart = TestChart.Draw("number", "x: year\ny: applications\nlabel: applications to foster", SampleRows.Years);
        var cells = Assert.IsType<NumberCells>(chart.Only.Cells);
        Assert.Equal(("11,460", "applications to foster", "fell by 32% since 2014/15"), (cells.Value, cells.Label, cells.Change));
        Assert.Equal((132, 40), (cells.Trend!.Width, cells.Trend.Height));
        Assert.Equal("Applications to foster fell from 16,920 in 2014/15 to 11,460 in 2015/16, by 32%.", chart.Alt);
    }

    [Fact]
    public void The_change_can_be_counted_from_the_first_row() =>
        Assert.Equal(
            "fell by 19% since 2011/12",
            ((NumberCells)TestChart.Draw("number", "x: year\ny: applications\ncompare: first", SampleRows.Years).Only.Cells!).Change
        );

    [Fact]
    public void Shares_change_by_percentage_points() =>
        Assert.Equal(
            "rose by 32 percentage points since 2015",
            (
                (NumberCells)
                    TestChart.Draw("number", "x: year\ny: share\nformat: pct0", "year | share\n2015 | 0.22\n2016 | 0.54").Only.Cells!
            ).Change
        );

    [Fact]
    public void As_a_picture_the_line_fills_what_the_figure_leaves()
    {
        var chart = TestChart.Picture("number", "x: year\ny: applications\nlabel: applications to foster", SampleRows.Years);
        Assert.Equal("", chart.Found);
        PictureSnapshot.Match(chart.Image.Png, "number-picture");
    }

    [Fact]
    public void The_line_beside_the_cells_is_small() =>
        PictureSnapshot.Match(
            ((NumberCells)TestChart.Draw("number", "x: year\ny: applications", SampleRows.Years).Only.Cells!).Trend!.Png,
            "number-trend"
        );
}
