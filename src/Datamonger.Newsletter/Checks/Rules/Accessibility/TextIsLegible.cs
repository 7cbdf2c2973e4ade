using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>Text stands out from its ground: in the light scheme, in the dark one, and where a client turns the colours round.</summary>
internal sealed class TextIsLegible : ICheck
{
    private const double Enough = 4.5;
    private const double EnoughWhenLarge = 3;

    // WCAG's 18 point, and 14 point in bold.
    private const double Large = 24;
    private const double LargeBold = 18.66;

    private static readonly DiagnosticRule Light = new("DM533", Severity.Error, "Text that is hard to see");
    private static readonly DiagnosticRule Dark = new("DM534", Severity.Error, "Text that is hard to see in the dark scheme");
    private static readonly DiagnosticRule Forced = new("DM535", Severity.Warning, "Text that is hard to see when a client turns colours round");

    private static readonly ImmutableArray<Scheme> Schemes =
    [
        new(Light, "", static (element, colours, _) => colours),
        new(Dark, " in the dark scheme", static (element, colours, dark) => dark.Of(element) is var (ink, ground) ? (ink ?? colours.Ink, ground ?? colours.Ground) : colours),
        new(Forced, " when Outlook or Gmail turns colours round", static (element, colours, _) => (colours.Ink?.Inverted(), colours.Ground?.Inverted())),
    ];

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(Light, "A11-05", "In sunlight, on a poor screen or with tired eyes it cannot be read.", "Choose colours with a contrast of 4.5 to 1 (3 to 1 for large text): theme: in newsletter.yml, or the template.", "WCAG 2.2 §1.4.3; axe color-contrast"),
        new(Dark, "A11-06", "Apple Mail and Outlook for phones show the dark scheme to everybody who has set one.", "Choose the dark_ colours of theme: so, and name every coloured element in the dark block of theme.css.", "WCAG 2.2 §1.4.3; caniemail, prefers-color-scheme"),
        new(Forced, "A11-07", "Gmail and Outlook on Windows make a dark scheme of their own by turning lightness round.", "Avoid colours of middling lightness for text and for grounds.", "Outlook and Gmail practice"),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var dark = new DarkScheme(context);
        foreach (var scheme in Schemes)
        {
            if (scheme.Rule == Dark && !dark.Exists) continue;
            var colours = new Dictionary<IElement, (Rgb Ink, Rgb Ground)>();
            var said = new HashSet<(Rgb, Rgb, bool)>();
            foreach (var text in context.Texts)
            {
                var (ink, ground) = Colours(text.Parent);
                var isLarge = IsLarge(context.Styles, text.Parent);
                var contrast = Rgb.Contrast(ink, ground);
                if (contrast >= (isLarge ? EnoughWhenLarge : Enough) - 0.005 || !text.Text.Any(char.IsLetterOrDigit) || !said.Add((ink, ground, isLarge))) continue;
                diagnostics.Add(
                    scheme.Rule, context.PlaceOf(text.Parent, text.Text.Trim()),
                    $"The text \"{TextRun.Shorten(TextRun.Normalise(text.Text))}\" is {ink} on {ground}{scheme.Words}: a contrast of {contrast:0.0} to 1.",
                    $"It needs {(isLarge ? EnoughWhenLarge : Enough):0.#} to 1. Colours stand under theme: in newsletter.yml and in templates/{context.Issue.FrontMatter.Template}/theme.css.");
            }

            // What an element says itself, in this scheme, over what its parent has.
            (Rgb Ink, Rgb Ground) Colours(IElement? element)
            {
                if (element is null) return scheme.Rule == Forced ? (Rgb.White, Rgb.Black) : (Rgb.Black, Rgb.White);
                if (colours.TryGetValue(element, out var known)) return known;
                var (ink, ground) = scheme.Of(element, Own(context.Styles, element), dark);
                var inherited = Colours(element.ParentElement);
                return colours[element] = (ink ?? inherited.Ink, ground ?? inherited.Ground);
            }
        }
    }

    private static (Rgb? Ink, Rgb? Ground) Own(ElementStyles styles, IElement element)
    {
        var ground = Rgb.Parse(styles.Of(element, "background-color")) ?? Rgb.Parse(styles.Of(element, "background")) ?? Rgb.Parse(element.GetAttribute("bgcolor"));
        return (Rgb.Parse(styles.Of(element, "color")), ground);
    }

    private static bool IsLarge(ElementStyles styles, IElement element)
    {
        var size = ElementStyles.Pixels(styles.Inherited(element, "font-size")) ?? 16;
        return size >= Large || (size >= LargeBold && styles.Inherited(element, "font-weight") is "bold" or "600" or "700" or "800" or "900");
    }

    private sealed record Scheme(DiagnosticRule Rule, string Words, Func<IElement, (Rgb? Ink, Rgb? Ground), DarkScheme, (Rgb? Ink, Rgb? Ground)> Of);
}
