using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Settings;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Emails.Web;

/// <summary>Makes the links between the pages of the archive relative, so that the site works wherever it lies.</summary>
internal static partial class ArchiveLinks
{
    /// <summary>Reports references that lead to the archive while nobody knows where that is: the email has their words alone.</summary>
    public static void Report(Issue issue, NewsletterSettings settings, DiagnosticBag diagnostics)
    {
        if (settings.ArchiveUrl is not null)
            return;
        var references = issue
            .Body.Descendants<LinkNode>()
            .Where(link => link.Issue is not null)
            .Select(link => ("[[issue:…]]", issue.LocationOf(link)))
            .Concat(issue.Body.Descendants<TocNode>().Select(toc => ("[[toc]]", issue.LocationOf(toc))));
        foreach (var (what, place) in references)
            diagnostics.Add(
                EmailRules.NoArchive,
                place,
                $"\"{what}\" leads to the archive, and newsletter.yml does not say where that is: the email has its words without a link.",
                "Write archive: {url: https://…} into content/newsletter.yml, and put there what datamonger archive makes."
            );
    }

    /// <summary>
    /// A finished page whose links to other pages lead there; the words of one that is not in the archive stand without a link.
    /// </summary>
    /// <param name="page">The page, as the composer writes it.</param>
    /// <param name="archiveUrl">The archive's address without a trailing slash; null while it has none.</param>
    /// <param name="pages">The folders that hold a page, from the archive's.</param>
    /// <param name="root">The way from this page to the archive's folder.</param>
    public static string Resolve(string page, string? archiveUrl, IReadOnlySet<string> pages, string root = "../")
    {
        var addresses = archiveUrl is null ? (string[])["../"] : ["../", HtmlText.Escape(archiveUrl) + "/"];
        return Anchor()
            .Replace(
                page,
                match =>
                {
                    var href = match.Groups["href"].Value;
                    var address = addresses.FirstOrDefault(address => href.StartsWith(address, StringComparison.Ordinal));
                    if (address is null || PageOf().Match(href[address.Length..]) is not { Success: true } other)
                        return match.Value;
                    var (folder, anchor) = (other.Groups["folder"].Value, other.Groups["anchor"].Value);
                    if (folder.Length == 0)
                        return Link(match, root + "index.html" + anchor);
                    return pages.Contains(folder) ? Link(match, $"{root}{folder}/index.html{anchor}") : match.Groups["words"].Value;
                }
            );
    }

    /// <summary>A page that lies deeper than the one it is made like, with the pictures and data that lie beside that one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="up">The way to the other page's folder.</param>
    public static string Deeper(string page, string up) => Beside().Replace(page, match => match.Groups["before"].Value + up);

    private static string Link(Match anchor, string href) =>
        $"<a{anchor.Groups["before"].Value} href=\"{href}\"{anchor.Groups["after"].Value}>{anchor.Groups["words"].Value}</a>";

    [GeneratedRegex(
        """<a(?<before>(?:\s(?:[^<>"]|"[^"]*")*?)?)\shref="(?<href>[^"]*)"(?<after>(?:[^<>"]|"[^"]*")*)>(?<words>(?:(?!<a\b).)*?)</a>""",
        RegexOptions.Singleline
    )]
    private static partial Regex Anchor();

    [GeneratedRegex("^(?:(?<folder>[a-z0-9][a-z0-9-]*(?:/areas(?:/[a-z0-9-]+)?)?)/?)?(?<anchor>#.*)?$")]
    private static partial Regex PageOf();

    [GeneratedRegex("""(?<before><(?:img|a)\s(?:(?:[^<>"]|"[^"]*")*?\s)?(?:src|href)=")(?=(?:images|data)/)""")]
    private static partial Regex Beside();
}
