using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class DotChartTests
{
    [Fact]
    public void Each_row_has_its_name_its_dot_and_its_value()
    {
        var chart = TestChart.Draw(
            "dot",
            "x: region\ny: rate\nhighlight: London\nreference: [{at: 60, label: England}]",
            SampleRows.Regions
        );
        Assert.Equal("", chart.Found);
        Assert.StartsWith(
            "Rate: the highest of 9 is North East with 84, the lowest East of England with 49. London is 7th with 51.",
            chart.Alt,
            StringComparison.Ordinal
        );
        PictureSnapshot.Match(chart.Image.Png, "dot-highlight");
    }

    [Fact]
    public void A_row_without_a_value_keeps_its_place()
    {
        var chart = TestChart.Draw("dot", "x: area\ny: value\nmissing: gap", "area | value\nNorth | 3\nSouth |");
        Assert.Equal("Area | Value\nNorth | 3\nSouth | –", chart.Table);
    }
}
