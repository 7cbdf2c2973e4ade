using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>Every picture has words for who does not see it, and words that help.</summary>
internal sealed partial class ImagesHaveWords : ICheck
{
    // Longer words belong into the text: they are read out without a pause.
    private const int Longest = 150;

    private static readonly DiagnosticRule Missing = new("DM516", Severity.Error, "A picture without alternative text");
    private static readonly DiagnosticRule Poor = new("DM517", Severity.Warning, "Alternative text that does not help");
    private static readonly DiagnosticRule SilentLink = new("DM518", Severity.Error, "A linked picture without words");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Missing,
            "IMG-01",
            "Many clients block pictures at first, and some readers never see them.",
            "Write what the picture says between the brackets: ![words](file.png). In a template, alt=\"\" marks one that is only "
                + "decoration.",
            "WCAG 2.2 §1.1.1; axe image-alt"
        ),
        new(
            Poor,
            "IMG-02",
            "A file name or the word \"image\" says nothing, and what stands beside it anyhow is heard twice.",
            "Say in a sentence what the picture shows that matters here.",
            "WCAG failure F30"
        ),
        new(
            SilentLink,
            "IMG-03",
            "A link without words is announced by its address.",
            "Give the picture the name of what it links to.",
            "WCAG H30; axe link-name"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var image in context.Elements.Where(element => element.LocalName == "img"))
        {
            var name = $"The picture {image.GetAttribute("src")}";
            var alt = image.GetAttribute("alt") is { } written ? TextRun.Normalise(written) : null;
            // In Markdown, empty brackets are words forgotten; only a template can mean an empty alt.
            var isMarkdown = Emails.EmailSource.LocationOf(image) is not null && image.HasAttribute(Emails.EmailSource.Attribute);
            var isLink = image.Closest("a[href]") is { } link && TextRun.Normalise(link.TextContent).Length == 0;
            if (string.IsNullOrEmpty(alt) && isLink)
                diagnostics.Add(
                    SilentLink,
                    context.PlaceOf(image),
                    $"{name} is a link and has no words.",
                    "Give it the name of what it links to."
                );
            else if (alt is null || (alt.Length == 0 && isMarkdown))
                diagnostics.Add(
                    Missing,
                    context.PlaceOf(image),
                    $"{name} has no alternative text.",
                    "Write what it says between the brackets: ![words](file.png)."
                );
            else if (alt.Length > 0)
                Judge(context, image, alt, name, diagnostics);
        }
    }

    private static void Judge(CheckContext context, IElement image, string alt, string name, DiagnosticBag diagnostics)
    {
        var place = context.PlaceOf(image);
        if (FileName().IsMatch(alt))
            diagnostics.Add(Poor, place, $"{name} has a file name for its words: \"{alt}\".", "Say in a sentence what the picture shows.");
        else if (Placeholder().IsMatch(alt))
            diagnostics.Add(
                Poor,
                place,
                $"{name} is called \"{alt}\", which says nothing of it.",
                "Say in a sentence what the picture shows."
            );
        else if (alt.Length > Longest && context.ImageAt(image.GetAttribute("src")) is not { IsChart: true })
            diagnostics.Add(
                Poor,
                place,
                $"{name} has {alt.Length} characters of alternative text; beyond {Longest} they are hard to listen to.",
                "Say the finding, and put the rest into the text."
            );
        else if (Beside(image).Any(text => text.Equals(alt, StringComparison.OrdinalIgnoreCase)))
            diagnostics.Add(Poor, place, $"{name} repeats the words beside it: \"{alt}\".", "Say what the picture adds to them.");
    }

    private static IEnumerable<string> Beside(IElement image)
    {
        if (image.ParentElement is { } parent)
        {
            yield return TextRun.Normalise(parent.TextContent);
            if (parent.NextElementSibling is { } next)
                yield return TextRun.Normalise(next.TextContent);
            if (parent.PreviousElementSibling is { } previous)
                yield return TextRun.Normalise(previous.TextContent);
        }
    }

    [GeneratedRegex(@"^\S+\.(png|jpe?g|gif|svg|webp|bmp|tiff?)$|^(img|dsc|screenshot)[\s_-]?\d*$", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();

    [GeneratedRegex(
        "^(an? |the )?(image|picture|photo|photograph|graphic|chart|graph|logo|icon|figure|diagram|screenshot|alt|alt "
            + "text|untitled|bild|grafik|photographie)s?\\.?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Placeholder();
}
