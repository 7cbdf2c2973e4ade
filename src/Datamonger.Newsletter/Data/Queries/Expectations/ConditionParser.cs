using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Queries.Expectations;

/// <summary>Reads the text of a condition.</summary>
internal static partial class ConditionParser
{
    /// <summary>What can be written, for hints and the reference.</summary>
    public static readonly ImmutableArray<(string Form, string Meaning)> Forms =
    [
        ("rows = 2", "The number of rows; also with != < <= > >=."),
        ("applications not null", "No row is without a value."),
        ("la unique", "No two rows have the same value."),
        ("applications between 1 and 100000", "Every value lies between the two, or is one of them. Also for dates and text."),
        ("sex in ('boys', 'girls')", "Every value is one of these."),
        ("sum(share) = 1 ± 0.001", "The sum of a column; the tolerance may be left out, and `+-` be written for ±."),
    ];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Column = """(?:"(?<column>[^"]+)"|(?<column>[\p{L}_][\p{L}\p{N}_]*))""";
    private const string Number = @"-?[0-9]+(?:\.[0-9]+)?%?";
    private const string Value = """(?:'[^']*'|"[^"]*"|[^\s'",()]+)""";

    /// <summary>Reads a condition; null when it is none.</summary>
    public static Condition? Parse(string text)
    {
        if (Rows().Match(text) is { Success: true } rows)
            return new RowCountCondition(ComparisonOf(rows), NumberOf(rows.Groups["number"].Value));
        if (Sum().Match(text) is { Success: true } sum)
        {
            var tolerance = sum.Groups["tolerance"];
            return new SumCondition(
                sum.Groups["column"].Value,
                ComparisonOf(sum),
                NumberOf(sum.Groups["number"].Value),
                tolerance.Success ? NumberOf(tolerance.Value) : 0
            );
        }
        if (NotNull().Match(text) is { Success: true } notNull)
            return new NotNullCondition(notNull.Groups["column"].Value);
        if (Unique().Match(text) is { Success: true } unique)
            return new UniqueCondition(unique.Groups["column"].Value);
        if (Between().Match(text) is { Success: true } between)
            return new BetweenCondition(
                between.Groups["column"].Value,
                Unquote(between.Groups["low"].Value),
                Unquote(between.Groups["high"].Value)
            );
        if (In().Match(text) is { Success: true } values)
            return new InCondition(
                values.Groups["column"].Value,
                [.. values.Groups["value"].Captures.Select(capture => Unquote(capture.Value))]
            );
        return null;
    }

    private static Comparison ComparisonOf(Match match) =>
        match.Groups["op"].Value switch
        {
            "=" or "==" => Comparison.Equal,
            "!=" or "<>" => Comparison.NotEqual,
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            _ => Comparison.GreaterOrEqual,
        };

    private static decimal NumberOf(string text)
    {
        var percent = text.EndsWith('%');
        var digits = percent ? text[..^1] : text;
        // More digits than a decimal holds: as large as can be, so that the comparison still says the right thing.
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            number = text[0] == '-' ? decimal.MinValue : decimal.MaxValue;
        return percent ? number / 100 : number;
    }

    private static string Unquote(string text) => text.Length >= 2 && text[0] == text[^1] && text[0] is '\'' or '"' ? text[1..^1] : text;

    [GeneratedRegex($@"^rows\s*(?<op>==?|!=|<>|<=?|>=?)\s*(?<number>{Number})$", Options)]
    private static partial Regex Rows();

    [GeneratedRegex(
        $@"^sum\(\s*{Column}\s*\)\s*(?<op>==?|!=|<>|<=?|>=?)\s*(?<number>{Number})(?:\s*(?:±|\+/?-)\s*(?<tolerance>[0-9]+(?:\.[0-9]+)?%?))?$",
        Options
    )]
    private static partial Regex Sum();

    [GeneratedRegex($@"^{Column}\s+(?:is\s+)?not\s+null$", Options)]
    private static partial Regex NotNull();

    [GeneratedRegex($@"^{Column}\s+(?:is\s+)?unique$", Options)]
    private static partial Regex Unique();

    [GeneratedRegex($@"^{Column}\s+between\s+(?<low>{Value})\s+and\s+(?<high>{Value})$", Options)]
    private static partial Regex Between();

    [GeneratedRegex($@"^{Column}\s+in\s*\(\s*(?<value>{Value})(?:\s*,\s*(?<value>{Value}))*\s*\)$", Options)]
    private static partial Regex In();
}
