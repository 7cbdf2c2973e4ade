using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class XmrChartTests
{
    private static readonly double[] Spike = [60, 62, 59, 61, 63, 60, 58, 61, 62, 60, 59, 75];
    private static readonly double[] Screened = [1, 2, 1, 2, 10, .. Enumerable.Repeat((double[])[1, 2], 6).SelectMany(pair => pair), 1];

    [Fact]
    public void Twelve_values_of_which_the_last_is_outside()
    {
        var limits = ControlLimits.Of(Spike);
        Assert.Equal((61.667, 52.719, 70.614), (Math.Round(limits.Mean, 3), Math.Round(limits.Lower, 3), Math.Round(limits.Upper, 3)));
        Assert.Equal(Signal.Outside, limits.Signals[11]);
        Assert.Equal(1, limits.Signals.Count(signal => signal != Signal.None));
    }

    [Theory]
    [InlineData(false, -3.063, 6.952)]
    [InlineData(true, -0.716, 4.604)]
    public void The_largest_differences_are_screened_once(bool screen, double lower, double upper)
    {
        var limits = ControlLimits.Of(Screened, screen);
        Assert.Equal((1.944, lower, upper), (Math.Round(limits.Mean, 3), Math.Round(limits.Lower, 3), Math.Round(limits.Upper, 3)));
        Assert.Equal(Signal.Outside, limits.Signals[4]);
    }

    [Fact]
    public void Seven_that_rise_are_a_trend() =>
        Assert.Equal(7, ControlLimits.Of([50, 40, 41, 42, 43, 44, 45, 46, 30, 55, 35, 52]).Signals.Count(signal => signal == Signal.Trend));

    [Fact]
    public void Six_that_rise_are_none() =>
        Assert.DoesNotContain(Signal.Trend, ControlLimits.Of([50, 40, 41, 42, 43, 44, 45, 30, 55, 35, 52, 31]).Signals);

    [Fact]
    public void Seven_on_one_side_of_the_mean_are_a_shift_and_one_on_it_ends_the_run()
    {
        Assert.Equal(7, ControlLimits.Of([1, 9, 1, 9, 1, 6, 7, 6, 7, 6, 7, 6, 1, 1]).Signals.Count(signal => signal == Signal.Shift));
        Assert.DoesNotContain(Signal.Shift, ControlLimits.Of([4, 6, 5, 4, 6, 5, 4, 6]).Signals);
    }

    [Fact]
    public void It_is_put_into_words()
    {
        var chart = TestChart.Draw("xmr", "x: month\ny: n\nformat: num0", Months(Spike));
        Assert.Equal("", chart.Found);
        Assert.Equal(
            "N: mean 62, limits 53 to 71. 2016-12, 75, is more than chance explains. 1 of 12 values are more than chance explains.",
            chart.Alt
        );
    }

    [Fact]
    public void New_limits_begin_where_the_author_says()
    {
        var chart = TestChart.Draw(
            "xmr",
            "x: month\ny: n\nrebase: [2016-07]\nbetter: higher",
            Months([60, 62, 59, 61, 63, 60, 88, 91, 92, 90, 89, 95])
        );
        Assert.Contains("trial limits", chart.Alt, StringComparison.Ordinal);
        PictureSnapshot.Match(chart.Image.Png, "xmr-rebase");
    }

    [Fact]
    public void Fewer_than_six_values_are_refused() =>
        Assert.Equal(ChartRules.TooFewValues, TestChart.Draw("xmr", "x: month\ny: n", Months([1, 2, 3, 4, 5])).Mistake.Rule);

    private static string Months(double[] values) =>
        "| month | n |\n" + string.Join('\n', values.Select((value, i) => $"| 2016-{i + 1:00} | {value} |"));
}
