using Datamonger.Newsletter.Tests.Support;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class LineChartTests
{
    private const string Regions = """
        | year | region | share |
        | 2012 | England | 0.61 |
        | 2012 | London | 0.55 |
        | 2012 | North East | 0.72 |
        | 2012 | South West | 0.60 |
        | 2014 | England | 0.64 |
        | 2014 | London | 0.62 |
        | 2014 | North East | 0.70 |
        | 2014 | South West | 0.61 |
        | 2016 | England | 0.66 |
        | 2016 | London | 0.67 |
        | 2016 | North East | 0.69 |
        | 2016 | South West | 0.62 |
        """;

    [Fact]
    public void One_line_from_zero_has_its_values_at_its_ends()
    {
        var chart = TestChart.Draw("line", "x: year\ny: applications\nhighlight: 2013/14", SampleRows.Years);
        Assert.Equal("", chart.Found);
        Assert.Equal(
            "Applications fell from 14,200 in 2011/12 to 11,460 in 2015/16, by 19%. It was highest in 2013/14, 18,310.",
            chart.Alt
        );
        PictureSnapshot.Match(chart.Image.Png, "line-one");
    }

    [Fact]
    public void Several_columns_are_several_lines_named_at_their_ends()
    {
        var chart = TestChart.Draw("line", "x: year\ny: [applications, approvals]", SampleRows.Years);
        Assert.Equal("From 2011/12 to 2015/16, Applications fell from 14,200 to 11,460; Approvals fell from 3,900 to 3,830.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "line-columns");
    }

    [Fact]
    public void Four_lines_keep_their_names_apart_and_one_of_them_stands_out()
    {
        var chart = TestChart.Draw("line", "x: year\ny: share\nseries: region\nhighlight: London\nformat: pct0", Regions);
        Assert.Equal("", chart.Found);
        Assert.StartsWith(
            "From 2012 to 2016, London rose from 55% to 67%; England rose from 61% to 66%;",
            chart.Alt,
            StringComparison.Ordinal
        );
        PictureSnapshot.Match(chart.Image.Png, "line-highlight");
    }

    [Fact]
    public void A_gap_breaks_the_line()
    {
        var chart = TestChart.Draw(
            "line",
            "x: year\ny: value\nmissing: gap",
            "year | value\n2010 | 4\n2011 | 5\n2012 |\n2013 | 7\n2014 |\n2015 | 6\n2016 | 8"
        );
        Assert.Equal("Value rose from 4 in 2010 to 8 in 2016, by 100%. There is no value for 2012 and 2014.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "line-gaps");
    }

    [Theory]
    [InlineData("line", 7)]
    [InlineData("slope", 2)]
    public void Any_number_of_lines_are_grey_behind_the_one_that_stands_out_and_England(string kind, int years)
    {
        var rows =
            "| year | la | rate |\n"
            + string.Join(
                '\n',
                Enumerable
                    .Range(0, 150)
                    .SelectMany(la =>
                        Enumerable
                            .Range(0, years)
                            .Select(year =>
                                $"| {2010 + year} | {(la == 0 ? "England" : la == 1 ? "Lambeth" : $"Area {la}")} | "
                                + $"{(la == 0 ? 60 + year : la == 1 ? 110 - (5 * year) : 25 + (la * 37 % 90) + (year * (la % 5)))} |"
                            )
                    )
            );
        var chart = TestChart.Draw(kind, "x: year\ny: rate\nseries: la\nothers: grey\nhighlight: Lambeth", rows);
        Assert.Equal("", chart.Found);
        Assert.Contains("Lambeth fell from 110 to", chart.Alt, StringComparison.Ordinal);
        Assert.Contains("England rose from 60 to", chart.Alt, StringComparison.Ordinal);
        Assert.Contains("148 others end between", chart.Alt, StringComparison.Ordinal);
        Assert.Equal(["Year", "England", "Lambeth"], chart.Only.Headings);
        Assert.Equal(151, chart.Only.Data.Columns.Length);
        using var pixels = SKBitmap.Decode(chart.Image.Png.AsSpan());
        Assert.Contains(SKColor.Parse("#B9BDC0"), pixels.Pixels);
        PictureSnapshot.Match(chart.Image.Png, kind + "-grey");
    }

    [Fact]
    public void More_than_four_lines_are_refused()
    {
        var rows =
            "year | area | value\n" + string.Join('\n', Enumerable.Range(0, 10).Select(i => $"{2015 + (i % 2)} | Area {i / 2} | {i}"));
        var chart = TestChart.Draw("line", "x: year\ny: value\nseries: area", rows);
        Assert.Equal("13:9: error DM306: The chart has 5 series; at most 4 can be told apart.", chart.Found);
    }

    [Fact]
    public void Two_values_for_one_place_are_refused()
    {
        var chart = TestChart.Draw("line", "x: year\ny: share", Regions);
        Assert.Equal("11:4: error DM307: \"2012\" stands more than once in \"year\".", chart.Found);
        Assert.Equal("Group the query by it, or name the column that divides the rows with series.", chart.Mistake.Hint);
    }

    [Fact]
    public void A_range_that_leaves_values_out_is_refused()
    {
        var chart = TestChart.Draw("line", "x: year\ny: applications\nrange: [0, 15000]", SampleRows.Years);
        Assert.Equal("13:8: error DM315: The value 15,080 lies outside the range 0 to 15,000.", chart.Found);
    }

    [Fact]
    public void A_language_without_verbs_gets_names_and_values() =>
        Assert.Equal(
            "Applications: 2014/15 16.920, 2015/16 11.460.",
            TestChart.Draw("line", "x: year\ny: applications", SampleRows.Applications, language: "de-DE").Alt
        );
}
