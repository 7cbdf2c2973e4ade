using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>The page's title is the subject.</summary>
internal sealed class TitleIsSubject : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM531", Severity.Warning, "A title that is not the subject");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "A11-03",
            "Notifications and screen readers announce the title; \"Untitled\" helps nobody.",
            "In layout.sbn-html: <title>{{ issue.subject }}</title>.",
            "axe document-title"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var title = TextRun.Normalise(context.Email.Document.Title ?? "");
        if (title == TextRun.Normalise(context.Email.Subject))
            return;
        var place = context.Email.Document.QuerySelector("title") is { } element
            ? context.PlaceOf(element)
            : context.PlaceOf(context.Email.Document.DocumentElement);
        diagnostics.Add(
            Rule,
            place,
            title.Length == 0 ? "The page of the email has no title." : $"The page of the email is titled \"{title}\", not as its subject.",
            "Write <title>{{ issue.subject }}</title>."
        );
    }
}
