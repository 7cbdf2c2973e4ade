using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Charts.Drawing;

public sealed class LetteringTests
{
    [Theory]
    [InlineData(552)]
    [InlineData(600)]
    [InlineData(327)]
    [InlineData(40)]
    public void Text_has_twelve_pixels_on_a_phone_of_375(int width)
    {
        using var sheet = new ChartSheet(Theme.Default, width);
        Assert.True(sheet.Lettering.Size * Math.Min(1, 327f / width) >= 12);
    }

    [Fact]
    public void A_text_breaks_at_blanks_or_not_at_all()
    {
        using var letters = new Lettering(20);
        Assert.Equal(["Yorkshire and", "The Humber"], letters.Wrap("Yorkshire and The Humber", 150, 2));
        Assert.Null(letters.Wrap("Yorkshire and The Humber", 150, 1));
        Assert.Null(letters.Wrap("Northumberland", 60, 3));
    }

    [Fact]
    public void A_text_that_is_cut_ends_with_an_ellipsis_and_fits()
    {
        using var letters = new Lettering(20);
        var cut = letters.Fit("Bath and North East Somerset", 150);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.InRange(letters.Width(cut), 100, 150);
        Assert.Equal("Bath", letters.Fit("Bath", 150));
    }
}
