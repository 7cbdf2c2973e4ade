using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class FunnelChartTests
{
    [Theory]
    [InlineData(50, 1.960, .0891, .3109)]
    [InlineData(50, 3.090, .0252, .3748)]
    [InlineData(200, 1.960, .1446, .2554)]
    public void Limits_of_a_share_of_a_fifth(double size, double z, double low, double high)
    {
        var limits = FunnelLimits.OfShare(.2, size, z)!.Value;
        Assert.Equal((low, high), (Math.Round(limits.Low, 4), Math.Round(limits.High, 4)));
    }

    [Fact]
    public void A_share_of_too_few_has_no_limits() => Assert.Null(FunnelLimits.OfShare(.2, 24, 1.96));

    [Theory]
    [InlineData(10, .05, 3.834, 17.127)]
    [InlineData(10, .002, 1.371, 21.571)]
    [InlineData(25, .05, 15.209, 35.744)]
    [InlineData(5.94, .05, 1.215, 11.635)]
    public void Limits_of_an_expected_count(double expected, double alpha, double low, double high)
    {
        var limits = FunnelLimits.OfCount(expected, alpha);
        Assert.Equal((low, high), (Math.Round(limits.Low!.Value, 3), Math.Round(limits.High, 3)));
    }

    [Theory]
    [InlineData(1_001, .05)]
    [InlineData(1_001, .002)]
    [InlineData(50_000, .05)]
    public void Limits_of_a_large_count_leave_as_much_outside_as_the_exact_function_says(double expected, double alpha)
    {
        var limits = FunnelLimits.OfCount(expected, alpha);
        Assert.Equal(alpha / 2, FunnelLimits.Gamma(limits.High, expected), alpha / 200);
        Assert.Equal(alpha / 2, 1 - FunnelLimits.Gamma(limits.Low!.Value + 1, expected), alpha / 200);
    }

    [Fact]
    public void Limits_of_a_count_without_end_are_there_at_once()
    {
        var (low, high) = FunnelLimits.OfCount(4e12, .05);
        Assert.Equal(4e12 - (1.96 * 2e6), low!.Value, 1e3);
        Assert.Equal(4e12 + (1.96 * 2e6), high, 1e3);
    }

    [Theory]
    [InlineData(3.68, .05)]
    [InlineData(6.9, .002)]
    public void Where_none_is_not_unlikely_there_is_no_lower_limit(double expected, double alpha) =>
        Assert.Null(FunnelLimits.OfCount(expected, alpha).Low);

    [Theory]
    [InlineData(.5, .5, 0.682689492137)]
    [InlineData(1, 2, 0.864664716763)]
    [InlineData(10, 10, 0.542070285528)]
    [InlineData(200, 180, 0.0748580350)]
    public void The_incomplete_gamma_function_is_that_of_the_tables(double shape, double x, double value) =>
        Assert.Equal(value, FunnelLimits.Gamma(shape, x), 6);

    [Fact]
    public void City_of_London_is_not_unusual_beside_England()
    {
        var rows =
            "| la | population | rate |\n| City of London | 990 | 101 |\n"
            + string.Join('\n', Enumerable.Range(1, 20).Select(i => $"| Area {i} | {20000 + (i * 1500)} | {58 + (i % 5)} |"));
        var chart = TestChart.Draw("funnel", "x: population\ny: rate\nlabel: la\nper: 10000\nhighlight: City of London", rows);
        Assert.Equal("", chart.Found);
        Assert.Contains("City of London, 101, is not unusual.", chart.Alt, StringComparison.Ordinal);
        PictureSnapshot.Match(chart.Image.Png, "funnel-rates");
    }

    [Fact]
    public void Shares_above_one_are_refused_and_told_about_per()
    {
        var rows = "| la | n | rate |\n" + string.Join('\n', Enumerable.Range(1, 12).Select(i => $"| Area {i} | {1000 + i} | {50 + i} |"));
        var mistake = TestChart.Draw("funnel", "x: n\ny: rate\nlabel: la", rows).Mistake;
        Assert.Equal((ChartRules.BadValue, "For rates say what they are per: per: 10000."), (mistake.Rule, mistake.Hint));
    }

    [Fact]
    public void Areas_that_scatter_far_more_than_chance_are_warned_of()
    {
        var rows =
            "| la | n | rate |\n"
            + string.Join(
                '\n',
                Enumerable
                    .Range(1, 30)
                    .Select(i => $"| Area {i} | 200000 | {(i % 3 == 0 ? 60 : i % 3 == 1 ? 20 : 100)} |")
            );
        var chart = TestChart.Draw("funnel", "x: n\ny: rate\nlabel: la\nper: 10000", rows);
        Assert.Equal(ChartRules.WideScatter, chart.Mistake.Rule);
        Assert.Contains("widened", chart.Alt, StringComparison.Ordinal);
    }
}
