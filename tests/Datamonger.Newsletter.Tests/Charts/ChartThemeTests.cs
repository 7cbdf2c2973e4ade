using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Charts;

/// <summary>Every colour of the theme that charts use is in some picture, and draws it again when it changes.</summary>
public sealed class ChartThemeTests
{
    private const string Colour = "#5A2D0C";

    private const string Four = "| year | a | b | c | d |\n| 2015 | 1 | 2 | 3 | 4 |\n| 2016 | 2 | 3 | 4 | 5 |";

    public static TheoryData<string, string, string, string> Members =>
        new()
        {
            { nameof(Theme.Ink), "column", "x: year\ny: applications", SampleRows.Applications },
            { nameof(Theme.Ground), "column", "x: year\ny: applications", SampleRows.Applications },
            { nameof(Theme.Accent), "column", "x: year\ny: applications", SampleRows.Applications },
            { nameof(Theme.Muted), "line", "x: year\ny: [applications, approvals]\nzero: no", SampleRows.Years },
            { nameof(Theme.Rule), "line", "x: year\ny: [applications, approvals]\nzero: no", SampleRows.Years },
            { nameof(Theme.Comparison), "column", "x: year\ny: applications\nhighlight: 2015/16", SampleRows.Applications },
            { "Palette 0", "grouped-bar", "x: year\ny: [a, b, c, d]", Four },
            { "Palette 1", "grouped-bar", "x: year\ny: [a, b, c, d]", Four },
            { "Palette 2", "grouped-bar", "x: year\ny: [a, b, c, d]", Four },
            { "Palette 3", "grouped-bar", "x: year\ny: [a, b, c, d]", Four },
        };

    [Theory, MemberData(nameof(Members))]
    public void A_colour_of_the_theme_is_in_the_picture_and_its_key(string member, string kind, string keys, string rows)
    {
        var theme = member switch
        {
            nameof(Theme.Ink) => Theme.Default with { Ink = Colour },
            nameof(Theme.Ground) => Theme.Default with { Ground = Colour },
            nameof(Theme.Accent) => Theme.Default with { Accent = Colour },
            nameof(Theme.Muted) => Theme.Default with { Muted = Colour },
            nameof(Theme.Rule) => Theme.Default with { Rule = Colour },
            nameof(Theme.Comparison) => Theme.Default with { Comparison = Colour },
            _ => Theme.Default with { Palette = Theme.Default.Palette.SetItem(member[^1] - '0', Colour) },
        };
        var cache = new BuildCache(null);
        var before = TestChart.Draw(kind, $"{keys}\nrender: image", rows, cache: cache).Image;
        var after = TestChart.Draw(kind, $"{keys}\nrender: image", rows, theme, cache).Image;
        Assert.NotEqual(before.FileName, after.FileName);
        using var pixels = SKBitmap.Decode(after.Png.AsSpan());
        Assert.Contains(SKColor.Parse(Colour), pixels.Pixels);
        using var plain = SKBitmap.Decode(before.Png.AsSpan());
        Assert.DoesNotContain(SKColor.Parse(Colour), plain.Pixels);
    }
}
