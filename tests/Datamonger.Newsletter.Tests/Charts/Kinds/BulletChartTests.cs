using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class BulletChartTests
{
    private const string Rows = "measure | share | goal\nAssessments | 0.83 | 0.85\nReviews | 0.91 | 0.9\nVisits | 0.72 | 0.9";

    [Fact]
    public void How_many_meet_their_targets_is_said_and_which_is_farthest_off()
    {
        var chart = TestChart.Draw("bullet", "x: measure\ny: share\ntarget: goal\nformat: pct0", Rows);
        Assert.Equal("", chart.Found);
        Assert.Equal("Share: 1 of 3 meet the goal. Farthest off is Visits 72% against 90%.", chart.Alt);
        Assert.Equal("Measure | Share | Goal\nAssessments | 83% | 85%\nReviews | 91% | 90%\nVisits | 72% | 90%", chart.Table);
    }

    [Fact]
    public void A_target_may_be_a_ceiling() =>
        Assert.StartsWith(
            "Share: 2 of 3 meet the goal. Farthest off is Reviews 91% against 90%.",
            TestChart.Draw("bullet", "x: measure\ny: share\ntarget: goal\nformat: pct0\nbetter: lower", Rows).Alt,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("bands: [0.8, 0.5]", "14:14: error DM319: \"0.5\" is not where a band can end.")]
    [InlineData("highlight: Visit", "14:12: error DM311: The chart shows no \"Visit\".")]
    public void Keys_that_cannot_be_used_are_refused(string keys, string found) =>
        Assert.Equal(found, TestChart.Draw("bullet", "x: measure\ny: share\ntarget: goal\n" + keys, Rows).Found);

    [Fact]
    public void A_missing_target_is_an_error_until_the_author_says_what_it_means()
    {
        const string rows = "m | v | t\nA | 3 | 4\nB | 2 |\nC | 5 | 5";
        Assert.Equal("13:9: error DM310: There is no value for \"B\".", TestChart.Draw("bullet", "x: m\ny: v\ntarget: t", rows).Found);
        var gap = TestChart.Draw("bullet", "x: m\ny: v\ntarget: t\nmissing: gap", rows);
        Assert.Equal("", gap.Found);
        PictureSnapshot.Match(gap.Image.Png, "bullet-gap");
    }
}
