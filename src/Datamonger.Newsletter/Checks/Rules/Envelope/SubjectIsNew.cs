using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>No earlier issue has the same subject.</summary>
internal sealed class SubjectIsNew : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM559", Severity.Warning, "A subject that was used before");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "SUB-03",
            "Mail programs put it into one thread with the old issue, and readers take it for that.",
            "Say what is new in this issue.",
            "Threading by subject in mail programs"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var own = context.Issue.FrontMatter.Subject.ToString();
        // With a figure in it the same words print another line.
        if (own.Length == 0 || own.Contains("{{", StringComparison.Ordinal))
            return;
        if (context.Subjects.LastBefore(context.Issue.Slug, own) is { } slug)
        {
            diagnostics.Add(
                Rule,
                context.PlaceOfKey("subject", "name:"),
                $"The subject \"{own}\" is that of the issue {slug} too.",
                "Say what is new in this issue."
            );
        }
    }
}
