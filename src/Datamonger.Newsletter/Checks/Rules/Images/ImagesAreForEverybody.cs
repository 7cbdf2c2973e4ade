using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>Picture files say nothing about the people in them, and are of a form that every client draws.</summary>
internal sealed class ImagesAreForEverybody : ICheck
{
    private static readonly DiagnosticRule Place = new("DM525", Severity.Error, "A photograph that says where it was taken");
    private static readonly DiagnosticRule Form = new("DM526", Severity.Warning, "A picture of an unusual form");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(Place, "IMG-14", "Phones write coordinates into photographs; everybody who gets the email can read them, a child's home or school among them.", "Export the photograph without metadata.", "Exif 2.3, GPS IFD; UK GDPR Art. 5"),
        new(Form, "IMG-14", "CMYK comes out in false colours, and sixteen bits a channel not at all in some clients.", "Save it as RGB with 8 bits a channel.", "Outlook and webmail practice"),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var image in context.Elements.Where(element => element.LocalName == "img").DistinctBy(element => element.GetAttribute("src")))
        {
            if (context.ImageAt(image.GetAttribute("src")) is not { IsChart: false } file) continue;
            if (file.HasPlace) diagnostics.Add(Place, context.PlaceOf(image), $"The picture {file.File.Url} carries the place where it was taken.", "Export it without metadata.");
            if (file.OddForm is { } form) diagnostics.Add(Form, context.PlaceOf(image), $"The picture {file.File.Url} is of a form that not every client draws: {form}.", "Save it as RGB with 8 bits a channel.");
        }
    }
}
