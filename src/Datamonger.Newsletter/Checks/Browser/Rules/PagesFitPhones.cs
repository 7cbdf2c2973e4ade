using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Browser.Rules;

/// <summary>Nothing is wider than the screen of a phone.</summary>
internal sealed class PagesFitPhones : IBrowserCheck
{
    // What a phone has room for, in letters of the text.
    private const int LongWord = 25;

    private static readonly DiagnosticRule Rule = new("DM566", Severity.Error, "A page that is wider than a phone");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "CLI-04",
            "On a phone the text runs out of the screen, or all of it is made too small to read.",
            "Break long words and addresses, take columns out of wide tables, give what the template draws a width in per cent. Only "
                + "`check --browser` looks.",
            "WCAG 2.2 §1.4.10; Chromium at 375 and 320 pixels"
        )
        {
            IsOnRequest = true,
        },
    ];

    /// <inheritdoc/>
    public void Run(MeasuredIssue issue, DiagnosticBag diagnostics)
    {
        var said = new HashSet<SourceLocation>();
        // The widest screen on which it shows is the one that is named.
        foreach (
            var (page, measured) in issue
                .All.Where(item => item.Measured.Look is { IsStyled: true, IsDark: false, Width: <= PageLook.Phone })
                .OrderBy(item => item.Measured.Page)
                .ThenByDescending(item => item.Measured.Look.Width)
        )
        {
            foreach (var wide in measured.Overflows)
            {
                var place = page.PlaceOf(wide.Element, LongestWord(page, wide));
                if (said.Add(place))
                    diagnostics.Add(
                        Rule,
                        place,
                        $"{page.NameOf(wide.Element)} makes the page {wide.Width} pixels wide on a screen of {measured.Look.Width} "
                            + $"pixels{page.Where}.",
                        Hint(page, wide)
                    );
            }
        }
    }

    /// <summary>What helps an element that is too wide.</summary>
    internal static string Hint(MeasuredPage page, WideElement wide) =>
        page.Element(wide.Element).LocalName switch
        {
            "img" => "Let it shrink: the template’s pictures have max-width: 100%.",
            "table" when page.Element(wide.Element).ClassList.Contains("data") =>
                "Write narrow: stacked in its block, take columns out, or shorten their headings.",
            "table" => "Take columns out or shorten their headings; a table block can stack its cells on a phone (narrow: stacked).",
            _ when LongestWord(page, wide) is { Length: > LongWord } =>
                "Break its longest word, or put a link with words of its own in place of a bare address.",
            _ => "Give it a width in per cent in the template, or shorten what stands in it.",
        };

    // Where no element inside is to blame, a word is.
    private static string LongestWord(MeasuredPage page, WideElement wide) =>
        page.Element(wide.Element).TextContent.Split((char[]?)null).MaxBy(word => word.Length) is { Length: > LongWord } word ? word : "";
}
