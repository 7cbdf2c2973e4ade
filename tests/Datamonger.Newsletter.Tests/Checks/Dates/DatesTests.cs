using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Checks.Dates;

/// <summary>The issue is of Thursday 16 March 2017.</summary>
public sealed class DatesTests
{
    [Theory]
    [InlineData("Come on Tuesday 23 March 2017.", "1:9", "\"Tuesday 23 March 2017\": 23 March 2017 is a Thursday.")]
    [InlineData("Come on Thursday 23 March 2017.", "", "")]
    [InlineData("Come on Friday, 16 March.", "1:9", "\"Friday, 16 March\": 16 March 2017 is a Thursday.")]
    [InlineData("Come on Thursday the 16th of March.", "", "")]
    [InlineData("It came out on Monday 13th February 2017 and on Monday 14 Feb 2017.", "1:49", "14 February 2017 was a Tuesday")]
    [InlineData("Come on Tuesday 23/03/2017.", "1:9", "23 March 2017 is a Thursday")]
    [InlineData("From Monday 6 to 8 March 2017, on Mondays, in March 2017, and on Sunday.", "", "")]
    [InlineData("| When |\n|---|\n| Tuesday 23 March 2017 |", "3:3", "Thursday")]
    public async Task A_weekday_fits_its_date(string text, string expected, string says)
    {
        using var planted = new Planted();
        var found = await planted.DiagnoseAsync(text + "\n", "DM581");
        Assert.Equal(expected.Length == 0 ? [] : [$"{expected} DM581"], await planted.FindAsync(text + "\n", "DM581"));
        Assert.All(found, finding => Assert.Contains(says, finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Due on 31 June 2017.", "1:8")]
    [InlineData("Due on 29 February 2017.", "1:8")]
    [InlineData("Due on 30 June 2017, or on 29 February 2016.", "")]
    [InlineData("Due in May 31 areas later.", "")]
    public async Task A_date_exists(string text, string expected)
    {
        using var planted = new Planted();
        Assert.Equal(expected.Length == 0 ? [] : [$"{expected} DM582"], await planted.FindAsync(text + "\n", "DM582"));
    }

    [Theory]
    [InlineData("## Upcoming\n\n- The census, 15 March 2017\n- The survey, 23 March 2017\n", "3:15")]
    [InlineData("## Upcoming\n\n- The survey, 16 March 2017\n", "")]
    [InlineData("## Coming soon\n\n### Wales\n\nOn 3 February.\n", "5:4")]
    [InlineData("## Upcoming\n\n- The survey, 23 March\n\n## Published\n\n- The census, 2 March 2017\n", "")]
    [InlineData("## Data\n\n- The census, 15 March 2017\n", "")]
    [InlineData("## Upcoming\n\n- The survey, 10 to 20 March 2017\n", "")]
    public async Task What_is_upcoming_is_not_past_on_the_day_of_the_issue(string text, string expected)
    {
        using var planted = new Planted();
        Assert.Equal(expected.Length == 0 ? [] : [$"{expected} DM583"], await planted.FindAsync(text, "DM583"));
    }

    [Theory]
    [InlineData("2017-03-15", "", "Upcoming", true)]
    [InlineData("2017-03-16", "", "Upcoming", false)]
    [InlineData("2017-03-15", "2017-04-30", "Upcoming", false)]
    [InlineData("2017-03-15", "", "Recently published", false)]
    public async Task A_list_of_releases_is_judged_by_its_rows(string date, string until, string title, bool isFound)
    {
        using var planted = new Planted();
        planted.Workspace.Write("content/datasets/releases.csv", $"title,date,until\nCensus,{date},{until}\n");
        planted.Workspace.Write("content/datasets/datasets.yml", "releases: {types: {date: date, until: date}}\n");
        var found = await planted.FindAsync(
            $"```sql due\nselect title, date, until from releases\n```\n\n```list releases\ndata: due\ntitle: {title}\n```\n",
            "DM583"
        );
        Assert.Equal(isFound ? ["5:1 DM583"] : [], found);
    }
}
