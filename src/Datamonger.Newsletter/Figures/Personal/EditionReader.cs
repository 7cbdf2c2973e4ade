using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Figures.Personal;

/// <summary>Makes the editions of an issue from its <c>personal:</c> and the rows of the query that it names.</summary>
internal sealed partial class EditionReader(Personalisation personal, QueryTables tables, DiagnosticBag diagnostics)
{
    // Mailchimp keeps 255 bytes of a text field.
    private const int LongestKey = 100;
    private static readonly ImmutableArray<string> Comparable = ["text", "number", "radio", "dropdown", "zip"];

    /// <summary>The editions; null for an issue that has none, or whose <c>personal:</c> is wrong (that has been reported).</summary>
    public static Editions? Read(Issue issue, QueryTables tables, DiagnosticBag diagnostics) =>
        issue.FrontMatter.Personal is { } personal ? new EditionReader(personal, tables, diagnostics).Read() : null;

    private Editions? Read()
    {
        if (tables.Find(FigureEvaluation.Mine) is { } taken)
        {
            diagnostics.Add(
                IssueRules.BadName,
                taken.Query.Location,
                $"\"{FigureEvaluation.Mine}\" is the subscriber's row in a personal issue; no query can be called so.",
                "Give the query another name."
            );
        }
        if (personal is not { By: { } field, Query: { } name, Key: { } column, Default: { } otherwise })
            return null;
        if (!Comparable.Contains(field.Type))
        {
            Report(
                PersonalRules.BadField,
                "by",
                $"{field.Tag} is of type {field.Type}, which Mailchimp does not compare.",
                $"Use a field of type {string.Join(", ", Comparable)}."
            );
            return null;
        }
        if (tables.Find(name) is not { } query)
        {
            Report(PersonalRules.NotThere, "query", $"There is no query \"{name}\" in this issue.", NearestName.Hint(name, tables.Names));
            return null;
        }
        // A query that failed has been reported, and so has one without rows unless its author expects it.
        if (query.Table is not { } table)
            return null;
        if (table.RowCount == 0)
        {
            if (query.Query.AllowEmpty)
                Report(PersonalRules.NotThere, "query", $"\"{name}\" has no rows, so no subscriber has one.", null);
            return null;
        }
        if (table[column] is not { } keys)
        {
            Report(
                PersonalRules.NotThere,
                "key",
                $"\"{name}\" has no column \"{column}\".",
                NearestName.Hint(column, [.. table.ColumnNames])
            );
            return null;
        }
        if (table.RowCount > Editions.Most)
        {
            Report(
                PersonalRules.TooManyKeys,
                "query",
                $"\"{name}\" has {table.RowCount} rows; a message carries the figures of at most {Editions.Most} keys.",
                "Choose the rows with WHERE, or take some together (by authority or region, with GROUP BY); who has another key sees "
                    + "the default."
            );
            return null;
        }
        ImmutableArray<Edition> editions =
        [
            .. keys
                .Values.Select((value, row) => new Edition(FigureEvaluation.KeyText(value), row))
                .OrderBy(edition => edition.Key, StringComparer.Ordinal)
                .ThenBy(edition => edition.Row),
        ];
        return AreSound(query, keys, editions, field, otherwise)
            ? new Editions(field.Tag, query, editions, editions.First(edition => edition.Key == otherwise))
            : null;
    }

    private bool AreSound(QueryTable query, Column keys, ImmutableArray<Edition> editions, MergeField field, string otherwise)
    {
        var name = query.Query.Name;
        var sound = true;
        foreach (var edition in editions.OrderBy(edition => edition.Row))
        {
            if (Mistake(edition.Key) is not { } mistake)
                continue;
            sound = false;
            var (row, shown) = (edition.Row + 1, edition.Key.Length > 60 ? edition.Key[..60] + "…" : edition.Key);
            Report(
                PersonalRules.BadKey,
                "key",
                edition.Key.Length == 0
                    ? $"\"{name}\" has no {keys.Name} in row {row}."
                    : $"\"{shown}\" in row {row} of \"{name}\" {mistake}.",
                "Leave the row out with WHERE, or write the key otherwise, in the query and in the audience."
            );
        }
        foreach (
            var same in editions
                .GroupBy(edition => edition.Key, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Key.Length > 0 && same.Count() > 1)
        )
        {
            sound = false;
            var rows = string.Join(" and ", same.Select(edition => edition.Row + 1).Order());
            var differ = same.DistinctBy(edition => edition.Key).Count() > 1 ? ", but for capitals" : "";
            Report(
                PersonalRules.BadKey,
                "key",
                $"Rows {rows} of \"{name}\" have the same {keys.Name}{differ}: \"{same.First().Key}\".",
                "A subscriber sees one row: say which, with WHERE, or take them together with GROUP BY."
            );
        }
        string[] known = [.. editions.Select(edition => edition.Key)];
        if (!known.Contains(otherwise))
        {
            Report(
                PersonalRules.NotThere,
                "default",
                $"\"{otherwise}\" is no {keys.Name} of \"{name}\".",
                NearestName.Hint(otherwise, known)
            );
            sound = false;
        }
        if (field.Fallback is { Length: > 0 } fallback && fallback != otherwise && known.Contains(fallback))
        {
            Report(
                PersonalRules.BadField,
                "default",
                $"A subscriber without {field.Tag} counts as \"{fallback}\", its fallback in newsletter.yml, and not as \"{otherwise}\".",
                $"Write default: {fallback}, or give {field.Tag} a fallback that is no key."
            );
            sound = false;
        }
        return sound;
    }

    // What keeps a key from standing in a condition of Mailchimp, which takes everything up to |* as it is and knows no way to quote.
    private static string? Mistake(string key) =>
        key.Length == 0 ? "is empty"
        : key.Length > LongestKey ? $"is longer than {LongestKey} characters"
        : !Plain().IsMatch(key) ? "cannot stand in a condition of Mailchimp: a key is of letters, digits, single blanks and - . , / ( )"
        : Joins().IsMatch(key) ? "holds AND or OR in capitals, which Mailchimp may take for two conditions"
        : null;

    private void Report(DiagnosticRule rule, string key, string message, string? hint) =>
        diagnostics.Add(rule, personal.LocationOf(key), message, hint);

    [GeneratedRegex(@"^[\p{L}\p{M}\p{N}(][\p{L}\p{M}\p{N}\-.,/()]*(?: [\p{L}\p{M}\p{N}\-.,/()]+)*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"(?:^|\s)(?:AND|OR)(?:\s|\z)")]
    private static partial Regex Joins();
}
