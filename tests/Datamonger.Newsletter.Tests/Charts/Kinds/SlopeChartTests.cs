using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class SlopeChartTests
{
    [Fact]
    public void Lines_run_from_then_to_now()
    {
        var chart = TestChart.Draw(
            "slope",
            "x: year\ny: [staying_put, disabled]\nformat: pct0",
            """
            | year | staying_put | disabled |
            | 2014/15 | 0.22 | 0.08 |
            | 2015/16 | 0.54 | 0.11 |
            """
        );
        Assert.Equal("", chart.Found);
        Assert.Equal("From 2014/15 to 2015/16, Staying put rose from 22% to 54%; Disabled rose from 8% to 11%.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "slope-two");
    }

    [Fact]
    public void Three_times_are_too_many()
    {
        var chart = TestChart.Draw("slope", "x: year\ny: applications", SampleRows.Years);
        Assert.Equal("11:4: error DM319: A slope chart joins two places; this one has 5.", chart.Found);
        Assert.Equal("Choose two in the query, or draw a line chart.", chart.Mistake.Hint);
    }
}
