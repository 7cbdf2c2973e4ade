using Datamonger.Newsletter.Tests.Support;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class StripChartTests
{
    private static readonly string Areas =
        "| la | rate |\n| England | 60 |\n"
        + string.Join('\n', Enumerable.Range(1, 60).Select(i => $"| Area {i} | {30 + (i * i * 7 % 90)} |"));

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
    public void It_is_as_high_as_the_author_says()
    {
        Assert.Equal(300, TestChart.Draw("strip", "x: la\ny: rate\nheight: 300", Areas).Image.Height);
        Assert.Equal(120, TestChart.Draw("strip", "x: la\ny: rate\nheight: 120", Areas).Image.Height);
    }

    [Fact]
    public void The_dot_that_stands_out_has_the_authors_colour()
    {
        using var pixels = SKBitmap.Decode(
            TestChart.Draw("strip", "x: la\ny: rate\nhighlight: Area 12\ncolours: [\"#801650\"]", Areas).Image.Png.AsSpan()
        );
        Assert.Contains(SKColor.Parse("#801650"), pixels.Pixels);
    }

    [Fact]
    public void A_place_that_is_a_line_is_no_dot() =>
        Assert.DoesNotContain(
            TestChart.Draw("strip", "x: la\ny: rate\nreference: [{at: England}]", Areas).Only.Printed,
            row => row[0] == "England"
        );

    [Fact]
    public void Too_many_dots_are_refused()
    {
        var rows = "| la | rate |\n" + string.Join('\n', Enumerable.Range(1, 401).Select(i => $"| Area {i} | {i} |"));
        Assert.Equal(
            "10:7: error DM313: The chart has 401 dots; at most 400 can be read.",
            TestChart.Draw("strip", "x: la\ny: rate", rows).Found
        );
    }
}
