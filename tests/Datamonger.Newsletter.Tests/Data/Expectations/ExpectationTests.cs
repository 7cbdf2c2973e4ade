namespace Datamonger.Newsletter.Tests.Data.Expectations;

/// <summary>What <c>--| expect:</c> promises of a result, and what is said when it does not hold.</summary>
public sealed class ExpectationTests
{
    private const string Shares =
        "la,sex,share,n,day\nHull,boys,0.4,10,2017-03-01\nLeeds,girls,0.6,20,2017-03-16\nBury,boys,,20,2017-03-31\n";

    [Theory]
    [InlineData("rows = 3")]
    [InlineData("rows > 2, rows <= 3, rows != 4")]
    [InlineData("la not null, la unique")]
    [InlineData("n between 10 and 20")]
    [InlineData("share between 40% and 60%")]
    [InlineData("day between 2017-03-01 and 2017-03-31")]
    [InlineData("sex in ('boys', 'girls')")]
    [InlineData("n in (10, 20)")]
    [InlineData("sum(share) = 1")]
    [InlineData("sum(n) = 49 ± 1")]
    [InlineData("sum(n) >= 50")]
    public async Task A_condition_that_holds_says_nothing(string condition)
    {
        using var data = new TestData().With("shares.csv", Shares);
        Assert.Empty((await data.RunAsync($"```sql q\n--| expect: {condition}\nfrom shares\n```\n")).Found);
    }

    [Theory]
    [InlineData("rows = 2", "6:13: error DM213: \"q\" should have rows = 2; it has 3 rows.")]
    [InlineData("rows > 2, share not null", "6:23: error DM213: \"q\" should have share not null; row 3 has no value.")]
    [InlineData("n unique", "6:13: error DM213: \"q\" should have n unique; 20 stands in rows 2 and 3.")]
    [InlineData("n between 1 and 15", "6:13: error DM213: \"q\" should have n between 1 and 15; row 2 has 20, and one more row fails.")]
    [InlineData(
        "day between 2017-03-10 and 2017-03-31",
        "6:13: error DM213: \"q\" should have day between 2017-03-10 and 2017-03-31; row 1 has 1 March 2017."
    )]
    [InlineData("sex in ('boys')", "6:13: error DM213: \"q\" should have sex in ('boys'); row 2 has \"girls\".")]
    [InlineData("sum(share) = 1.5 ± 0.1", "6:13: error DM213: \"q\" should have sum(share) = 1.5 ± 0.1; the sum is 1.")]
    [InlineData("sum(la) = 1", "6:13: error DM213: \"q\" should have sum(la) = 1; \"la\" holds text, which has no sum.")]
    [InlineData("shares not null", "6:13: error DM212: \"q\" has no column \"shares\". [Did you mean \"share\"?]")]
    [InlineData("rows about 3", "6:13: error DM212: \"rows about 3\" is no condition.")]
    public async Task A_condition_that_does_not_hold_is_an_error_at_its_place(string condition, string expected)
    {
        using var data = new TestData().With("shares.csv", Shares);
        var run = await data.RunAsync($"```sql q\n--| expect: {condition}\nfrom shares\n```\n");
        Assert.Contains(expected, run.Found, StringComparison.Ordinal);
        Assert.True(run.Bag.HasErrors);
    }
}
