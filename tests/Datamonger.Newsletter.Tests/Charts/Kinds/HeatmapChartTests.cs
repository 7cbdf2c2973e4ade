using Datamonger.Newsletter.Tests.Support;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class HeatmapChartTests
{
    [Fact]
    public void Values_on_both_sides_of_nought_have_two_ramps_that_meet_there()
    {
        var chart = TestChart.Draw(
            "heatmap",
            "x: year\ny: change\nseries: region",
            "year | region | change\n2015 | London | -12\n2016 | London | 4\n2015 | Wales | 0\n2016 | Wales | 12"
        );
        Assert.Equal("", chart.Found);
        using var pixels = SKBitmap.Decode(chart.Image.Png.AsSpan());
        // As far from white on either side, as both are twelve from nought.
        Assert.Contains(SKColor.Parse("#983E13"), pixels.Pixels.Select(Rounded));
        PictureSnapshot.Match(chart.Image.Png, "heatmap-below-zero");

        static SKColor Rounded(SKColor colour) =>
            Math.Abs(colour.Red - 0x98) < 4 && Math.Abs(colour.Green - 0x4A) < 20 ? SKColor.Parse("#983E13") : colour;
    }

    private const string Rows =
        "year | region | share\n2015 | London | 0.61\n2015 | North East | 0.70\n2016 | London | 0.67\n2016 | North East |";

    [Fact]
    public void The_largest_and_the_smallest_cell_are_said()
    {
        var chart = TestChart.Draw("heatmap", "x: year\ny: share\nseries: region\nformat: pct0\nmissing: gap\nhighlight: London", Rows);
        Assert.Equal("", chart.Found);
        Assert.Equal(
            "Share in 2 rows and 2 columns: highest 70%, North East in 2015; lowest 61%, London in 2015. There is no value for North "
                + "East in 2016.",
            chart.Alt
        );
        PictureSnapshot.Match(chart.Image.Png, "heatmap-gap");
    }

    [Fact]
    public void Values_that_do_not_fit_get_a_row_of_tints_that_says_what_they_mean()
    {
        var rows =
            "month | place | children\n"
            + string.Join('\n', Enumerable.Range(0, 36).Select(i => $"M{(i % 12) + 1} | Place {i / 12} | {10000 + (i * 997 % 9000)}"));
        var chart = TestChart.Draw("heatmap", "x: month\ny: children\nseries: place", rows);
        Assert.Equal("", chart.Found);
        PictureSnapshot.Match(chart.Image.Png, "heatmap-narrow");
    }

    [Fact]
    public void Too_many_columns_are_refused()
    {
        var rows = "x | s | v\n" + string.Join('\n', Enumerable.Range(1, 25).Select(i => $"X{i} | S | {i}"));
        Assert.Equal(
            "11:4: error DM313: The chart has 25 columns; at most 24 can be read.",
            TestChart.Draw("heatmap", "x: x\ny: v\nseries: s", rows).Found
        );
    }
}
