using System.Collections.Immutable;
using System.Globalization;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>Pictures say their size, in the shape of their file, no wider than the email, and sharp on good screens.</summary>
internal sealed class ImagesFit : ICheck
{
    // The width that Mailchimp and nearly every template take for an email, in CSS pixels.
    private const int Widest = 600;

    private static readonly DiagnosticRule Size = new("DM520", Severity.Warning, "A picture of the wrong size");
    private static readonly DiagnosticRule Sharpness = new("DM521", Severity.Info, "A picture with too few or too many pixels");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Size,
            "IMG-07, IMG-08, IMG-10",
            "Without its size the page jumps while it loads, Outlook shows the file's own size, and a wrong shape is drawn distorted.",
            "Give width and height as whole numbers in the file's proportion, at most 600 wide.",
            "Cerberus; Mailchimp's recommendation of 600 px"
        ),
        new(
            Sharpness,
            "IMG-09",
            "On phones and good screens a picture needs twice the pixels; more than three times only makes it slow.",
            "Export it at twice the width at which it is shown.",
            "MJML and Litmus practice"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var image in context.Elements.Where(element => element.LocalName == "img"))
        {
            var source = image.GetAttribute("src") ?? "";
            // One that does not travel has been reported.
            if (context.ImageAt(source) is null && !source.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
                continue;
            var name = context.ImageAt(source)?.Name ?? $"The picture {source}";
            if (Measure(image, "width") is not { } width || Measure(image, "height") is not { } height)
            {
                diagnostics.Add(
                    Size,
                    context.PlaceOf(image),
                    $"{name} does not say its width and height in whole pixels.",
                    "A picture beside the issue gets them by itself."
                );
                continue;
            }
            if (width > Widest)
                diagnostics.Add(
                    Size,
                    context.PlaceOf(image),
                    $"{name} is {width} pixels wide; an email is {Widest}.",
                    "Show it at 552 pixels or less."
                );
            if (context.ImageAt(source) is not { File: { Width: > 0, Height: > 0 } file } picture)
                continue;
            var wanted = (double)width * file.Height / file.Width;
            if (Math.Abs(wanted - height) > Math.Max(1, wanted / 100))
                diagnostics.Add(
                    Size,
                    context.PlaceOf(image),
                    $"{name} is shown at {width} × {height}, but its file is {file.Width} × {file.Height}: it is drawn distorted.",
                    $"For this width the height is {Math.Round(wanted)}."
                );
            if (picture.IsChart)
                continue;
            if (file.Width < 2 * width && file.Width > 64)
                diagnostics.Add(
                    Sharpness,
                    context.PlaceOf(image),
                    $"{name} has {file.Width} pixels for a width of {width}: it looks soft on good screens.",
                    $"Export it {2 * width} pixels wide, if you have it."
                );
            else if (file.Width > 3 * width)
                diagnostics.Add(
                    Sharpness,
                    context.PlaceOf(image),
                    $"{name} has {file.Width} pixels for a width of {width}: more than anybody sees.",
                    $"{2 * width} are enough."
                );
        }
    }

    private static int? Measure(IElement image, string attribute) =>
        int.TryParse(image.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0
            ? pixels
            : null;
}
