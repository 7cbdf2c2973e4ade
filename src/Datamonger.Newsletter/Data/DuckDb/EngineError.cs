using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>
/// Reads the engine's messages: what is wrong, the place (a <c>LINE n:</c> with an excerpt and a caret below), and the name it
/// suggests.
/// </summary>
internal static partial class EngineError
{
    /// <summary>The engine's message as a mistake in <paramref name="sql"/>.</summary>
    public static QueryException Translate(string message, string sql)
    {
        var (line, column) = PlaceOf(message, sql);
        return new QueryException(Sentence(message)) { Line = line, Column = column, Hint = HintOf(message) };
    }

    private static string Sentence(string message)
    {
        var text = Place().Replace(message, "");
        text = Suggestion().Replace(text, "");
        text = Candidates().Replace(text, "");
        text = Kind().Replace(text, "");
        if (MissingColumn().Match(text) is { Success: true } column) return $"There is no column \"{column.Groups["name"].Value}\" here.";
        text = Blanks().Replace(text, " ").Trim().TrimEnd('!', '.', ':');
        return text.Length == 0 ? "The query does not run." : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static string? HintOf(string message)
    {
        if (Suggestion().Match(message) is { Success: true } suggestion) return $"Did you mean \"{suggestion.Groups["name"].Value}\"?";
        if (Candidates().Match(message) is { Success: true } candidates)
        {
            string[] names = [.. Name().Matches(candidates.Groups["names"].Value).Select(name => name.Groups["name"].Value)];
            var wanted = MissingColumn().Match(message);
            if (wanted.Success) return NearestName.Hint(wanted.Groups["name"].Value, names);
            if (names.Length > 0) return $"Near it: {string.Join(", ", names)}.";
        }
        if (message.Contains("explicit type casts", StringComparison.Ordinal)) return "Cast a column, cast(year as integer), or give it its type in datasets.yml.";
        if (message.Contains("must appear in the GROUP BY", StringComparison.Ordinal)) return "GROUP BY ALL groups by every column that is not aggregated.";
        return null;
    }

    private static (int Line, int Column) PlaceOf(string message, string sql)
    {
        var match = Place().Match(message);
        if (!match.Success || !int.TryParse(match.Groups["line"].Value, out var line)) return (0, 0);
        var lines = sql.Split('\n');
        if (line < 1 || line > lines.Length) return (0, 0);
        var excerpt = match.Groups["excerpt"].Value;
        var caret = match.Groups["caret"].Value.Length - $"LINE {line}: ".Length;
        // A long line is shown in part, between dots: the part is looked for.
        var cutInFront = excerpt.StartsWith("...", StringComparison.Ordinal);
        if (!cutInFront) return (line, Math.Clamp(caret + 1, 1, lines[line - 1].Length + 1));
        var shown = excerpt[3..];
        if (shown.EndsWith("...", StringComparison.Ordinal)) shown = shown[..^3];
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

    [GeneratedRegex("\"(?<name>[^\"]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
