using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Tests.Charts.Reading;

public sealed class NumberFormatsTests
{
    [Theory]
    [InlineData("num1k", "0 5000 10000", "0 5k 10k")]
    [InlineData("num1k", "0 2500 5000", "0 2.5k 5.0k")]
    [InlineData("pct1", "0.1 0.15 0.2", "10% 15% 20%")]
    [InlineData("pct1", "0.1 0.125 0.15", "10.0% 12.5% 15.0%")]
    [InlineData("gbp1bn", "0 2000000000", "£0 £2bn")]
    [InlineData("num2", "-1 0 1", "−1 0 1")]
    public void An_axis_has_no_more_decimals_than_its_values_need(string format, string ticks, string printed)
    {
        double[] values = [.. ticks.Split(' ').Select(double.Parse)];
        Assert.Equal(
            printed,
            string.Join(' ', values.Select(NumberFormats.OfTicks(ValueFormat.Of(format), Language.BritishEnglish, values)))
        );
    }

    [Theory]
    [InlineData("1 2 3", "num0")]
    [InlineData("0.25 0.5", "num2")]
    [InlineData("12.5 13", "num1")]
    [InlineData("12.34 13", "num1")]
    [InlineData("1234.5", "num0")]
    public void Values_without_a_format_have_about_three_figures(string values, string format) =>
        Assert.Equal(format, NumberFormats.For(values.Split(' ').Select(value => (object?)decimal.Parse(value))).Name);
}
