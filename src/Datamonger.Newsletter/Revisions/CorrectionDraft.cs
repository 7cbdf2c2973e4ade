using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Revisions;

/// <summary>
/// The issue that tells subscribers of a correction. The new figures are bound to the data by the queries of the issue that was sent; the
/// old ones are cited.
/// </summary>
internal static partial class CorrectionDraft
{
    /// <summary>The text of its file.</summary>
    /// <param name="notice">The notice, with its reasons.</param>
    /// <param name="issue">The issue as it was sent.</param>
    /// <param name="kept">What was kept of it.</param>
    /// <param name="newsletter">The newsletter's name, for who said so.</param>
    public static string Write(CorrectionNotice notice, Issue issue, KeptIssue kept, string newsletter)
    {
        var language = issue.FrontMatter.Language;
        var word = notice.IsRevision ? "Revision" : "Correction";
        var sent = language.Date(issue.FrontMatter.Date ?? DateOnly.FromDateTime(kept.Sent.UtcDateTime));
        var figures = notice.Figures.DistinctBy(figure => (figure.What, figure.Was, figure.Is, figure.Key)).ToImmutableArray();
        var text = new StringBuilder("---\n");
        Key(text, "title", $"{word}: {kept.Issue.Title}");
        Key(text, "subject", $"{word} to our issue of {sent}");
        Key(text, "preheader", figures.IsEmpty ? notice.Why! : Begun(figures[0].InWords(notice.IsRevision)) + ".");
        text.Append("date: ").Append(notice.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Append('\n');
        if (issue.FrontMatter.Audience is { } audience)
            Key(text, "audience", audience);
        if (issue.FrontMatter.Segment is { } segment)
            Key(text, "segment", segment);
        text.Append("---\n");
        text.Append($"In our issue of {sent}, “{kept.Issue.Title}”, ")
            .Append(notice.IsRevision ? "we gave figures that have been revised since.\n\n" : "we gave figures that were wrong.\n\n");
        foreach (var figure in figures)
        {
            var (was, now) = ($"{{{{ cite \"{figure.Was}\" \"{newsletter}, {sent}\" }}}}", $"{{{{ {figure.Expression} }}}}");
            // Of one key only its own subscribers would see it; a notice names it.
            text.Append("* ")
                .Append((figure with { Was = was, Is = figure.Key is null ? now : figure.Is }).InWords(figure, notice.IsRevision))
                .Append(".\n");
        }
        text.Append('\n').Append(notice.Why).Append(' ').Append(notice.Effect).Append("\n\n");
        foreach (var query in Needed(issue, figures))
            text.Append("```sql ").Append(query.Name).Append('\n').Append(Options(query)).Append(query.Sql.Trim()).Append("\n```\n\n");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string InWords(this CorrectedFigure written, CorrectedFigure printed, bool isRevision)
    {
        var words = printed.InWords(isRevision);
        var at = words.LastIndexOf(printed.Was, StringComparison.Ordinal);
        words = words.Remove(at, printed.Was.Length).Insert(at, written.Was);
        at = words.IndexOf(printed.Is, StringComparison.Ordinal);
        return Begun(words.Remove(at, printed.Is.Length).Insert(at, written.Is));
    }

    private static string Begun(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    // The queries that the figures read, and those that these read.
    private static IEnumerable<QueryBlock> Needed(Issue issue, ImmutableArray<CorrectedFigure> figures)
    {
        var needed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var texts = new Queue<string>(figures.Where(figure => figure.Key is null).Select(figure => figure.Expression));
        while (texts.TryDequeue(out var text))
        {
            var names = Names().Matches(text).Select(name => name.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var query in issue.Queries.Where(query => names.Contains(query.Name) && needed.Add(query.Name)))
                texts.Enqueue(query.Sql);
        }
        return issue.Queries.Where(query => needed.Contains(query.Name));
    }

    private static string Options(QueryBlock query)
    {
        var options = new StringBuilder();
        if (query.Source is { } source)
            options.Append("--| source: ").Append(source).Append('\n');
        if (query.Key is { } key)
            options.Append("--| key: ").Append(key).Append('\n');
        if (!query.Suppress.IsEmpty)
            options
                .Append("--| suppress: ")
                .AppendJoin(", ", query.Suppress.Select(column => column.By is null ? column.Column : $"{column.Column} by {column.By}"))
                .Append('\n');
        if (!query.Bases.IsEmpty)
            options.Append("--| base: ").AppendJoin(", ", query.Bases).Append('\n');
        return options.ToString();
    }

    private static void Key(StringBuilder text, string key, string value) =>
        text.Append(key).Append(": '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]*")]
    private static partial Regex Names();
}
