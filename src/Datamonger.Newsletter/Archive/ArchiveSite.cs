using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Archive;

/// <summary>
/// Makes a static site of finished issues: a list with a search, a page an issue with its pictures and data, and one a key of a personal
/// issue; a feed.
/// </summary>
public static class ArchiveSite
{
    /// <summary>Every file of the site, with paths from its folder.</summary>
    /// <param name="workspace">The workspace; its settings say where the site will be found, if they say it.</param>
    /// <param name="shown">The issues, each of another slug, in any order.</param>
    /// <param name="isWhole">Whether no issue was left out for its errors.</param>
    /// <param name="diagnostics">Takes what is wrong with the templates; the files are of use only when nothing is.</param>
    public static ImmutableArray<OutputFile> Files(
        Workspace workspace,
        IEnumerable<ArchiveIssue> shown,
        bool isWhole,
        DiagnosticBag diagnostics
    )
    {
        var settings = workspace.Settings;
        ImmutableArray<ArchiveIssue> issues =
        [
            .. shown
                .OrderByDescending(issue => issue.Entry.Date ?? DateOnly.MinValue)
                .ThenByDescending(issue => issue.Entry.Number ?? 0)
                .ThenByDescending(issue => issue.Entry.Slug, StringComparer.Ordinal),
        ];
        ImmutableArray<ArchiveEntry> entries = [.. issues.Select(issue => issue.Entry)];
        var composer = new ArchiveComposer(workspace.Root, settings, diagnostics);
        var files = ImmutableArray.CreateBuilder<OutputFile>();
        files.Add(OutputFile.OfText("index.html", composer.Index(entries)));
        files.Add(new OutputFile("feed.xml", AtomFeed.Write(settings, entries)));
        files.Add(OutputFile.OfText(SearchIndex.FileName, SearchIndex.Write(entries)));
        files.Add(SearchIndex.Script());
        if (settings.ArchiveUrl is { } url)
            files.Add(new OutputFile("sitemap.xml", Sitemap.Write(url, entries)));
        var pages = ArchiveComposer.Pages(entries);
        for (var index = 0; index < issues.Length; index++)
        {
            var (entry, web, own, areas) = issues[index];
            files.Add(OutputFile.OfText(entry.Href, composer.Page(web, entries, index)));
            if (!areas.IsEmpty)
                files.Add(OutputFile.OfText($"{entry.Slug}/{OwnPages.Folder}/index.html", composer.Areas(entry)));
            foreach (var area in areas)
                files.Add(
                    OutputFile.OfText($"{entry.Slug}/{OwnPages.Folder}/{area.Edition.Slug}/index.html", composer.Area(area, entry, pages))
                );
            files.AddRange(own.Select(file => file with { Path = $"{entry.Slug}/{file.Path}" }));
        }
        foreach (var image in composer.Pictures.DistinctBy(image => image.FileName))
            files.Add(new OutputFile(image.Url, image.Bytes));
        files.Add(ArchiveFolder.Manifest(files.ToImmutable(), isWhole));
        return files.ToImmutable();
    }
}
