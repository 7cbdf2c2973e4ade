using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// Counts how deep an author's HTML nests: what parses and draws it afterwards takes time that grows with the square of that.
/// </summary>
internal sealed partial class HtmlNesting(DiagnosticBag diagnostics)
{
    // Elements that hold nothing, or that the next one of their kind closes.
    private static readonly FrozenSet<string> Flat = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "colgroup"
    );

    private int _depth;

    /// <summary>Whether this piece, behind those before it, opens more elements than may be open; that is reported.</summary>
    public bool IsTooDeep(string html, SourceLocation at)
    {
        foreach (Match tag in Tag().Matches(html))
        {
            if (Flat.Contains(tag.Groups["name"].Value))
                continue;
            _depth = tag.Groups["close"].Length > 0 ? Math.Max(0, _depth - 1) : _depth + 1;
            if (_depth <= MarkdownReader.MaximumDepth)
                continue;
            _depth = MarkdownReader.MaximumDepth;
            diagnostics.Add(
                IssueRules.TooDeep,
                at with
                {
                    Column = 1,
                },
                $"The HTML of this line stands more than {MarkdownReader.MaximumDepth} elements deep; it is left out.",
                "Close each element where it ends."
            );
            return true;
        }
        return false;
    }

    [GeneratedRegex(@"<(?<close>/?)(?<name>[A-Za-z][A-Za-z0-9-]*)")]
    private static partial Regex Tag();
}
