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
            foreach (Match match in Reference().Matches(passage.Text))
            {
                var label = match.Groups["label"].Length > 0 ? match.Groups["label"].Value : match.Groups["text"].Value;
                diagnostics.Add(MarkdownRules.UndefinedReference.Rule, passage.LocationAt(match.Index), $"\"{match.Value}\" is no link: \"{label}\" is not defined.", NearestName.Hint(label, labels) ?? $"Write [{label}]: https://… on a line of its own.");
            }
        }
        foreach (var definition in definitions.Where(definition => !definition.IsUsed))
        {
            diagnostics.Add(MarkdownRules.UnusedDefinition.Rule, definition.Location, $"No link uses the definition \"{definition.Label}\".", "Delete it, or correct the label of its link.");
        }
    }

    [GeneratedRegex(@"\[(?<text>[^\[\]]+)\]\[(?<label>[^\[\]]*)\]")]
    private static partial Regex Reference();
}
