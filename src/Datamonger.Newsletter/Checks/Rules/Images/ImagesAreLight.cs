using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>Pictures load fast on a phone, and Mailchimp takes them.</summary>
internal sealed class ImagesAreLight : ICheck
{
    private const int Heavy = 250 * 1024;
    private const int Heaviest = 1024 * 1024;
    private const int AllTogether = 2 * 1024 * 1024;

    private static readonly DiagnosticRule Warn = new("DM522", Severity.Warning, "A heavy picture");
    private static readonly DiagnosticRule Stop = new("DM523", Severity.Error, "A picture that is too heavy to send");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Warn,
            "IMG-11",
            "Each subscriber loads it, many of them on a phone.",
            "Scale it to twice the width at which it is shown; use JPEG for photographs. Under 250 KB is good, 2 MB is the most for all.",
            "Mailchimp, image requirements"
        ),
        new(
            Stop,
            "IMG-11",
            "Above 1 MB many clients give up before the picture is there.",
            "Scale it to twice the width at which it is shown; use JPEG for photographs.",
            "Mailchimp, image requirements"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (
            var image in context.Elements.Where(element => element.LocalName == "img").DistinctBy(element => element.GetAttribute("src"))
        )
        {
            if (context.ImageAt(image.GetAttribute("src")) is not { } file)
                continue;
            var size = file.File.Bytes.Length;
            if (size > Heaviest)
                diagnostics.Add(
                    Stop,
                    context.PlaceOf(image),
                    $"{file.Name} is {size / 1024:N0} KB; more than 1,024 KB are not sent.",
                    "Scale it down, or save a photograph as JPEG."
                );
            else if (size > Heavy)
                diagnostics.Add(
                    Warn,
                    context.PlaceOf(image),
                    $"{file.Name} is {size / 1024:N0} KB; under 250 KB it loads fast.",
                    "Scale it down, or save a photograph as JPEG."
                );
        }
        var all = context.Email.Images.Sum(image => image.Bytes.Length);
        if (all > AllTogether)
            diagnostics.Add(
                Warn,
                context.Issue.FrontMatter.LocationOf(""),
                $"The pictures of this issue are {all / 1024:N0} KB together; more than 2,048 KB is much for a phone.",
                "Leave out or scale down the heaviest."
            );
    }
}
