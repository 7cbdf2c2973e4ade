using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// Reads the engine's messages: what is wrong, the place (a <c>LINE n:</c> with an excerpt and a caret below), and the name it
/// suggests.
/// </summary>
internal static partial class EngineError
{
    private static readonly SearchValues<char> CurlyQuotes = SearchValues.Create("“”„‘’");

    private static readonly FrozenSet<string> Keywords = new[]
    {
        "all",
        "and",
        "as",
        "asc",
        "between",
        "by",
        "case",
        "cast",
        "desc",
        "distinct",
        "else",
        "end",
        "except",
        "exists",
        "from",
        "full",
        "group",
        "having",
        "in",
        "inner",
        "intersect",
        "is",
        "join",
        "left",
        "like",
        "limit",
        "not",
        "null",
        "offset",
        "on",
        "or",
        "order",
        "outer",
        "over",
        "partition",
        "right",
        "select",
        "then",
        "union",
        "using",
        "when",
        "where",
        "with",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The engine's message as a mistake in <paramref name="sql"/>.</summary>
    public static QueryException Translate(string message, string sql)
    {
        var (line, column) = PlaceOf(message, sql);
        return new QueryException(Sentence(message))
        {
            Line = line,
            Column = column,
            Hint = QuotingHint(message, sql) ?? HintOf(message),
        };
    }

    private static string Sentence(string message)
    {
        var text = Place().Replace(message, "");
        text = Suggestion().Replace(text, "");
        text = Candidates().Replace(text, "");
        text = Kind().Replace(text, "");
        if (MissingColumn().Match(text) is { Success: true } column)
            return $"There is no column \"{column.Groups["name"].Value}\" here.";
        text = Blanks().Replace(text, " ").Trim().TrimEnd('!', '.', ':');
        return text.Length == 0 ? "The query does not run." : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    // What stands in which quotes, which the engine cannot know.
    private static string? QuotingHint(string message, string sql)
    {
        if (message.AsSpan().ContainsAny(CurlyQuotes) || (IsSyntax(message) && sql.AsSpan().ContainsAny(CurlyQuotes)))
            return "Curly quotation marks mean nothing here: write 'a text' in single straight ones, and \"a name\" in double ones.";
        string[] names = Candidates().Match(message) is { Success: true } candidates
            ? [.. Name().Matches(candidates.Groups["names"].Value).Select(name => name.Groups["name"].Value)]
            : [];
        if (MissingColumn().Match(message) is { Success: true } missing && missing.Groups["name"].Value is var wanted)
        {
            if (names.FirstOrDefault(name => name.StartsWith(wanted + " ", StringComparison.OrdinalIgnoreCase)) is { } whole)
                return $"A name with blanks stands in double quotes: \"{whole}\".";
            if (sql.Contains($"\"{wanted}\"", StringComparison.Ordinal) && NearestName.To(wanted, names) is null)
                return $"In double quotes it is the name of a column; a text stands in single ones: '{wanted}'.";
        }
        if (NearSyntax().Match(message) is { Success: true } near)
        {
            var behind = near.Groups["word"].Value;
            foreach (Match pair in TwoWords().Matches(sql))
            {
                if (pair.Groups["second"].Value == behind && !Keywords.Contains(pair.Groups["first"].Value))
                    return $"A name with blanks stands in double quotes: \"{pair.Value}\".";
            }
        }
        return null;
    }

    private static bool IsSyntax(string message) => message.Contains("syntax error", StringComparison.OrdinalIgnoreCase);

    private static string? HintOf(string message)
    {
        if (Suggestion().Match(message) is { Success: true } suggestion)
            return $"Did you mean \"{suggestion.Groups["name"].Value}\"?";
        if (Candidates().Match(message) is { Success: true } candidates)
        {
            string[] names = [.. Name().Matches(candidates.Groups["names"].Value).Select(name => name.Groups["name"].Value)];
            var wanted = MissingColumn().Match(message);
            if (wanted.Success)
                return NearestName.Hint(wanted.Groups["name"].Value, names);
            if (names.Length > 0)
                return $"Near it: {string.Join(", ", names)}.";
        }
        if (message.Contains("explicit type casts", StringComparison.Ordinal))
            return "Cast a column, cast(year as integer), or give it its type in datasets.yml.";
        if (message.Contains("must appear in the GROUP BY", StringComparison.Ordinal))
            return "GROUP BY ALL groups by every column that is not aggregated.";
        return null;
    }

    private static (int Line, int Column) PlaceOf(string message, string sql)
    {
        var match = Place().Match(message);
        if (!match.Success || !int.TryParse(match.Groups["line"].Value, out var line))
            return (0, 0);
        var lines = sql.Split('\n');
        if (line < 1 || line > lines.Length)
            return (0, 0);
        var excerpt = match.Groups["excerpt"].Value;
        var caret = match.Groups["caret"].Value.Length - $"LINE {line}: ".Length;
        // A long line is shown in part, between dots: the part is looked for.
        var cutInFront = excerpt.StartsWith("...", StringComparison.Ordinal);
        if (!cutInFront)
            return (line, Math.Clamp(caret + 1, 1, lines[line - 1].Length + 1));
        var shown = excerpt[3..];
        if (shown.EndsWith("...", StringComparison.Ordinal))
            shown = shown[..^3];
        var at = lines[line - 1].IndexOf(shown, StringComparison.Ordinal);
        return at < 0 ? (line, 1) : (line, Math.Clamp(at + caret - 3 + 1, 1, lines[line - 1].Length + 1));
    }

    [GeneratedRegex(@"\n*LINE (?<line>\d+): (?<excerpt>[^\n]*)\n(?<caret> *)\^[^\n]*\s*")]
    private static partial Regex Place();

    [GeneratedRegex(@"\s*Did you mean ""(?<name>[^""]+)""( or ""[^""]+"")?\??")]
    private static partial Regex Suggestion();

    [GeneratedRegex(@"\s*Candidate (bindings|functions|macros)?:\s*(?<names>[^\n]+(\n(?!LINE|\n)[^\n]+)*)")]
    private static partial Regex Candidates();

    [GeneratedRegex(@"^[A-Z][A-Za-z-]* (input )?Error: ", RegexOptions.IgnoreCase)]
    private static partial Regex Kind();

    [GeneratedRegex(@"Referenced column ""(?<name>[^""]+)"" (was )?not found")]
    private static partial Regex MissingColumn();

    [GeneratedRegex(@"syntax error at or near ""(?<word>\w+)""")]
    private static partial Regex NearSyntax();

    [GeneratedRegex(@"(?<first>\b[A-Za-z]\w*) (?<second>\w+)")]
    private static partial Regex TwoWords();

    [GeneratedRegex("\"(?<name>[^\"]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
