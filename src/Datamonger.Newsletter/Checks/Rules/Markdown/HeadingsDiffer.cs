using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;

namespace Datamonger.Newsletter.Checks.Rules.Markdown;

/// <summary>Headings under one heading have names of their own.</summary>
internal sealed class HeadingsDiffer : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [MarkdownRules.SameHeadings];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        // A section's name is its path of headings, so siblings of one name have one path. What figures a heading holds is not told apart.
        foreach (
            var same in PassageReader
                .Read(context.Issue)
                .Where(passage => passage.HeadingLevel > 0 && !passage.Text.Contains(Passage.Hole))
                .GroupBy(passage => passage.Section, StringComparer.OrdinalIgnoreCase)
        )
        {
            foreach (var heading in same.Skip(1))
            {
                diagnostics.Add(
                    MarkdownRules.SameHeadings.Rule,
                    heading.LocationAt(0),
                    $"The heading \"{heading.Text.Trim()}\" stands at line {same.First().LocationAt(0).Line} too.",
                    "Give one of them another name."
                );
            }
        }
    }
}
