using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>A chart says its numbers in words too, and its series differ by more than hue.</summary>
internal sealed class ChartsAreTold : ICheck
{
    // Most series that are drawn in one chart.
    private const int Series = 4;
    private const double Apart = 3;

    private static readonly DiagnosticRule Words = new("DM527", Severity.Warning, "A chart whose words hold no figure");
    private static readonly DiagnosticRule Colours = new("DM528", Severity.Warning, "Series colours that are hard to tell apart");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Words,
            "IMG-15",
            "Who does not see the chart gets none of its numbers.",
            "Leave alt: out, and the words are made from the data; or put the figures into it.",
            "WCAG 2.2 §1.1.1"
        ),
        new(
            Colours,
            "IMG-16",
            "One man in twelve sees hues differently; neighbouring series must differ in lightness.",
            "Order the palette so that light and dark colours take turns (3:1 between neighbours).",
            "WCAG 2.2 §1.4.1, §1.4.11; Government Analysis Function palette"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var chart in context.Charts.All)
        {
            if (
                chart.Failure is null
                && chart.Block.Texts.TryGetValue("alt", out var alt)
                && chart.Data.RowCount > 0
                && !chart.Alt.Any(char.IsDigit)
            )
            {
                diagnostics.Add(
                    Words,
                    alt.Location,
                    $"The {chart.Block.Kind} chart of {chart.Block.Data} is worded without a figure: \"{chart.Alt}\".",
                    "Leave alt: out, and the words are made from the data."
                );
            }
        }
        // A column for the names, and one for each series: what no chart draws beside its neighbour is not judged.
        var series = context.Charts.All.Select(chart => chart.Data.Columns.Length - 1).DefaultIfEmpty().Max();
        if (series < 2)
            return;
        var palette = context
            .Settings.Theme.Palette.Take(Math.Min(series, Series))
            .Select(colour => (Text: colour, Colour: Rgb.Parse(colour)))
            .ToArray();
        for (var i = 1; i < palette.Length; i++)
        {
            if (
                palette[i - 1].Colour is { } before
                && palette[i].Colour is { } colour
                && Rgb.Contrast(before, colour) is < Apart and var contrast
            )
            {
                diagnostics.Add(
                    Colours,
                    context.PlaceInSettings(palette[i].Text),
                    $"The series colours {palette[i - 1].Text} and {palette[i].Text} are too alike in lightness ({contrast:0.0} to 1).",
                    "Neighbours in the palette need 3 to 1."
                );
            }
        }
    }
}
