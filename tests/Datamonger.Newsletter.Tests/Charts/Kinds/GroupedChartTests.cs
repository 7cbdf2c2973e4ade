using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class GroupedChartTests
{
    private const string Rows = """
        | region | boys | girls |
        | London | 31 | 42 |
        | North East | 22 | 35 |
        | South West | 27 | 38 |
        """;

    [Theory, InlineData("grouped-bar"), InlineData("grouped-column")]
    public void Each_series_is_said_with_its_extremes(string kind)
    {
        var chart = TestChart.Draw(kind, "x: region\ny: [boys, girls]", Rows);
        Assert.Equal("", chart.Found);
        Assert.Equal("Boys: highest London 31, lowest North East 22. Girls: highest London 42, lowest North East 35.", chart.Alt);
        Assert.Equal("Region | Boys | Girls\nLondon | 31 | 42\nSouth West | 27 | 38\nNorth East | 22 | 35", chart.Table);
    }

    [Fact]
    public void The_series_that_stands_out_comes_first_in_the_words_and_sorts_the_groups()
    {
        var chart = TestChart.Draw("grouped-bar", "x: region\ny: [boys, girls]\nhighlight: girls", Rows);
        Assert.StartsWith("Girls: highest London 42", chart.Alt, StringComparison.Ordinal);
        PictureSnapshot.Match(chart.Image.Png, "grouped-bar-highlight");
    }

    [Fact]
    public void Over_time_the_change_of_each_is_said()
    {
        var chart = TestChart.Draw("grouped-column", "x: year\ny: [applications, approvals]", SampleRows.Years);
        Assert.Equal("From 2011/12 to 2015/16, Applications fell from 14,200 to 11,460; Approvals fell from 3,900 to 3,830.", chart.Alt);
    }

    [Fact]
    public void A_missing_bar_keeps_its_place_and_values_below_zero_go_left()
    {
        var chart = TestChart.Draw(
            "grouped-bar",
            "x: area\ny: [then, now]\nmissing: gap",
            "area | then | now\nNorth | 4 | -3\nSouth | | 6"
        );
        Assert.Equal("", chart.Found);
        Assert.Equal("North: Then 4 and Now −3; South: Now 6. There is no value for Then in South.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "grouped-bar-gap");
    }

    [Fact]
    public void Five_series_and_seventy_bars_are_refused()
    {
        Assert.Equal(
            "12:4: error DM306: The chart has 5 series; at most 4 can be told apart.",
            TestChart.Draw("grouped-bar", "x: p\ny: [a, b, c, d, e]", "p | a | b | c | d | e\nX | 1 | 2 | 3 | 4 | 5").Found
        );
        var rows = "p | a | b\n" + string.Join('\n', Enumerable.Range(1, 35).Select(i => $"P{i} | {i} | {i}"));
        Assert.Equal(
            "10:7: error DM313: The chart has 70 bars; at most 60 can be read.",
            TestChart.Draw("grouped-column", "x: p\ny: [a, b]", rows).Found
        );
    }
}
