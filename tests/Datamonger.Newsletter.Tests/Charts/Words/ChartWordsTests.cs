using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Tests.Charts.Words;

public sealed class ChartWordsTests
{
    [Theory]
    [InlineData(16920, 11460, "num0", "fell from 16,920 in 2014/15 to 11,460 in 2015/16, by 32%")]
    [InlineData(100, 100, "num0", "stood at 100 in 2014/15 and in 2015/16")]
    [InlineData(1000, 1001, "num0", "rose from 1,000 in 2014/15 to 1,001 in 2015/16, by less than 1%")]
    [InlineData(0, 7, "num0", "rose from 0 in 2014/15 to 7 in 2015/16")]
    [InlineData(-3, 7, "num0", "rose from −3 in 2014/15 to 7 in 2015/16")]
    public void A_change_is_said_with_both_ends_and_its_size(int first, int last, string format, string words) =>
        Assert.Equal(
            words,
            new ChartWords(Language.BritishEnglish, ValueFormat.Of(format)).Trend((long)first, "2014/15", (long)last, "2015/16")
        );

    [Theory]
    [InlineData("0.22", "0.54", "rose from 22% in 2014/15 to 54% in 2015/16, by 32 percentage points")]
    [InlineData("0.12", "0.11", "fell from 12% in 2014/15 to 11% in 2015/16, by 1 percentage point")]
    public void Shares_change_by_points(string first, string last, string words) =>
        Assert.Equal(
            words,
            new ChartWords(Language.BritishEnglish, ValueFormat.Of("pct0")).Trend(
                decimal.Parse(first),
                "2014/15",
                decimal.Parse(last),
                "2015/16"
            )
        );

    [Fact]
    public void Sentences_are_added_as_long_as_they_fit_and_the_first_always()
    {
        Assert.Equal("One. Three.", ChartWords.Within(12, "One.", "Two is longer.", null, "Three."));
        Assert.Equal("A long one.", ChartWords.Within(5, "A long one.", "B."));
    }
}
