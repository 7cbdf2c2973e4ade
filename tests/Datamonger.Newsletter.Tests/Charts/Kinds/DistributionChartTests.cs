using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class DistributionChartTests
{
    private static readonly string Areas =
        "| la | region | rate |\n"
        + string.Join(
            '\n',
            Enumerable.Range(1, 40).Select(i => $"| Area {i} | {(i % 2 == 0 ? "North" : "South")} | {30 + (i * i * 7 % 90)} |")
        );

    [Fact]
    public void A_histogram_counts_from_an_edge_up_to_the_next()
    {
        var chart = TestChart.Draw("histogram", "x: value\nbins: 3", "value\n0\n9\n10\n19\n20\n25\n30\n30");
        Assert.Equal("", chart.Found);
        Assert.Equal("Value | Count\n0 to 10 | 2\n10 to 20 | 2\n20 to 30 | 4", chart.Table);
        Assert.Equal("Value, 8 values from 0 to 30: half lie between 10 and 26, the median is 20. Most, 4, lie in 20 to 30.", chart.Alt);
    }

    [Fact]
    public void A_histogram_names_one_row_and_compares_with_lines()
    {
        var chart = TestChart.Draw("histogram", "x: rate\nlabel: la\nhighlight: Area 12\nreference: [{at: median}]", Areas);
        Assert.Equal("", chart.Found);
        Assert.Contains("Area 12: 48.", chart.Alt, StringComparison.Ordinal);
        PictureSnapshot.Match(chart.Image.Png, "histogram-reference");
    }

    [Fact]
    public void Few_values_have_no_distribution()
    {
        Assert.Equal(
            "10:7: error DM321: A histogram of 3 values shows nothing; it wants at least 8.",
            TestChart.Draw("histogram", "x: v", "v\n1\n2\n3").Found
        );
        Assert.Equal(
            "11:4: error DM321: The group \"A\" has 2 values; a box wants at least 5.",
            TestChart.Draw("box", "x: g\ny: v", "g | v\nA | 1\nA | 2").Found
        );
        Assert.Equal(
            "10:7: error DM321: A scatter of 2 points shows nothing; it wants at least 3.",
            TestChart.Draw("scatter", "x: a\ny: b", "a | b\n1 | 2\n2 | 3").Found
        );
    }

    [
        Theory,
        InlineData("bins: 2", "12:7: error DM319: A histogram of 2 stretches cannot be read."),
        InlineData("highlight: Area 99\nlabel: la", "12:12: error DM311: The chart shows no \"Area 99\".")
    ]
    public void Keys_that_make_no_histogram_are_refused(string keys, string found) =>
        Assert.Equal(found, TestChart.Draw("histogram", "x: rate\n" + keys, Areas).Found);

    [Fact]
    public void A_missing_value_is_an_error_unless_it_is_dropped()
    {
        const string rows = "v\n1\n2\n3\n4\n5\n6\n7\n8\n| |";
        Assert.Equal("11:4: error DM310: There is no value for \"row 9\".", TestChart.Draw("histogram", "x: v", rows).Found);
        Assert.Equal("", TestChart.Draw("histogram", "x: v\nmissing: drop", rows).Found);
    }

    [Fact]
    public void A_box_has_quarters_and_reaches_from_the_lowest_to_the_highest()
    {
        var chart = TestChart.Draw("box", "x: g\ny: v", "g | v\nA | 1\nA | 2\nA | 3\nA | 4\nA | 100\nB | 5\nB | 5\nB | 6\nB | 7\nB | 7");
        Assert.Equal("", chart.Found);
        Assert.Equal(
            "G | Lowest | Lower quarter | Median | Upper quarter | Highest\nB | 5 | 5 | 6 | 7 | 7\nA | 1 | 2 | 3 | 4 | 100",
            chart.Table
        );
        Assert.Equal("V, medians: B 6 and A 3.", chart.Alt);
    }

    [Fact]
    public void Tukeys_whiskers_leave_far_values_as_dots() =>
        PictureSnapshot.Match(
            TestChart
                .Draw(
                    "box",
                    "x: g\ny: v\nwhiskers: tukey",
                    "g | v\nA | 1\nA | 2\nA | 3\nA | 4\nA | 30\nB | 5\nB | 9\nB | 12\nB | 14\nB | 17"
                )
                .Image.Png,
            "box-tukey"
        );
}
