using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class SparklineChartTests
{
    [Fact]
    public void Inside_a_sentence_it_is_bare_and_small_and_finds_the_year_by_itself()
    {
        var chart = TestChart.Draw(
            "```sql rows\nselect 1\n```\n\nApplications {{ rows | sparkline \"applications\" }} fell.",
            TestTable.Of(SampleRows.Years)
        );
        Assert.Equal("", chart.Found);
        Assert.True(chart.Only.IsInline);
        Assert.Equal((84, 22), (chart.Image.Width, chart.Image.Height));
        Assert.Equal("fell from 14,200 in 2011/12 to 11,460 in 2015/16, by 19%", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "sparkline-inline");
    }

    [Fact]
    public void Rows_without_time_are_joined_as_they_come()
    {
        var chart = TestChart.Draw("sparkline", "y: v", "v\n4\n9\n6");
        Assert.Equal("", chart.Found);
        Assert.Equal("V rose from 4 to 6, by 50%.", chart.Alt);
    }

    [Fact]
    public void One_value_is_no_line() =>
        Assert.Equal(
            "10:7: error DM319: A sparkline joins at least two values; this one has 1.",
            TestChart.Draw("sparkline", "y: v", "v\n4").Found
        );
}
