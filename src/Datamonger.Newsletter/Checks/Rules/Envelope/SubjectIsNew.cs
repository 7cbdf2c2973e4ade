using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>No earlier issue has the same subject.</summary>
internal sealed class SubjectIsNew : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM559", Severity.Warning, "A subject that was used before");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
        [new(Rule, "SUB-03", "Mail programs put it into one thread with the old issue, and readers take it for that.", "Say what is new in this issue.", "Threading by subject in mail programs")];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var own = context.Issue.FrontMatter.Subject.ToString();
        // With a figure in it the same words print another line.
        if (own.Length == 0 || own.Contains("{{", StringComparison.Ordinal)) return;
        foreach (var slug in context.Workspace.Slugs.Where(slug => string.CompareOrdinal(slug, context.Issue.Slug) < 0))
        {
            if (context.Subjects.Of(Path.Combine(context.Workspace.IssuesDirectory, slug, "index.md")) is { } subject && subject.Equals(own, StringComparison.OrdinalIgnoreCase))
            {
                diagnostics.Add(Rule, context.PlaceOfKey("subject", "name:"), $"The subject \"{own}\" is that of the issue {slug} too.", "Say what is new in this issue.");
            }
        }
    }
}
