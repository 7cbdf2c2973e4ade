using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts;

/// <summary>A picture from the cache is the one that would be drawn: whatever changes pixels is part of its key.</summary>
public sealed class PictureKeyTests
{
    private const string Rows = "area | year | n | m\nNorth | 2015 | 12 | 3\nSouth | 2015 | 7 | 4\nEast | 2015 | 3 | 9";

    // Between them they use every colour that a chart may use.
    private static readonly (string Kind, string Keys)[] Kinds =
    [
        ("bar", "x: n\ny: area\nhighlight: South"),
        ("bar", "value: n\nlabel: area\nhighlight: South"),
        ("column", "x: area\ny: n\nhighlight: South"),
        ("grouped-column", "x: area\ny: [n, m]"),
        ("scatter", "x: n\ny: m\nlabel: area"),
        ("dot", "x: n\ny: area\nhighlight: South"),
    ];

    public static TheoryData<string> Colours => ["ink", "ground", "accent", "muted", "rule", "comparison", "palette"];

    [Theory, MemberData(nameof(Colours))]
    public void A_colour_of_the_theme_is_part_of_it(string colour)
    {
        const string other = "#7A1FA2";
        var theme = colour switch
        {
            "ink" => Theme.Default with { Ink = other },
            "ground" => Theme.Default with { Ground = "#EEF3FA" },
            "accent" => Theme.Default with { Accent = other },
            "muted" => Theme.Default with { Muted = other },
            "rule" => Theme.Default with { Rule = other },
            "comparison" => Theme.Default with { Comparison = other },
            _ => Theme.Default with { Palette = [other, .. Theme.Default.Palette[..^1]] },
        };
        var cache = new BuildCache(null);
        var changed = 0;
        foreach (var (kind, keys) in Kinds)
        {
            var before = Drawn(kind, keys, Theme.Default, cache);
            var after = Drawn(kind, keys, theme, cache);
            Assert.Equal(Drawn(kind, keys, theme, new BuildCache(null)), after);
            changed += before is null || before == after ? 0 : 1;
        }
        Assert.True(changed > 0, $"No chart shows the colour {colour}: the test sees nothing.");
    }

    [Theory]
    [InlineData("area | n\nNorth | 12\nSouth | 8\nEast | 3")]
    [InlineData("area | n\nNorth | 12\nSouht | 7\nEast | 3")]
    [InlineData("area | n\nSouth | 7\nNorth | 12\nEast | 3")]
    [InlineData("area | n\nNorth | 12\nSouth | \nEast | 3")]
    public void Every_cell_of_the_rows_is_part_of_it(string rows)
    {
        var cache = new BuildCache(null);
        _ = TestChart.Picture("column", "x: area\ny: n", "area | n\nNorth | 12\nSouth | 7\nEast | 3");
        Assert.Equal(
            TestChart.Draw("column", "x: area\ny: n\nrender: image", rows, cache: new BuildCache(null)).Only.Image?.FileName,
            TestChart.Draw("column", "x: area\ny: n\nrender: image", rows, cache: cache).Only.Image?.FileName
        );
    }

    // Null where the keys are not those of the kind.
    private static string? Drawn(string kind, string keys, Theme theme, BuildCache cache)
    {
        var chart = TestChart.Draw(kind, keys + "\nrender: image", Rows, theme, cache);
        return chart.Only.Image is { } image ? ContentHash.Of(image.Png.AsSpan()) : null;
    }
}
