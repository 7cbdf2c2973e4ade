using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>What `new` and `init` leave to write is written. A draft may hold it; `publish` refuses it.</summary>
internal sealed class PlaceholdersAreReplaced : ICheck
{
    /// <summary>The archive's address of a new workspace.</summary>
    private const string Archive = "https://example.org/newsletter";

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            PlaceholderRules.Left,
            "TXT-02",
            "\"What is in this issue, in one line\" would stand in every inbox. `publish` refuses it (DM805).",
            "Write what belongs there.",
            "Practice"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        if (IssueScaffold.IsPlaceholder(context.Email.Subject))
            Report("subject", context.Email.Subject, context.PlaceOfKey("subject", "name:"), "Say the finding in 10 to 60 characters.");
        if (context.Email.Preheader == IssueScaffold.Preheader)
            Report("preheader", context.Email.Preheader, context.PlaceOfKey("preheader", "name:"), "Say what else is in the issue.");
        foreach (var text in context.Texts)
        {
            var words = Reading.TextRun.Normalise(text.Text);
            if (words is IssueScaffold.Prose or IssueScaffold.Heading)
                Report("text", words, context.PlaceOf(text.Parent, words), "Write the paragraph or heading, or take it out.");
        }
        if (context.Settings.ArchiveUrl == Archive)
            Report(
                "archive",
                Archive,
                SourceLocation.StartOf("content/newsletter.yml"),
                "Write under archive: where the pages will be that `datamonger archive` makes; links to issues lead there."
            );

        void Report(string what, string words, SourceLocation place, string hint) =>
            diagnostics.Add(PlaceholderRules.Left, place, $"The {what} is still the placeholder \"{words}\".", hint);
    }
}
