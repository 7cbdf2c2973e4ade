using System.Collections.Immutable;
using System.Globalization;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Browser.Rules;

/// <summary>The email can be read where its style block is gone.</summary>
internal sealed class EmailReadsWithoutStyles : IBrowserCheck
{
    private const double Smallest = 12;

    private static readonly DiagnosticRule Rule = new("DM567", Severity.Warning, "An email that cannot be read without its style block");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "CLI-05",
            "Gmail drops the style block of a message that it clips or that comes through another account, and the layout with it.",
            "Put what the layout needs on the elements: no `/* keep */` in theme.css but for media queries and resets. Only `check "
                + "--browser` looks.",
            "hteumeuleu/email-bugs 56; Gmail’s clipped view"
        )
        {
            IsOnRequest = true,
        },
    ];

    /// <inheritdoc/>
    public void Run(MeasuredIssue issue, DiagnosticBag diagnostics)
    {
        var said = new HashSet<SourceLocation>();
        foreach (var (page, measured) in issue.All.Where(item => !item.Measured.Look.IsStyled))
        {
            var width = measured.Look.Width;
            var styled = page.Measurements.First(other => other.Look == new PageLook(width));
            foreach (
                var wide in measured.Overflows.Where(wide =>
                    styled.Overflows.All(other => other.Element != wide.Element) && !Stacks(page.Element(wide.Element))
                )
            )
            {
                Say(
                    page,
                    wide.Element,
                    "",
                    $"{page.NameOf(wide.Element)} makes the page {wide.Width} pixels wide on a screen of {width} pixels",
                    PagesFitPhones.Hint(page, wide)
                );
            }
            foreach (var pair in measured.Overlaps)
            {
                Say(
                    page,
                    pair.Element,
                    pair.Text,
                    $"The text \"{TextRun.Shorten(pair.Text)}\" lies over \"{TextRun.Shorten(pair.Other)}\" on a screen of {width} pixels",
                    "Set its position and its line height on the element."
                );
            }
            foreach (
                var text in measured.Texts.Where(text =>
                    text.Size < Smallest
                    && page.Element(text.Element) is var element
                    && element.Closest("sup, sub") is null
                    && !SaysItsSize(issue, page, text)
                )
            )
            {
                Say(
                    page,
                    text.Element,
                    text.Text,
                    $"The text \"{TextRun.Shorten(text.Text)}\" is set in {text.Size.ToString("0.#", CultureInfo.InvariantCulture)} pixels",
                    "Set its size on the element: 12 pixels are the least that can be read on every screen."
                );
            }
        }

        void Say(MeasuredPage page, int element, string words, string problem, string hint)
        {
            var place = page.PlaceOf(element, words);
            if (said.Add(place))
                diagnostics.Add(Rule, place, $"{problem} where the style block is gone.", hint);
        }
    }

    // A table of data whose cells stack by a rule for narrow screens can be scrolled where that is gone: WCAG 2.2 §1.4.10 lets tables be
    // wide.
    private static bool Stacks(IElement element) =>
        element.LocalName == "table" && element.ClassList.Contains("data") && element.ClassList.Contains("stacked");

    // A size in pixels on the element is read by TextIsComfortable.
    private static bool SaysItsSize(MeasuredIssue issue, MeasuredPage page, PaintedText text) =>
        ElementStyles.Pixels(issue.Context.Styles.Inherited(page.Element(text.Element), "font-size")) is < Smallest;
}
