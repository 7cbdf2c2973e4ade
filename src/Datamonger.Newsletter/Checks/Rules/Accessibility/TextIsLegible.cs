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

    internal static readonly DiagnosticRule Light = new("DM533", Severity.Error, "Text that is hard to see");
    internal static readonly DiagnosticRule Dark = new("DM534", Severity.Error, "Text that is hard to see in the dark scheme");
    private static readonly DiagnosticRule Forced = new(
        "DM535",
        Severity.Warning,
        "Text that is hard to see when a client turns colours round"
    );

    private static readonly ImmutableArray<Scheme> Schemes =
    [
        new(Light, "", static (element, colours, _) => colours),
        new(
            Dark,
            " in the dark scheme",
            static (element, colours, dark) =>
                dark.Of(element) is var (ink, ground) ? (ink ?? colours.Ink, ground ?? colours.Ground) : colours
        ),
        new(
            Forced,
            " when Outlook or Gmail turns colours round",
            static (element, colours, _) => (colours.Ink?.Inverted(), colours.Ground?.Inverted())
        ),
    ];

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Light,
            "A11-05",
            "In sunlight, on a poor screen or with tired eyes it cannot be read.",
            "Choose colours with a contrast of 4.5 to 1 (3 to 1 for large text): theme: in newsletter.yml, or the template.",
            "WCAG 2.2 §1.4.3; axe color-contrast"
        )
        {
            IsOnRequest = true,
        },
        new(
            Dark,
            "A11-06",
            "Apple Mail and Outlook for phones show the dark scheme to everybody who has set one.",
            "Choose the dark_ colours of theme: so, and name every coloured element in the dark block of theme.css.",
            "WCAG 2.2 §1.4.3; caniemail, prefers-color-scheme"
        )
        {
            IsOnRequest = true,
        },
        new(
            Forced,
            "A11-07",
            "Gmail and Outlook on Windows make a dark scheme of their own by turning lightness round.",
            "Avoid colours of middling lightness for text and for grounds.",
            "Outlook and Gmail practice"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var text in Find(context))
        {
            var words = Schemes.First(scheme => scheme.Rule == text.Rule).Words;
            diagnostics.Add(
                text.Rule,
                text.Location,
                $"The text \"{TextRun.Shorten(TextRun.Normalise(text.Text.Text))}\" is {text.Ink} on {text.Ground}{words}: a contrast "
                    + $"of {Rgb.Contrast(text.Ink, text.Ground):0.0} to 1.",
                Hint(text.IsLarge, context.Issue.FrontMatter.Template)
            );
        }
    }

    /// <summary>The texts that are hard to see as the HTML has their colours, the first of each pair of colours.</summary>
    internal static ImmutableArray<IllegibleText> Find(CheckContext context)
    {
        var found = ImmutableArray.CreateBuilder<IllegibleText>();
        var dark = new DarkScheme(context);
        // What every scheme asks of an element.
        var owns = new Dictionary<IElement, (Rgb? Ink, Rgb? Ground)>();
        var sizes = new Dictionary<IElement, bool>();
        foreach (var scheme in Schemes)
        {
            if (scheme.Rule == Dark && !dark.Exists)
                continue;
            var colours = new Dictionary<IElement, (Rgb Ink, Rgb Ground)>();
            var said = new HashSet<(Rgb, Rgb, bool)>();
            foreach (var text in context.Texts)
            {
                var (ink, ground) = Colours(text.Parent);
                if (!sizes.TryGetValue(text.Parent, out var isLarge))
                    sizes[text.Parent] = isLarge = IsLarge(context.Styles, text.Parent);
                if (
                    IsEnough(Rgb.Contrast(ink, ground), isLarge)
                    || !text.Text.Any(char.IsLetterOrDigit)
                    || !said.Add((ink, ground, isLarge))
                )
                    continue;
                found.Add(new IllegibleText(scheme.Rule, text, context.PlaceOf(text.Parent, text.Text.Trim()), ink, ground, isLarge));
            }

            // What an element says itself, in this scheme, over what its parent has.
            (Rgb Ink, Rgb Ground) Colours(IElement? element)
            {
                if (element is null)
                    return scheme.Rule == Forced ? (Rgb.White, Rgb.Black) : (Rgb.Black, Rgb.White);
                if (colours.TryGetValue(element, out var known))
                    return known;
                if (!owns.TryGetValue(element, out var own))
                    owns[element] = own = Own(context.Styles, element);
                var (ink, ground) = scheme.Of(element, own, dark);
                var inherited = Colours(element.ParentElement);
                return colours[element] = (ink ?? inherited.Ink, ground ?? inherited.Ground);
            }
        }
        return found.ToImmutable();
    }

    /// <summary>Whether a contrast is enough; a printed 4.5 is.</summary>
    internal static bool IsEnough(double contrast, bool isLarge) => contrast >= Needed(isLarge) - 0.005;

    /// <summary>Whether type is large by WCAG: 18 point, or 14 in bold.</summary>
    /// <param name="size">Pixels.</param>
    /// <param name="isBold">Whether it is bold.</param>
    internal static bool IsLarge(double size, bool isBold) => size >= Large || (size >= LargeBold && isBold);

    /// <summary>What to do.</summary>
    internal static string Hint(bool isLarge, string template) =>
        $"It needs {Needed(isLarge):0.#} to 1. Colours stand under theme: in newsletter.yml and in templates/{template}/theme.css.";

    private static double Needed(bool isLarge) => isLarge ? EnoughWhenLarge : Enough;

    private static (Rgb? Ink, Rgb? Ground) Own(ElementStyles styles, IElement element)
    {
        var ground =
            Rgb.Parse(styles.Of(element, "background-color"))
            ?? Rgb.Parse(styles.Of(element, "background"))
            ?? Rgb.Parse(element.GetAttribute("bgcolor"));
        return (Rgb.Parse(styles.Of(element, "color")), ground);
    }

    private static bool IsLarge(ElementStyles styles, IElement element)
    {
        var size = ElementStyles.Pixels(styles.Inherited(element, "font-size")) ?? 16;
        return IsLarge(size, styles.Inherited(element, "font-weight") is "bold" or "600" or "700" or "800" or "900");
    }

    private sealed record Scheme(
        DiagnosticRule Rule,
        string Words,
        Func<IElement, (Rgb? Ink, Rgb? Ground), DarkScheme, (Rgb? Ink, Rgb? Ground)> Of
    );
}

/// <summary>A text that is hard to see, in the scheme of its rule.</summary>
internal sealed record IllegibleText(DiagnosticRule Rule, TextRun Text, SourceLocation Location, Rgb Ink, Rgb Ground, bool IsLarge);
