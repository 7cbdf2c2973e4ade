using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class StripChartTests
{
    private static readonly string Areas = "| la | rate |\n| England | 60 |\n" + string.Join('\n', Enumerable.Range(1, 60).Select(i => $"| Area {i} | {30 + (i * i * 7 % 90)} |"));

    [Fact]
    public void One_dot_stands_out_among_all()
    {
        var chart = TestChart.Draw("strip", "x: la\ny: rate\nhighlight: Area 12\nreference: [{at: England}]", Areas);
        Assert.Equal("", chart.Found);
        Assert.StartsWith("Rate: the highest of 60 is ", chart.Alt, StringComparison.Ordinal);
        Assert.Contains("Area 12 is ", chart.Alt, StringComparison.Ordinal);
        PictureSnapshot.Match(chart.Image.Png, "strip-highlight");
    }

    [Fact]
    public void A_place_that_is_a_line_is_no_dot() =>
        Assert.DoesNotContain(TestChart.Draw("strip", "x: la\ny: rate\nreference: [{at: England}]", Areas).Only.Printed, row => row[0] == "England");

    [Fact]
    public void Too_many_dots_are_refused()
    {
        var rows = "| la | rate |\n" + string.Join('\n', Enumerable.Range(1, 401).Select(i => $"| Area {i} | {i} |"));
        Assert.Equal("10:7: error DM313: The chart has 401 dots; at most 400 can be read.", TestChart.Draw("strip", "x: la\ny: rate", rows).Found);
    }
}
