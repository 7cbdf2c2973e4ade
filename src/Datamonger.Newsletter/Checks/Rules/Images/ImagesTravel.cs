using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>Every picture goes out with the email, or lies at a public https address.</summary>
/// <remarks>A picture beside the issue that is no PNG, JPEG or GIF has been reported before: DM145, DM408.</remarks>
internal sealed class ImagesTravel : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM519", Severity.Error, "A picture that readers will not get");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "IMG-04, IMG-05, IMG-06",
            "Gmail drops pictures inside the HTML, Outlook shows neither WebP nor SVG, and what lies on your machine stays there.",
            "Put the picture beside the issue, or into the template's folder if a template shows it, or name its https address.",
            "caniemail, image-base64, image-webp, image-svg"
        ),
    ];

    private static string Folder(CheckContext context) => $"templates/{context.Issue.FrontMatter.Template}";

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var image in context.Elements.Where(element => element.LocalName == "img"))
        {
            var source = image.GetAttribute("src")?.Trim() ?? "";
            if (context.ImageAt(source) is not null || source.StartsWith("*|", StringComparison.Ordinal))
                continue;
            // A name in the Markdown that is no file beside the issue.
            if (image.HasAttribute(EmailSource.Attribute) && !source.Contains(':', StringComparison.Ordinal))
                continue;
            var shown = TextRun.Shorten(source, 60);
            if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                diagnostics.Add(
                    Rule,
                    context.PlaceOf(image),
                    "A picture lies inside the HTML (data:), where Gmail does not show it.",
                    "Put it beside the issue as a file."
                );
            else if (!Uri.TryCreate(source, UriKind.Absolute, out var uri) || uri.Scheme != "https")
                diagnostics.Add(
                    Rule,
                    context.PlaceOf(image),
                    image.HasAttribute(EmailSource.Attribute)
                        ? $"The picture \"{shown}\" is not at an https address and not beside the issue."
                        : $"The picture \"{shown}\" is not at an https address and not in {Folder(context)}.",
                    image.HasAttribute(EmailSource.Attribute)
                        ? "Put it beside the issue, or name its https address."
                        : $"Put it into {Folder(context)} and name it from there, or name its https address."
                );
            else if (
                Path.GetExtension(uri.AbsolutePath).ToLowerInvariant()
                is ".svg"
                    or ".webp"
                    or ".avif"
                    or ".heic"
                    or ".bmp"
                    or ".tif"
                    or ".tiff"
            )
                diagnostics.Add(
                    Rule,
                    context.PlaceOf(image),
                    $"The picture \"{shown}\" is of a kind that some clients do not show.",
                    "Use PNG, JPEG or GIF."
                );
        }
    }
}
