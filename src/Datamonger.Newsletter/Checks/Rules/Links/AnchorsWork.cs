using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>A link to a section leads to a section that is there, on a page where such links work.</summary>
internal sealed class AnchorsWork : ICheck
{
    private static readonly DiagnosticRule Broken = new("DM508", Severity.Error, "A link to a section that is not there");
    private static readonly DiagnosticRule InMessage = new("DM509", Severity.Warning, "A link to a section of the message");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Broken,
            "LNK-10",
            "The reader stays at the top of the page and does not know why.",
            "Use the section's name as the contents list has it: its heading in lower case with hyphens.",
            "markdownlint MD051; linkinator"
        ),
        new(
            InMessage,
            "LNK-11",
            "Gmail and Outlook on phones, Samsung and Yahoo do nothing when it is touched.",
            "Set archive: in newsletter.yml, so that it leads to the archive's page; or say in words where the section is.",
            "caniemail, html-anchor-links"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var page = context.Settings.ArchiveUrl is { } archive ? $"{archive}/{context.Issue.Slug}/#" : "#";
        var ids = context.Issue.Headings.Select(heading => heading.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var link in context.Links)
        {
            var fragment =
                link.Href.StartsWith(page, StringComparison.Ordinal) ? link.Href[page.Length..]
                : link.Href is ['#', _, ..] ? link.Href[1..]
                : null;
            if (fragment is not { Length: > 0 })
                continue;
            var id = Uri.UnescapeDataString(fragment);
            if (!ids.Contains(id) && context.Email.Document.GetElementById(id) is null)
                diagnostics.Add(
                    Broken,
                    link.Location,
                    $"{link.Name} leads to #{id}, and no heading of this issue has that name.",
                    NearestName.Hint(id, ids)
                );
            else if (link.Href[0] == '#')
                diagnostics.Add(
                    InMessage,
                    link.Location,
                    $"{link.Name} leads to a section of the message, where many clients cannot go.",
                    "With archive: in newsletter.yml it leads to the archive's page."
                );
        }
    }
}
