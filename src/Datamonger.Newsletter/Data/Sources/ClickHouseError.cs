using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>Reads ClickHouse's messages: <c>Code: 47. DB::Exception: … (UNKNOWN_IDENTIFIER) (version …)</c>, of old servers
/// <c>Code: 47, e.displayText() = DB::Exception: …, e.what() = DB::Exception</c>.</summary>
internal static partial class ClickHouseError
{
    private const int Longest = 400;

    /// <summary>The server's message as a mistake in <paramref name="sql"/>, or of the source.</summary>
    public static QueryException Translate(string text, HttpStatusCode status, DataSource source, string sql)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return SourceErrors.Silent(source, $"it says {(int)status}, and is perhaps not ClickHouse.");
        var message = Sentence(match.Groups["message"].Value);
        return int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture) switch
        {
            159 or 160 => SourceErrors.TooLong(source),
            396 => SourceErrors.TooManyRows(source),
            241 => new QueryException("The query needs more memory than the server gives it.")
            {
                Rule = QueryRules.TooCostly,
                Hint = "Group or filter earlier.",
            },
            164 => SourceErrors.NotReading(message),
            // Unknown user or database, wrong password, no right to the server.
            81 or 192 or 193 or 194 or 195 or 516 => SourceErrors.Silent(source, message),
            _ when message.Contains("Multi-statements", StringComparison.Ordinal) => SourceErrors.NotReading(
                "There are several statements; a query is one."
            ),
            _ => SourceErrors.Failed(message, sql, OffsetOf(text, sql)),
        };
    }

    private static string Sentence(string message)
    {
        var line = Blanks().Replace(Expected().Replace(Place().Replace(message, ""), ""), " ").Trim().TrimEnd('.', ':', ',');
        if (line.Length > Longest)
            line = line[..Longest] + "…";
        return line.Length == 0 ? "The query does not run." : $"{char.ToUpperInvariant(line[0])}{line[1..]}.";
    }

    private static int OffsetOf(string text, string sql)
    {
        if (LineAndColumn().Match(text) is { Success: true } place)
        {
            var (line, column) = (
                int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture),
                int.Parse(place.Groups["column"].Value, CultureInfo.InvariantCulture)
            );
            return new Diagnostics.SourceText("", sql).OffsetOf(line, column);
        }
        return Position().Match(text) is { Success: true } position
            ? Math.Min(int.Parse(position.Groups["position"].Value, CultureInfo.InvariantCulture) - 1, sql.Length)
            : -1;
    }

    [GeneratedRegex(
        @"Code: (?<code>\d{1,9})(?:\.|, e\.displayText\(\) =) DB::Exception: (?<message>.*?)(?: \([A-Z_0-9]+\))?(?: \(version [^\n]*|, e\.what\(\) = [^\n]*)?\s*\z",
        RegexOptions.Singleline
    )]
    private static partial Regex Pattern();

    [GeneratedRegex(@"failed at position \d+ ")]
    private static partial Regex Place();

    [GeneratedRegex(@"\s*Expected (one )?of: .*\z", RegexOptions.Singleline)]
    private static partial Regex Expected();

    [GeneratedRegex(@"\(line (?<line>\d{1,6}), col (?<column>\d{1,6})\)")]
    private static partial Regex LineAndColumn();

    [GeneratedRegex(@"failed at position (?<position>\d{1,7})")]
    private static partial Regex Position();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
