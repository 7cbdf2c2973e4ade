using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Images;

/// <summary>An email with pictures has text enough to be read without them.</summary>
internal sealed class TextOutweighsImages : ICheck
{
    // SpamAssassin's HTML_IMAGE_ONLY_28 is the last of its rules: below it each step costs more.
    private const int Enough = 2800;

    private static readonly DiagnosticRule Rule = new("DM529", Severity.Warning, "Much picture and little text");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "IMG-18",
            "Spam is often one picture with its words in it, so filters count pictures against words.",
            "Write more text, or show a bar chart as table cells (render: cells).",
            "SpamAssassin HTML_IMAGE_ONLY_04 to _28 (1.2 to 2.8 points)"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var pictures = context.Elements.Count(element => element.LocalName == "img");
        var length = TextRun.Normalise(context.VisibleText).Length;
        if (pictures > 0 && length < Enough)
            diagnostics.Add(
                Rule,
                context.Issue.FrontMatter.LocationOf(""),
                $"The email has {pictures} picture{(pictures == 1 ? "" : "s")} and {length:N0} characters of text; filters want "
                    + $"{Enough:N0}.",
                "Write more text, or draw charts as table cells."
            );
    }
}
