using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Scales;

namespace Datamonger.Newsletter.Tests.Charts.Drawing;

public sealed class NiceScaleTests
{
    [Theory]
    [InlineData(0, 16920, 4, 1, "0 5000 10000 15000 20000")]
    [InlineData(0, 0.62, 4, 0.01, "0 0.2 0.4 0.6 0.8")]
    [InlineData(-8, 12, 4, 1, "-10 -5 0 5 10 15")]
    [InlineData(0, 3, 4, 1, "0 1 2 3")]
    [InlineData(5, 5, 4, 1, "4 5 6")]
    [InlineData(0, 0, 4, 1, "0 1")]
    public void Ticks_are_round_and_no_finer_than_what_is_printed(double low, double high, int count, double unit, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', NiceScale.For(low, high, count, unit).Ticks));

    [Fact]
    public void An_axis_that_need_not_end_on_a_tick_ends_with_the_data()
    {
        var scale = NiceScale.For(0, 17, 4, 1, round: false);
        Assert.Equal((new Span(0, 17), "0 5 10 15"), (scale.Span, string.Join(' ', scale.Ticks)));
    }
}
