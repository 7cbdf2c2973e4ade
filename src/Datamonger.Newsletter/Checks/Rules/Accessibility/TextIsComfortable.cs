using System.Collections.Immutable;
using System.Globalization;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>Text is large enough, has room between its lines, a ragged edge, and small letters.</summary>
internal sealed class TextIsComfortable : ICheck
{
    private const double Smallest = 12;
    private const double Tightest = 1.3;
    private const int LongCapitals = 20;
    private const int LeastOfAWord = 6;

    // Large type needs less room; a line of a heading is short.
    private const double LargeType = 22;

    private static readonly DiagnosticRule Rule = new("DM538", Severity.Warning, "Text that is tiring to read");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "A11-11, A11-12",
            "Small, tight or justified text and long stretches of capitals slow everybody down, and shut some readers out.",
            "Set text at 14 pixels or more (12 at the least), lines at 1.3 times that, left-aligned; use capitals for abbreviations.",
            "WCAG 2.2 §1.4.8, §1.4.12"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var styles = context.Styles;
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in context.Texts)
        {
            var words = TextRun.Normalise(text.Text);
            if (!words.Any(char.IsLetterOrDigit))
                continue;
            var size = ElementStyles.Pixels(styles.Inherited(text.Parent, "font-size")) ?? 16;
            // The raised number of a note is small by nature.
            if (size < Smallest && text.Parent.Closest("sup, sub") is null)
                Say(
                    $"font-size:{size}",
                    text,
                    $"is set in {size.ToString(CultureInfo.InvariantCulture)} pixels.",
                    "12 pixels are the least that can be read on every screen."
                );
            if (
                LineHeight(styles.Inherited(text.Parent, "line-height"), size) is > 0 and < Tightest and var height
                && size < LargeType
                && text.Parent.Closest("sup, sub") is null
                && words.Length > 60
            )
                Say(
                    $"line-height:{height}",
                    text,
                    $"has lines at {height.ToString("0.##", CultureInfo.InvariantCulture)} times the size of the type.",
                    "Give it 1.3 or more."
                );
            if (styles.Inherited(text.Parent, "text-align") == "justify")
                Say("justify", text, "is justified, which tears holes between words.", "Align it to the left.");
            if (styles.Inherited(text.Parent, "text-transform") == "uppercase" && words.Length > LongCapitals)
                Say("uppercase", text, "is turned into capitals.", "Leave it in small letters.");
            if (IsShouting(words))
                Say(words, text, "is all in capitals.", "Write it in small letters; screen readers may spell capitals out.");
        }

        void Say(string what, TextRun text, string problem, string hint)
        {
            if (said.Add(what))
                diagnostics.Add(
                    Rule,
                    context.PlaceOf(text.Parent, text.Text.Trim()),
                    $"The text \"{TextRun.Shorten(TextRun.Normalise(text.Text))}\" {problem}",
                    hint
                );
        }
    }

    private static bool IsShouting(string words) =>
        words.Length > LongCapitals
        && !words.Any(letter => char.IsLetter(letter) && !char.IsUpper(letter))
        && words.Count(char.IsUpper) > LongCapitals * 3 / 4
        // Abbreviations in a row (NHS, CIPFA, ADCS) are written so.
        && words.Split(' ').Count(word => word.Count(char.IsUpper) >= LeastOfAWord) > 1;

    private static double? LineHeight(string? value, double size)
    {
        if (value is null)
            return null;
        if (ElementStyles.Pixels(value) is { } pixels)
            return pixels / size;
        if (
            value.EndsWith('%')
            && double.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
        )
            return percent / 100;
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) ? factor : null;
    }
}
