using System.Collections.Immutable;
using System.Net;
using System.Text;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Revisions;

namespace Datamonger.Newsletter.Archive;

/// <summary>
/// Puts what was corrected above an issue's page, and a mark behind each figure that it is about. The words that were sent stay as they
/// are.
/// </summary>
internal static class CorrectionStamp
{
    private const string Id = "corrections";
    private const string Mark = "<sup><a href=\"#" + Id + "\">corrected</a></sup>";

    /// <summary>A page with its notices.</summary>
    /// <param name="page">The page.</param>
    /// <param name="notices">Those that are ready, the earliest first.</param>
    /// <param name="key">Whose page it is; null of the one for everybody.</param>
    /// <param name="figures">The figures of the text as they were sent; null where they are not known, and then none is marked.</param>
    /// <param name="language">The issue's language.</param>
    public static string Apply(
        string page,
        ImmutableArray<CorrectionNotice> notices,
        string? key,
        ImmutableArray<FigureRecord>? figures,
        Language language
    )
    {
        if (notices.IsEmpty)
            return page;
        if (figures is { } known)
        {
            foreach (
                var printed in notices
                    .SelectMany(notice => notice.Figures)
                    .Where(figure => figure.Key is null || figure.Key == key)
                    .GroupBy(figure => figure.Was)
            )
                page = Marked(page, printed.Key, printed.Select(figure => figure.Place).ToHashSet(StringComparer.Ordinal), known);
        }
        return page.Replace(ArchiveComposer.Above, ArchiveComposer.Above + "\n" + Notice(notices, key, language), StringComparison.Ordinal);
    }

    private static string Notice(ImmutableArray<CorrectionNotice> notices, string? key, Language language)
    {
        var html = new StringBuilder($"<section class=\"around\" id=\"{Id}\" aria-label=\"Corrections\">\n");
        foreach (var notice in notices)
        {
            var words = notice
                .Figures.Where(figure => figure.Key is null || key is null || figure.Key == key)
                .Select(figure => (figure with { Key = key is null ? figure.Key : null }).InWords(notice.IsRevision))
                .Distinct();
            var (what, said) = (notice.IsRevision ? "Revised" : "Corrected", string.Join("; ", words));
            html.Append($"<p><strong>{what} on {WebUtility.HtmlEncode(language.Date(notice.Date))}:</strong> ")
                .Append(WebUtility.HtmlEncode($"{(said.Length == 0 ? "" : said + ". ")}{notice.Why} {notice.Effect}"))
                .Append("</p>\n");
        }
        return html.Append("</section>").ToString();
    }

    // A figure is known in the page by its order among those that print the same; where the page shows another number of them, a mark
    // would be a guess unless all of them are corrected.
    private static string Marked(string page, string was, HashSet<string> places, ImmutableArray<FigureRecord> figures)
    {
        FigureRecord[] same = [.. figures.Where(figure => figure.Printed == was)];
        var seen = Occurrences(page, WebUtility.HtmlEncode(was));
        var areInOrder = seen.Count == same.Length;
        if (!areInOrder && !same.All(figure => places.Contains(figure.Place.ToString())))
            return page;
        var marked = new StringBuilder(page);
        for (var i = seen.Count - 1; i >= 0; i--)
        {
            if (!areInOrder || places.Contains(same[i].Place.ToString()))
                marked.Insert(seen[i], Mark);
        }
        return marked.ToString();
    }

    // Where the printed text ends, outside tags and the head, standing by itself.
    private static List<int> Occurrences(string page, string text)
    {
        var ends = new List<int>();
        var at = page.IndexOf("<main", StringComparison.Ordinal);
        while (at >= 0 && at < page.Length)
        {
            if (page[at] == '<')
            {
                at = page.IndexOf('>', at) is >= 0 and var close ? close + 1 : page.Length;
                continue;
            }
            var end = page.IndexOf('<', at) is >= 0 and var open ? open : page.Length;
            for (var found = page.IndexOf(text, at, end - at, StringComparison.Ordinal); found >= 0; )
            {
                var after = found + text.Length;
                if (!IsInside(page, found - 1, found - 2) && !IsInside(page, after, after + 1))
                    ends.Add(after);
                found = after < end ? page.IndexOf(text, after, end - after, StringComparison.Ordinal) : -1;
            }
            at = end;
        }
        return ends;
    }

    // Whether a number or word goes on: a digit or letter, or a point or comma between two digits.
    private static bool IsInside(string page, int next, int beyond) =>
        next >= 0
        && next < page.Length
        && (
            char.IsLetterOrDigit(page[next])
            || (page[next] is ',' or '.' && beyond >= 0 && beyond < page.Length && char.IsDigit(page[beyond]))
        );
}
