using Datamonger.Newsletter.Diagnostics;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>Resolves <c>[[issue:2016-02]]</c> to the page of that issue in the archive.</summary>
internal sealed class IssueReferences(IIssueFiles files, string? archiveUrl, DiagnosticBag diagnostics)
{
    /// <summary>The slugs of the issues that were found.</summary>
    public SortedSet<string> Resolved { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// A link to the issue; without the archive's address to the page beside that of this issue, which a message cannot reach and prints
    /// as words. A reference that names no issue stands as a hole.
    /// </summary>
    /// <param name="piece"><c>[[issue:slug]]</c> or <c>[[issue:slug|text]]</c>; the beginning of a slug will do when it is the only
    /// one.</param>
    /// <param name="location">Its place.</param>
    public Inline Resolve(ShieldedPiece piece, SourceLocation location)
    {
        var inner = piece.Inner["issue:".Length..];
        var bar = inner.IndexOf('|');
        var slug = (bar < 0 ? inner : inner[..bar]).Trim();
        IssueReference[] found = [.. files.Issues.Where(issue => issue.Slug == slug)];
        if (found.Length == 0)
            found = [.. files.Issues.Where(issue => issue.Slug.StartsWith(slug, StringComparison.Ordinal))];
        if (found.Length != 1)
        {
            string[] slugs = [.. files.Issues.Select(issue => issue.Slug)];
            diagnostics.Add(
                IssueRules.UnknownIssue,
                location,
                found.Length == 0
                    ? $"There is no issue \"{slug}\"."
                    : $"\"{slug}\" could be {string.Join(" or ", found.Select(issue => issue.Slug))}.",
                found.Length == 0 ? NearestName.Hint(slug, slugs) : "Write more of the slug."
            );
            return new LiteralInline("⟦" + slug + "⟧");
        }
        Resolved.Add(found[0].Slug);
        var text = new LiteralInline(bar < 0 ? found[0].Title : inner[(bar + 1)..].Trim());
        var link = new LinkNode(BoundText.Of($"{archiveUrl ?? ".."}/{found[0].Page}/", location)) { Issue = found[0], IsClosed = true };
        link.AppendChild(text);
        return link;
    }
}
