using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>The preheader is there, fits, and says more than the subject.</summary>
internal sealed class PreheaderSaysMore : ICheck
{
    private const int Least = 30;

    // Apple Mail and Gmail show up to about 130 characters on a wide screen.
    private const int Most = 200;

    private static readonly DiagnosticRule Rule = new("DM590", Severity.Warning, "A preheader that says nothing more");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "PRE-01",
            "Inboxes show it behind the subject; without one they show \"View in your browser\".",
            "Say in 30 to 130 characters what else the issue holds; at most 200, of which phones show the first 40.",
            "Litmus on preview text"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var place = context.PlaceOfKey("preheader", "name:");
        if (!context.Issue.FrontMatter.Locations.ContainsKey("preheader"))
            place = context.Issue.FrontMatter.LocationOf("");
        foreach (var line in context.Figures.Prints(context.Issue.FrontMatter.Preheader))
            Judge(line, context, place, diagnostics);
    }

    private static void Judge(string line, CheckContext context, SourceLocation place, DiagnosticBag diagnostics)
    {
        var preheader = TextRun.Normalise(line);
        if (preheader.Length == 0)
            diagnostics.Add(
                Rule,
                place,
                "The issue has no preheader.",
                "Write preheader: and what else the issue holds, in 30 to 130 characters."
            );
        else if (preheader.Equals(TextRun.Normalise(context.Email.Subject), StringComparison.OrdinalIgnoreCase))
            diagnostics.Add(Rule, place, "The preheader repeats the subject.", "Say what else the issue holds.");
        else if (preheader.Length < Least)
            diagnostics.Add(
                Rule,
                place,
                $"The preheader has {preheader.Length} characters; inboxes fill the rest with the first words of the page.",
                "Say in 30 to 130 characters what else the issue holds."
            );
        else if (preheader.Length > Most)
            diagnostics.Add(
                Rule,
                place,
                $"The preheader has {preheader.Length} characters; no inbox shows more than {Most}.",
                "Say in 30 to 130 characters what else the issue holds."
            );
        else if (
            FirstSentence(context) is { Length: > 0 } first
            && first.StartsWith(preheader.TrimEnd('.', '…'), StringComparison.OrdinalIgnoreCase)
        )
            diagnostics.Add(Rule, place, "The preheader repeats the first sentence.", "Say what else the issue holds.");
    }

    private static string FirstSentence(CheckContext context) =>
        context.Elements.FirstOrDefault(element =>
            element.LocalName == "p" && Emails.EmailSource.LocationOf(element) is not null && element.TextContent.Trim().Length > Least
        )
            is { } paragraph
            ? TextRun.Normalise(paragraph.TextContent)
            : "";
}
