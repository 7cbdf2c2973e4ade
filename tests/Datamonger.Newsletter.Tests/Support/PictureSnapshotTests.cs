using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Charts;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Support;

public sealed class PictureSnapshotTests
{
    [Theory]
    [InlineData("#12436D", "#1D4E78")]
    [InlineData("#8A8D8F", "#93969A")]
    public void A_mark_in_another_colour_is_another_picture(string colour, string other)
    {
        using var expected = Drawn(colour);
        using var actual = Drawn(other);
        Assert.Matches("^[0-9]+ of [0-9]+ pixels differ$", PictureSnapshot.Difference(expected, actual));
        Assert.Null(PictureSnapshot.Difference(expected, expected));
    }

    [Fact]
    public void A_pixel_at_an_edge_may_differ()
    {
        using var expected = Drawn("#12436D");
        using var actual = expected.Copy();
        for (var x = 0; x < 20; x++)
            actual.SetPixel(x, 0, SKColors.Gray);
        Assert.Null(PictureSnapshot.Difference(expected, actual));
    }

    private static SKBitmap Drawn(string accent) =>
        SKBitmap.Decode(
            TestChart
                .Picture("column", "x: year\ny: applications", SampleRows.Applications, Theme.Default with { Accent = accent })
                .Image.Png.AsSpan()
        );
}
