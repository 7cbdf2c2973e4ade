namespace Datamonger.Newsletter.Tests.Charts;

/// <summary>Keys with which each kind draws rows of two columns of names (<c>place</c>, <c>group</c>) and two of numbers (<c>a</c>, <c>$b</c>).</summary>
internal static class ChartKeys
{
    public static readonly (string Kind, string Keys)[] All =
    [
        ("bar", "x: place\ny: a"),
        ("bar", "x: place\ny: a\nreference: [{at: mean}, {at: median}, {at: 1}]"),
        ("column", "x: place\ny: a"),
        ("column", "x: place\ny: a\nreference: [{at: mean}, {at: median}]"),
        ("dot", "x: place\ny: a\nreference: [{at: mean}]"),
        ("strip", "x: place\ny: a\nreference: [{at: mean}, {at: median}]"),
        ("line", "x: place\ny: [a, $b]"),
        ("line", "x: place\ny: a\nreference: [{at: mean}, {at: median}]"),
        ("grouped-bar", "x: place\ny: [a, $b]"),
        ("grouped-column", "x: place\ny: [a, $b]"),
        ("stacked-bar", "x: place\ny: [a, $b]"),
        ("stacked-column", "x: place\ny: [a, $b]\nas: shares"),
        ("area", "x: place\ny: [a, $b]"),
        ("slope", "x: place\ny: [a, $b]"),
        ("dumbbell", "x: place\ny: [a, $b]"),
        ("scatter", "x: a\ny: $b\nlabel: place\ntrend: true"),
        ("histogram", "x: a\nlabel: place\nreference: [{at: mean}, {at: median}]"),
        ("box", "x: group\ny: a\nwhiskers: tukey"),
        ("heatmap", "x: place\ny: [a, $b]"),
        ("tiles", "x: place\ny: a"),
        ("xmr", "x: place\ny: a\nbetter: lower\nscreen: true"),
        ("funnel", "x: a\ny: $b\nlabel: place"),
        ("funnel", "x: a\ny: $b\nlabel: place\nper: 1000"),
        ("bullet", "x: place\ny: a\ntarget: $b"),
        ("number", "x: place\ny: a"),
        ("sparkline", "x: place\ny: a"),
    ];
}
