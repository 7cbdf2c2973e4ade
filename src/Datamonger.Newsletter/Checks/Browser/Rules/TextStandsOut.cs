using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Checks.Rules.Accessibility;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Browser.Rules;

/// <summary>
/// Text stands out from what is painted behind it, light and dark. The rules are those of <see cref="TextIsLegible"/>, which reads
/// colours off the HTML; what it has found is not said again.
/// </summary>
internal sealed class TextStandsOut : IBrowserCheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules => [];

    /// <inheritdoc/>
    public void Run(MeasuredIssue issue, DiagnosticBag diagnostics)
    {
        var read = TextIsLegible.Find(issue.Context);
        var colours = read.Select(text => (text.Rule, text.Ink, text.Ground)).ToHashSet();
        var places = read.Select(text => (text.Rule, text.Location)).ToHashSet();
        foreach (var (page, measured) in issue.All.Where(item => item.Measured is { IsInScheme: true, Look.IsStyled: true }))
        {
            var rule = measured.Look.IsDark ? TextIsLegible.Dark : TextIsLegible.Light;
            foreach (var text in measured.Texts)
            {
                var isLarge = TextIsLegible.IsLarge(text.Size, text.Weight >= 600);
                var contrast = Rgb.Contrast(text.Ink, text.Ground);
                // Colours that the dark scheme leaves as they are have been reported of the light one.
                if (
                    TextIsLegible.IsEnough(contrast, isLarge)
                    || colours.Contains((TextIsLegible.Light, text.Ink, text.Ground))
                    || !colours.Add((rule, text.Ink, text.Ground))
                )
                    continue;
                var place = page.PlaceOf(text.Element, text.Text);
                if (!places.Add((rule, place)))
                    continue;
                diagnostics.Add(
                    rule,
                    place,
                    $"The text \"{TextRun.Shorten(text.Text)}\" is painted {text.Ink} on "
                        + $"{text.Ground}{(measured.Look.IsDark ? " in the dark scheme" : "")}{page.Where}: a contrast of "
                        + $"{contrast:0.0} to 1.",
                    TextIsLegible.Hint(isLarge, issue.Context.Issue.FrontMatter.Template)
                );
            }
        }
    }
}
