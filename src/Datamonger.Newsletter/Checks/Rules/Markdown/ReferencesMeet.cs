using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;

namespace Datamonger.Newsletter.Checks.Rules.Markdown;

/// <summary>Each reference link has its definition, and each definition a link.</summary>
internal sealed partial class ReferencesMeet : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [MarkdownRules.UndefinedReference, MarkdownRules.UnusedDefinition];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var definitions = LinkDefinitions.Of(context.Issue);
        string[] labels = [.. definitions.Select(definition => definition.Label)];
        foreach (var passage in PassageReader.Read(context.Issue))
        {
            foreach (Match match in Reference().Matches(WithoutEscapedBrackets(passage)))
            {
                var name = match.Groups["label"].Length > 0 ? match.Groups["label"] : match.Groups["text"];
                var (written, label) = (passage.Text.Substring(match.Index, match.Length), passage.Text.Substring(name.Index, name.Length));
                diagnostics.Add(
                    MarkdownRules.UndefinedReference.Rule,
                    passage.LocationAt(match.Index),
                    $"\"{written}\" is no link: \"{label}\" is not defined.",
                    NearestName.Hint(label, labels) ?? $"Write [{label}]: https://… on a line of its own."
                );
            }
        }
        foreach (var definition in definitions.Where(definition => !definition.IsUsed))
        {
            diagnostics.Add(
                MarkdownRules.UnusedDefinition.Rule,
                definition.Location,
                $"No link uses the definition \"{definition.Label}\".",
                "Delete it, or correct the label of its link."
            );
        }
    }

    // A bracket behind a backslash, or as an entity, is a sign like any other.
    private static string WithoutEscapedBrackets(Passage passage) =>
        passage.Text.Contains('[', StringComparison.Ordinal)
            ? string.Concat(passage.Text.Select((letter, at) => letter is '[' or ']' && !passage.IsPlainAt(at) ? Passage.Hole : letter))
            : passage.Text;

    [GeneratedRegex(@"\[(?<text>[^\[\]]+)\]\[(?<label>[^\[\]]*)\]")]
    private static partial Regex Reference();
}
