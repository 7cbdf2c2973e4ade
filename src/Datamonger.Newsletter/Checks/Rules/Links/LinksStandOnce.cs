using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>A picture and the words beside it that lead to one page are one link.</summary>
internal sealed class LinksStandOnce : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM563", Severity.Info, "Two links in a row to one page");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-09",
            "Who listens to the email hears one address twice, and has to step over it twice.",
            "Put the picture and the words into one link: `[![words](picture.png) more words](https://…)`.",
            "WCAG 2.2, technique H2"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var (first, second) in context.Links.Zip(context.Links.Skip(1)))
        {
            if (!first.IsWeb || first.Href != second.Href || !AreNeighbours(first.Element, second.Element))
                continue;
            diagnostics.Add(
                Rule,
                second.Location,
                $"{second.Name} leads to the same page as the one before it.",
                "Make one link of the two."
            );
        }
    }

    // Nothing that is seen or heard stands between them.
    private static bool AreNeighbours(IElement first, IElement second)
    {
        for (var node = After(first); node is not null; node = node.FirstChild ?? After(node))
        {
            if (node == second)
                return true;
            if (
                node is IText text
                    ? !string.IsNullOrWhiteSpace(text.Data)
                    : node is IElement { LocalName: "img" or "hr" or "td" or "li" or "h1" or "h2" or "h3" }
            )
                return false;
        }
        return false;
    }

    private static INode? After(INode node)
    {
        for (INode? at = node; at is not null; at = at.Parent)
        {
            if (at.NextSibling is { } next)
                return next;
        }
        return null;
    }
}
