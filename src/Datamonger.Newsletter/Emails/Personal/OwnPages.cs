using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>
/// The pages of the archive that show an issue with the figures, charts and tables of one edition, and the links that lead there.
/// </summary>
internal static class OwnPages
{
    /// <summary>The folder of an issue's pages, below its own.</summary>
    public const string Folder = "areas";

    /// <summary>What the addresses of an issue's pages begin with; null while nobody knows where the archive is.</summary>
    public static string? AddressOfAll(NewsletterSettings settings, string slug) =>
        settings.ArchiveUrl is { } archive ? $"{archive}/{slug}/{Folder}/" : null;

    /// <summary>The address of an edition's page; null while nobody knows where the archive is.</summary>
    public static string? Address(Composition composition, Edition edition) =>
        AddressOfAll(composition.Settings, composition.Issue.Slug) is { } all ? $"{all}{edition.Slug}/" : null;

    /// <summary>Reports links that lead nowhere, and an issue that wants one.</summary>
    public static void Report(Issue issue, IssueFigures figures, NewsletterSettings settings, DiagnosticBag diagnostics)
    {
        var link = issue.OwnPages.FirstOrDefault();
        if (link is not null && issue.FrontMatter.Personal is null)
        {
            diagnostics.Add(
                PersonalRules.NotPersonal,
                issue.LocationOf(link),
                "\"[[mine]]\" leads to a subscriber's own page, and this issue is not personal.",
                "Say in the front matter whose: personal: {by: LA, query: name, key: la, default: England}"
            );
        }
        if (figures.Editions is not { } editions)
            return;
        if (link is not null)
        {
            ReportSlugs(issue, editions, diagnostics);
            if (settings.ArchiveUrl is null)
                diagnostics.Add(
                    PersonalRules.NoArchive,
                    issue.LocationOf(link),
                    "\"[[mine]]\" leads to a page of the archive, and newsletter.yml does not say where that is.",
                    "Write archive: {url: https://…} into content/newsletter.yml, and put there what datamonger archive makes."
                );
        }
        else if (!editions.AreDrawn && FirstDrawn(issue, figures) is var (what, place))
        {
            diagnostics.Add(
                PersonalRules.NoOwnPage,
                place,
                $"Subscribers cannot see their own {what}: with {editions.All.Length} keys the message shows that of "
                    + $"\"{editions.Default.Key}\" to all of them.",
                "Write [[mine]] where they may go on to their own page, which datamonger archive makes."
            );
        }
    }

    /// <summary>Reports keys that would have the same page, or no name for one.</summary>
    public static void ReportSlugs(Issue issue, Editions editions, DiagnosticBag diagnostics)
    {
        var place = issue.FrontMatter.Personal!.LocationOf("key");
        foreach (
            var same in editions
                .All.GroupBy(edition => edition.Slug, StringComparer.Ordinal)
                .Where(same => same.Key.Length == 0 || same.Count() > 1)
        )
        {
            var keys = string.Join(" and ", same.Select(edition => $"\"{edition.Key}\""));
            diagnostics.Add(
                PersonalRules.SameSlug,
                place,
                same.Key.Length == 0
                    ? $"{keys} {(same.Count() == 1 ? "has" : "have")} no Latin letter or digit to make the address of a page of."
                    : $"{keys} have the same page, {Folder}/{same.Key}/.",
                "Write the key otherwise, in the query and in the audience."
            );
        }
    }

    // The first block that would differ between editions, and what it is.
    private static (string What, SourceLocation Place)? FirstDrawn(Issue issue, IssueFigures figures)
    {
        var blocks = issue
            .Charts.Where(chart => PersonalHighlight.IsPersonal(chart, figures))
            .Select(chart => ("chart", chart.Location))
            .Concat(
                issue
                    .Tables.Where(table =>
                        PersonalHighlight.IsMine(table.Options) || figures.ArePersonal(table.Texts.Values.SelectMany(text => text.Figures))
                    )
                    .Select(table => ("table", table.Location))
            )
            .Concat(
                issue
                    .Lists.Where(list => figures.ArePersonal(list.Texts.Values.SelectMany(text => text.Figures)))
                    .Select(list => ("list", list.Location))
            )
            .OrderBy(block => block.Location)
            .ToList();
        return blocks.Count == 0 ? null : blocks[0];
    }
}
