using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>The row that a chart sets off against the row that its title speaks of.</summary>
public sealed class HighlightFitsTitleTests
{
    private const string First =
        "The {{ regions.first.region }} looks after {{ regions.first.rate | num0 }}, the {{ regions.last.region }} fewest";

    [Theory]
    // The rate of the North East was halved: the title changed by itself.
    [InlineData(41, "highlight: North East", First, "The title of this chart speaks of North West; the chart highlights North East.")]
    [InlineData(82, "highlight: North East", First, "")]
    [InlineData(82, "highlight: north east", First, "")]
    [InlineData(41, "highlight: \"{{ regions.first.region }}\"", First, "")]
    [InlineData(41, "", First, "")]
    // A name that is typed.
    [InlineData(
        82,
        "highlight: North East",
        "London looks after fewest",
        "The title of this chart speaks of London; the chart highlights North East."
    )]
    [InlineData(82, "highlight: London", "London looks after fewest", "")]
    [InlineData(82, "highlight: London", "Fewer than in the North East: London looks after fewest", "")]
    [InlineData(82, "highlight: London", "The {{ regions.first.region }} looks after most, London fewest", "")]
    [InlineData(82, "highlight: London", "Most children by region", "")]
    // A part of a word is no name.
    [InlineData(82, "highlight: London", "Londonderry and Northeastern towns", "")]
    public async Task The_title_and_the_highlight_name_the_same_row(int rate, string highlight, string title, string expected)
    {
        using var newsletter = new TestNewsletter().Body(
            $"""
            ```sql regions
            select * from (values ('North East', {rate}), ('North West', 80), ('London', 50)) as t (region, rate) order by rate desc
            ```

            ```chart bar
            data: regions
            x: region
            y: rate
            {highlight}
            title: "{title.Replace("\"", "\\\"", StringComparison.Ordinal)}"
            ```
            """
        );
        Assert.Equal(expected, await FoundAsync(newsletter));
    }

    // A period is spoken of in many ways.
    [Theory]
    [InlineData("highlight: 2015/16", "Visits fell since {{ counted.first.year }}")]
    [InlineData("highlight: 2015/16", "Visits fell since 2013/14")]
    public async Task A_period_is_left_alone(string highlight, string title)
    {
        using var newsletter = new TestNewsletter().Body(
            $"""
            ```sql counted
            select * from (values ('2013/14', 80), ('2014/15', 70), ('2015/16', 50)) as t (year, n) order by year
            ```

            ```chart column
            data: counted
            x: year
            y: n
            {highlight}
            title: "{title}"
            ```
            """
        );
        Assert.Equal("", await FoundAsync(newsletter));
    }

    [Fact]
    public async Task A_line_that_is_set_off_is_the_one_of_the_title()
    {
        using var newsletter = new TestNewsletter().Body(
            """
            ```sql rates
            select * from (values (2014, 80, 50), (2015, 82, 48), (2016, 85, 40)) as t (year, "North East", London) order by year
            ```

            ```chart line
            data: rates
            x: year
            y: [North East, London]
            highlight: North East
            title: London looks after fewer
            ```
            """
        );
        Assert.Equal("The title of this chart speaks of London; the chart highlights North East.", await FoundAsync(newsletter));
    }

    private static async Task<string> FoundAsync(TestNewsletter newsletter)
    {
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain(build.Charts.All, chart => chart.Failure is not null);
        return string.Join('\n', build.Diagnostics.Where(found => found.Rule.Code == "DM704").Select(found => found.Message));
    }
}
