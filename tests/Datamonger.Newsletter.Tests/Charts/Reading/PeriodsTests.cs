using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Reading;

public sealed class PeriodsTests
{
    [Theory]
    [InlineData("2014/15 2015/16", "2014 2015")]
    [InlineData("2014-15 2016-17", "2014 2016")]
    [InlineData("1999/2000 2000/2001", "1999 2000")]
    [InlineData("2015 2017", "2015 2017")]
    [InlineData("2016-03-01 2016-03-31", "736023 736053")]
    public void Years_and_days_have_even_places(string values, string places) => Assert.Equal(places, Places(values.Split(' ')));

    [Theory]
    [InlineData("Q3 2016", "Q1 2017", 2)]
    [InlineData("2016 Q4", "2017 Q1", 1)]
    [InlineData("March 2017", "January 2018", 10)]
    [InlineData("Mar 2017", "Apr 2017", 1)]
    [InlineData("2016-12", "2017-02", 2)]
    [InlineData("2017-Q1", "2018-Q1", 4)]
    [InlineData("2015-W52", "2016-W01", 2)]
    [InlineData("2016-W52", "2017W01", 1)]
    public void Quarters_and_months_are_counted(string first, string last, double apart)
    {
        var places = Periods.PositionsOf(TestTable.Of($"x\n{first}\n{last}").Columns[0], Language.BritishEnglish)!.Value;
        Assert.Equal(apart, places[1] - places[0]);
    }

    [Theory]
    [InlineData("2015/20 2016/21")]
    [InlineData("London Leeds")]
    [InlineData("2015 London")]
    [InlineData("2016-W53")]
    [InlineData("2016-13")]
    public void Anything_else_is_no_time(string values) => Assert.Equal("", Places(values.Split(' ')));

    private static string Places(string[] values) =>
        Periods.PositionsOf(TestTable.Of("x\n" + string.Join('\n', values)).Columns[0], Language.BritishEnglish) is { } places
            ? string.Join(' ', places)
            : "";
}
