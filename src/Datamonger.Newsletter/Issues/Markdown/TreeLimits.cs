using Datamonger.Newsletter.Diagnostics;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// How much an issue may hold of what multiplies, or what is gone through once for each of the others. Each limit is told where it is first
/// passed: what is left out after that has the same cause.
/// </summary>
internal sealed class TreeLimits(DiagnosticBag diagnostics)
{
    private const int MostSnippets = 500;
    private const int MostSnippetText = 1 << 20;
    private const int MostHeadings = 1_000;
    private const int MostContents = 20;
    private const int MostParts = 20_000;

    private int _snippets;
    private int _snippetText;
    private int _headings;
    private int _contents;
    private int _parts;
    private bool _hasTooManySnippets;

    /// <summary>Whether a further snippet may be included.</summary>
    public bool AllowSnippet(string name, int length, SourceLocation at)
    {
        _snippets++;
        _snippetText = Math.Min(int.MaxValue / 2, _snippetText + length);
        if (_snippets <= MostSnippets && _snippetText <= MostSnippetText)
            return true;
        if (!_hasTooManySnippets)
            diagnostics.Add(
                IssueRules.TooMuchIncluded,
                at,
                $"With the snippet \"{name}\" the issue includes more than {MostSnippets} snippets, or more than "
                    + $"{MostSnippetText / 1024:#,0} KB of them.",
                "Snippets that include one another multiply; include fewer."
            );
        _hasTooManySnippets = true;
        return false;
    }

    /// <summary>Whether a further heading may stand in the issue.</summary>
    public bool AllowHeading(SourceLocation at) => Allow(++_headings, MostHeadings, "headings", at);

    /// <summary>Whether a further contents list may stand in the issue.</summary>
    public bool AllowContents(SourceLocation at) => Allow(++_contents, MostContents, "contents lists", at);

    /// <summary>
    /// Whether a further block of a file may stand in the issue. After the first that is too much, nothing does: what an email of that many
    /// parts looks like, nobody sees.
    /// </summary>
    public bool AllowBlock(Block block, Func<SourceLocation> at)
    {
        if (_parts > MostParts)
            return false;
        var inside = block is LeafBlock leaf ? leaf.Inline?.Descendants() ?? [] : block.Descendants();
        foreach (var _ in inside.Prepend(block))
        {
            if (++_parts > MostParts)
            {
                diagnostics.Add(
                    IssueRules.TooManyParts,
                    at(),
                    $"With this block the issue has more than {MostParts:#,0} parts; it and what follows are left out.",
                    "Divide the issue; put a long table into a data file."
                );
                return false;
            }
        }
        return true;
    }

    private bool Allow(int count, int most, string what, SourceLocation at)
    {
        if (count == most + 1)
            diagnostics.Add(
                IssueRules.TooManyHeadings,
                at,
                $"The issue has more than {most:#,0} {what}; this one and those below are left out.",
                "Nobody reads that many in one message: divide the issue, or write some as plain text."
            );
        return count <= most;
    }
}
