using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>A picture that lets the ground through is not dark itself, for the ground may be dark too.</summary>
internal sealed class ImagesSurviveDarkMode : ICheck
{
    private const double ClearEnough = 0.05;
    private const double Dark = 0.35;

    private static readonly DiagnosticRule Rule = new("DM524", Severity.Warning, "A dark picture on a ground that may be dark");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "IMG-13",
            "In a dark scheme the ground behind a transparent picture turns dark, and dark ink is gone.",
            "Save it with a white ground and some margin.",
            "Litmus on dark mode"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (
            var image in context.Elements.Where(element => element.LocalName == "img").DistinctBy(element => element.GetAttribute("src"))
        )
        {
            if (context.ImageAt(image.GetAttribute("src")) is not { File.HasAlpha: true, IsChart: false } file)
                continue;
            if (PictureInk.Measure(file.File.Bytes.AsSpan()) is var (clear, lightness) && clear > ClearEnough && lightness < Dark)
            {
                diagnostics.Add(
                    Rule,
                    context.PlaceOf(image),
                    $"{file.Name} is dark on a transparent ground: in a dark scheme it cannot be seen.",
                    "Save it with a white ground and some margin."
                );
            }
        }
    }
}
