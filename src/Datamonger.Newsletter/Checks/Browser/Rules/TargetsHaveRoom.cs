using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Browser.Rules;

/// <summary>A thumb meets the link that it aims at.</summary>
/// <remarks>
/// WCAG 2.2 §2.5.8: a target is at least 24 pixels wide and high, or a circle of that size about its middle touches no other target
/// and no other such circle; one in a sentence is left alone.
/// </remarks>
internal sealed class TargetsHaveRoom : IBrowserCheck
{
    private const double Least = 24;

    private static readonly DiagnosticRule Rule = new("DM568", Severity.Info, "Links that are hard to meet with a thumb");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-19",
            "On a phone the reader opens the wrong page, or unsubscribes by mistake.",
            "Give links that stand by themselves lines of 24 pixels, or room between them. Only `check --browser` looks.",
            "WCAG 2.2 §2.5.8"
        )
        {
            IsOnRequest = true,
        },
    ];

    /// <inheritdoc/>
    public void Run(MeasuredIssue issue, DiagnosticBag diagnostics)
    {
        var said = new HashSet<SourceLocation>();
        foreach (var (page, measured) in issue.All.Where(item => item.Measured.Look == new PageLook(PageLook.Phone)))
        {
            var judged = new HashSet<int>();
            foreach (var target in measured.Targets.Where(target => IsSmall(target) && !target.IsInSentence))
            {
                // Of two that crowd each other the first is named.
                judged.Add(target.Element);
                if (measured.Targets.FirstOrDefault(other => !judged.Contains(other.Element) && Crowds(target, other)) is not { } neighbour)
                    continue;
                var place = page.PlaceOf(target.Element, target.Text);
                if (!said.Add(place))
                    continue;
                diagnostics.Add(
                    Rule,
                    place,
                    $"The link \"{TextRun.Shorten(target.Text)}\" is {Number(target.Width)} by {Number(target.Height)} pixels on a "
                        + $"phone, and close to \"{TextRun.Shorten(neighbour.Text)}\"{page.Where}.",
                    "Give its line 24 pixels of height, or keep its neighbour further away."
                );
            }
        }
    }

    private static bool IsSmall(LinkBox box) => box.Width < Least || box.Height < Least;

    // The circle about the middle of a small target against the box of another, and against the circle of a small one.
    private static bool Crowds(LinkBox target, LinkBox other)
    {
        var (x, y) = (target.Left + target.Width / 2, target.Top + target.Height / 2);
        var (right, down) = (
            x - Math.Clamp(x, other.Left, other.Left + other.Width),
            y - Math.Clamp(y, other.Top, other.Top + other.Height)
        );
        if (right * right + down * down < Least * Least / 4)
            return true;
        var (across, along) = (x - other.Left - other.Width / 2, y - other.Top - other.Height / 2);
        return IsSmall(other) && across * across + along * along < Least * Least;
    }

    private static string Number(double pixels) => pixels.ToString("0", CultureInfo.InvariantCulture);
}
