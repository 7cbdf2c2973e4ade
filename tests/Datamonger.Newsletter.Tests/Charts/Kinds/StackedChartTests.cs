using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class StackedChartTests
{
    private const string Rows = """
        | la | fostering | residential |
        | Lambeth | 300 | 100 |
        | Leeds | 820 | 180 |
        | Cornwall | 310 | 90 |
        """;

    [Theory, InlineData("stacked-bar"), InlineData("stacked-column")]
    public void Wholes_stand_in_the_order_of_their_sums(string kind)
    {
        var chart = TestChart.Draw(kind, "x: la\ny: [fostering, residential]", Rows);
        Assert.Equal("", chart.Found);
        Assert.Equal("La | Fostering | Residential\nLeeds | 820 | 180\nLambeth | 300 | 100\nCornwall | 310 | 90", chart.Table);
    }

    [Fact]
    public void As_shares_the_parts_are_percentages_of_their_wholes()
    {
        var chart = TestChart.Draw("stacked-bar", "x: la\ny: [fostering, residential]\nas: shares", Rows);
        Assert.Equal("La | Fostering | Residential\nLeeds | 82% | 18%\nCornwall | 78% | 23%\nLambeth | 75% | 25%", chart.Table);
        Assert.Equal("Fostering: highest Leeds 82%, lowest Lambeth 75%. Residential: highest Lambeth 25%, lowest Leeds 18%.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "stacked-bar-two-shares");
    }

    [Fact]
    public void Over_time_the_whole_is_said_too()
    {
        var chart = TestChart.Draw("stacked-column", "x: year\ny: [a, b]", "year | a | b\n2015 | 10 | 5\n2016 | 12 | 6");
        Assert.Equal("From 2015 to 2016, A rose from 10 to 12; B rose from 5 to 6. Together they rose from 15 to 18, by 20%.", chart.Alt);
    }

    [Fact]
    public void A_part_below_zero_is_refused()
    {
        var chart = TestChart.Draw("stacked-column", "x: year\ny: [a, b]", "year | a | b\n2015 | 10 | 5\n2016 | 12 | -6");
        Assert.Equal("12:4: error DM308: The value of \"B\" at \"2016\" is below zero; a part of a whole cannot be.", chart.Found);
        Assert.Equal("Draw grouped bars or lines.", chart.Mistake.Hint);
    }

    [Fact]
    public void Where_a_part_is_missing_there_is_no_whole()
    {
        const string rows = "year | a | b\n2014 | 9 | 4\n2015 | 10 |\n2016 | 12 | 6";
        Assert.Equal(
            "12:4: error DM310: There is no value for \"B\" at \"2015\".",
            TestChart.Draw("stacked-column", "x: year\ny: [a, b]", rows).Found
        );
        Assert.Equal(
            "Year | A | B\n2014 | 9 | 4\n2016 | 12 | 6",
            TestChart.Draw("stacked-column", "x: year\ny: [a, b]\nmissing: drop", rows).Table
        );
        var gap = TestChart.Draw("stacked-column", "x: year\ny: [a, b]\nmissing: gap", rows);
        Assert.Equal("Year | A | B\n2014 | 9 | 4\n2015 | 10 | –\n2016 | 12 | 6", gap.Table);
        Assert.EndsWith("There is no value for B in 2015.", gap.Alt, StringComparison.Ordinal);
        PictureSnapshot.Match(gap.Image.Png, "stacked-column-gap");
    }

    [Fact]
    public void An_area_breaks_where_there_is_no_whole()
    {
        var chart = TestChart.Draw(
            "area",
            "x: year\ny: [a, b]\nmissing: gap",
            "year | a | b\n2010 | 9 | 4\n2011 | 9 | 5\n2012 | 10 |\n2013 | 12 | 6\n2014 | 11 | 7"
        );
        Assert.Equal("", chart.Found);
        PictureSnapshot.Match(chart.Image.Png, "area-gap");
    }

    [Fact]
    public void One_area_is_a_line_with_its_values()
    {
        var chart = TestChart.Draw("area", "x: year\ny: applications", SampleRows.Years);
        Assert.StartsWith("Applications fell from 14,200 in 2011/12 to 11,460 in 2015/16, by 19%.", chart.Alt, StringComparison.Ordinal);
        PictureSnapshot.Match(chart.Image.Png, "area-one");
    }

    [Fact]
    public void An_area_over_one_place_is_refused() =>
        Assert.Equal(
            "11:4: error DM319: An area joins at least two places; this one has 1.",
            TestChart.Draw("area", "x: year\ny: a", "year | a\n2015 | 3").Found
        );
}
