using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>The definition of a reference link: <c>[label]: https://…</c>.</summary>
public sealed record LinkDefinition(string Label, bool IsUsed, SourceLocation Location);

/// <summary>Finds the definitions of reference links, which leave no trace in the text.</summary>
public static class LinkDefinitions
{
    /// <summary>Those of an issue and its snippets, in order.</summary>
    public static ImmutableArray<LinkDefinition> Of(Issue issue)
    {
        var used = issue
            .Body.Descendants<LinkNode>()
            .Select(link => link.Definition)
            .OfType<LinkReferenceDefinition>()
            .ToHashSet<LinkReferenceDefinition>(ReferenceEqualityComparer.Instance);
        return
        [
            .. issue
                .Body.Descendants<LinkReferenceDefinition>()
                .Where(definition => definition is not FootnoteLinkReferenceDefinition)
                .Select(definition => new LinkDefinition(definition.Label ?? "", used.Contains(definition), issue.LocationOf(definition)))
                .OrderBy(definition => definition.Location),
        ];
    }
}
