using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>Headings form an outline: one at the top, none empty, no level left out.</summary>
internal sealed class HeadingsFormOutline : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM532", Severity.Warning, "Headings that form no outline");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "A11-04",
            "Who cannot see the page walks through it by its headings, level by level.",
            "Begin sections of an issue with ##, parts of them with ###; the masthead is the one heading of the first level.",
            "axe heading-order; WCAG 2.2 §1.3.1; markdownlint MD001, MD025"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        IElement[] headings = [.. context.Elements.Where(element => element.LocalName is ['h', >= '1' and <= '6'])];
        var first = headings.Where(heading => heading.LocalName == "h1").ToArray();
        if (first.Length == 0)
            diagnostics.Add(
                Rule,
                context.PlaceOf(context.Email.Document.Body!),
                "The email has no heading of the first level.",
                "The masthead is one: see templates/default/partials/header.sbn-html."
            );
        foreach (var heading in first.Skip(1))
            diagnostics.Add(
                Rule,
                context.PlaceOf(heading),
                $"The heading \"{TextRun.Normalise(heading.TextContent)}\" is a second one of the first level; the masthead is the first.",
                "Begin sections with ##."
            );
        var level = 0;
        foreach (var heading in headings)
        {
            var own = heading.LocalName[1] - '0';
            var words = TextRun.Normalise(heading.TextContent);
            if (words.Length == 0 && heading.QuerySelector("img[alt]") is null)
                diagnostics.Add(Rule, context.PlaceOf(heading), "A heading is empty.", "Give it words, or take the # away.");
            else if (level > 0 && own > level + 1)
                diagnostics.Add(
                    Rule,
                    context.PlaceOf(heading),
                    $"The heading \"{words}\" is of level {own} under one of level {level}.",
                    $"Write it with {new string('#', level + 1)}."
                );
            level = own;
        }
    }
}
