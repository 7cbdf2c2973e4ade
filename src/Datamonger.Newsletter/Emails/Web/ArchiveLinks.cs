using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Emails.Web;

/// <summary>Makes the links between the pages of the archive relative, so that the site works wherever it lies.</summary>
internal static partial class ArchiveLinks
{
    /// <summary>A finished page whose links to other issues lead to their pages; the words of one that is not in the archive stand without a link.</summary>
    /// <param name="page">The page, as the composer writes it.</param>
    /// <param name="archiveUrl">The archive's address without a trailing slash; null while it has none.</param>
    /// <param name="slugs">The issues that have a page.</param>
    public static string Resolve(string page, string? archiveUrl, IReadOnlySet<string> slugs)
    {
        var addresses = archiveUrl is null ? (string[])["../"] : ["../", HtmlText.Escape(archiveUrl) + "/"];
        return Anchor().Replace(page, match =>
        {
            var href = match.Groups["href"].Value;
            var address = addresses.FirstOrDefault(address => href.StartsWith(address, StringComparison.Ordinal));
            if (address is null || PageOf().Match(href[address.Length..]) is not { Success: true } other) return match.Value;
            var (slug, anchor) = (other.Groups["slug"].Value, other.Groups["anchor"].Value);
            if (slug.Length == 0) return Link(match, "../index.html" + anchor);
            return slugs.Contains(slug) ? Link(match, $"../{slug}/index.html{anchor}") : match.Groups["words"].Value;
        });
    }

    private static string Link(Match anchor, string href) => $"<a{anchor.Groups["before"].Value} href=\"{href}\"{anchor.Groups["after"].Value}>{anchor.Groups["words"].Value}</a>";

    [GeneratedRegex("""<a(?<before>(?:\s[^>]*?)?)\shref="(?<href>[^"]*)"(?<after>[^>]*)>(?<words>.*?)</a>""", RegexOptions.Singleline)]
    private static partial Regex Anchor();

    [GeneratedRegex("^(?:(?<slug>[a-z0-9][a-z0-9-]*)/?)?(?<anchor>#.*)?$")]
    private static partial Regex PageOf();
}
