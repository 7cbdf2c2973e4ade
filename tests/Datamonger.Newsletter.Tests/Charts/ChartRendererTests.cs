using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Charts;

public sealed class ChartRendererTests
{
    [Fact]
    public void A_picture_has_twice_the_pixels_of_the_size_at_which_it_is_shown()
    {
        var image = TestChart.Picture("column", "x: year\ny: applications\nwidth: 300\nheight: 200", SampleRows.Applications).Image;
        using var pixels = SKBitmap.Decode(image.Png.AsSpan());
        Assert.Equal((300, 200, 600, 400), (image.Width, image.Height, pixels.Width, pixels.Height));
    }

    [Fact]
    public void The_same_chart_has_the_same_bytes_and_so_the_same_name()
    {
        var (one, other) = (
            TestChart.Picture("bar", "x: region\ny: rate", SampleRows.Regions).Image,
            TestChart.Picture("bar", "x: region\ny: rate\ntitle: Another finding", SampleRows.Regions).Image
        );
        Assert.Equal(one.Png.AsSpan(), other.Png.AsSpan());
        Assert.Matches("^[0-9a-f]{16}\\.png$", one.FileName);
        Assert.Equal(one.FileName, other.FileName);
    }

    [Fact]
    public void A_picture_from_the_cache_is_the_picture_that_was_kept()
    {
        var cache = new BuildCache(null);
        var (drawn, kept) = (
            TestChart.Draw("line", "x: year\ny: applications", SampleRows.Years, cache: cache).Image,
            TestChart.Draw("line", "x: year\ny: applications", SampleRows.Years, cache: cache).Image
        );
        Assert.Equal((drawn.FileName, drawn.Width, drawn.Height), (kept.FileName, kept.Width, kept.Height));
        Assert.Equal(drawn.Png.AsSpan(), kept.Png.AsSpan());
    }

    [Theory]
    [InlineData("y: applications\nformat: num1")]
    [InlineData("y: approvals")]
    [InlineData("y: applications\nwidth: 500")]
    [InlineData("y: applications\ncolours: [\"#801650\"]")]
    public void Whatever_changes_the_picture_draws_it_again(string keys)
    {
        var cache = new BuildCache(null);
        var first = TestChart.Draw("line", "x: year\ny: applications", SampleRows.Years, cache: cache).Image;
        Assert.NotEqual(first.FileName, TestChart.Draw("line", "x: year\n" + keys, SampleRows.Years, cache: cache).Image.FileName);
    }

    [Fact]
    public void A_theme_colours_ground_text_and_marks()
    {
        var theme = Theme.Default with { Ground = "#FFF8E7", Accent = "#801650" };
        using var pixels = SKBitmap.Decode(
            TestChart.Picture("column", "x: year\ny: applications", SampleRows.Applications, theme).Image.Png.AsSpan()
        );
        Assert.Equal(SKColor.Parse("#FFF8E7"), pixels.GetPixel(0, 0));
        Assert.Contains(SKColor.Parse("#801650"), pixels.Pixels);
        Assert.DoesNotContain(SKColor.Parse(Theme.Default.Accent), pixels.Pixels);
    }

    [Fact]
    public void The_ground_is_opaque()
    {
        using var pixels = SKBitmap.Decode(TestChart.Draw("line", "x: year\ny: applications", SampleRows.Years).Image.Png.AsSpan());
        Assert.All(pixels.Pixels.Distinct(), colour => Assert.Equal(255, colour.Alpha));
    }

    [Fact]
    public void Texts_stand_round_the_picture_with_their_figures()
    {
        var chart = TestChart
            .Draw(
                "column",
                "x: year\ny: applications\ntitle: Down to {{ rows.last.applications | num0 }}\nsubtitle: England\nnote: Years to "
                    + "March\nsource: Ofsted",
                SampleRows.Applications
            )
            .Only;
        Assert.Equal(
            ("Down to 11,460", "England", "Years to March", "Source: Ofsted"),
            (chart.Title, chart.Subtitle, chart.Note, chart.Source)
        );
    }

    [Fact]
    public void The_authors_own_alt_text_comes_first() =>
        Assert.Equal("It fell.", TestChart.Draw("column", "x: year\ny: applications\nalt: It fell.", SampleRows.Applications).Alt);

    [Fact]
    public void An_unknown_kind_gets_the_nearest()
    {
        var chart = TestChart.Draw("colum", "x: year\ny: applications", SampleRows.Applications);
        Assert.Equal("9:10: error DM302: \"colum\" is not a kind of chart.", chart.Found);
        Assert.Equal("Did you mean \"column\"?", chart.Mistake.Hint);
        Assert.Equal("\"colum\" is not a kind of chart.", chart.Only.Failure);
    }

    [Theory]
    [InlineData("x: yaer\ny: applications", "11:4: error DM301: The query \"rows\" has no column \"yaer\".")]
    [InlineData("x: year\ny: year", "12:4: error DM304: The column \"year\" holds text, not numbers.")]
    [InlineData("x: year", "9:1: error DM104: \"y\" is missing; the chart \"column\" needs it.")]
    [InlineData("x: year\ny: applications\nhieght: 30", "13:1: error DM103: \"hieght\" is not a key of the chart \"column\".")]
    [InlineData(
        "x: year\ny: applications\nformat: nmu0",
        "13:9: error DM105: \"format\" is \"nmu0\"; it wants a format such as num0 or pct1."
    )]
    [InlineData("x: year\ny: applications\nwidth: 20", "13:8: error DM317: A picture of 20 pixels cannot be read in an email.")]
    [InlineData(
        "x: year\ny: applications\nformat: pct0\nreference: [{at: meen}]",
        "14:18: error DM311: \"meen\" is neither a number, mean, median nor a place of the chart."
    )]
    [InlineData("x: year\ny: applications\ncolours: [\"#12\"]", "13:11: error DM319: \"#12\" is not a colour.")]
    [InlineData(
        "x: year\ny: applications\ncolours: [\"#F2F2F2\"]",
        "13:11: warning DM318: #F2F2F2 has a contrast of 1.1 against the ground; a mark wants 3."
    )]
    [InlineData("x: year\ny: applications\nformat: num0m", "13:9: warning DM320: The format num0m prints all 2 values as \"0m\".")]
    public void Mistakes_have_their_place(string keys, string found)
    {
        if (found.Contains("num0m", StringComparison.Ordinal))
            Assert.Equal(found, TestChart.Draw("column", keys, "year | applications\n2015 | 16920\n2016 | 11460").Found);
        else
            Assert.Equal(found, TestChart.Draw("column", keys, SampleRows.Applications).Found);
    }

    [Theory]
    [InlineData("year | value\n2015 | ∞\n2016 | 3", "12:4: error DM309: The value of \"2015\" is not a finite number.")]
    [InlineData("year | value\n| | 2 |\n2016 | 3", "11:4: error DM310: Row 1 of the query has no \"year\".")]
    public void Rows_that_cannot_be_drawn_are_refused(string rows, string found) =>
        Assert.Equal(found, TestChart.Draw("column", "x: year\ny: value", rows).Found);

    [Fact]
    public void A_character_without_a_glyph_is_reported()
    {
        var chart = TestChart.Picture("bar", "x: name\ny: value", "name | value\n東 | 3\nParis | 2");
        Assert.StartsWith(
            "10:7: error DM312: The charts' font has no \"東\" (U+6771), which stands in \"東\".",
            chart.Found,
            StringComparison.Ordinal
        );
        Assert.Null(chart.Only.Image);
    }

    [Fact]
    public void A_kind_that_has_no_cells_is_a_picture_and_the_author_hears_of_it()
    {
        var chart = TestChart.Draw("line", "x: year\ny: applications\nrender: cells", SampleRows.Years);
        Assert.NotNull(chart.Only.Image);
        Assert.Equal("13:9: warning DM316: The chart \"line\" cannot be drawn as table cells; it is a picture.", chart.Found);
    }

    [Fact]
    public void A_query_that_failed_says_nothing_again()
    {
        var parsed = TestIssue.Body("```sql rows\nselect 1\n```\n\n```chart bar\ndata: rows\nx: a\ny: b\n```");
        var tables = new QueryTables([new QueryTable(parsed.Issue.Queries[0], null, [])]);
        var charts = new ChartRenderer(Theme.Default, new BuildCache(null)).Render(
            parsed.Issue,
            tables,
            FigureEvaluator.Evaluate(parsed.Issue, tables, parsed.Bag),
            parsed.Bag,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("The query \"rows\" failed.", charts.All[0].Failure);
        Assert.Equal("", parsed.Found);
    }
}
