using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>What the data have where a text has a typed number.</summary>
/// <param name="Figure">The figure to write in its place, braces and all.</param>
/// <param name="Printed">What that figure prints.</param>
/// <param name="IsEqual">Whether the number says the same; otherwise it looks like a slip of the keys.</param>
internal sealed record DataMatch(string Figure, string Printed, bool IsEqual);

/// <summary>
/// The numbers that the queries of an issue gave, each with the figure that prints it. Of several that fit, the one whose
/// row and column the sentence speaks of is taken; in a table of many rows only such a one, since among hundreds of values any
/// small number occurs.
/// </summary>
internal sealed partial class DataNumbers
{
    private const int FewRows = 25;
    private const int FewRowsForRatios = 8;
    private const int MostRows = 2_000;
    private readonly Language _language;
    private readonly ImmutableArray<DataNumber> _numbers;

    /// <param name="tables">The results.</param>
    /// <param name="language">The issue's language.</param>
    public DataNumbers(QueryTables tables, Language language)
    {
        _language = language;
        _numbers =
        [
            .. tables
                .All.Where(query => query.Table is { RowCount: > 0 })
                .SelectMany(query => Cells(query).Concat(language.IsEnglish ? Changes(query) : []).Concat(Ratios(query))),
        ];
    }

    /// <summary>The best that the data have for a number; null when they have nothing like it.</summary>
    /// <param name="number">The number.</param>
    /// <param name="passage">What it stands in.</param>
    public DataMatch? Find(TypedNumber number, string passage)
    {
        var words = WordsOf(passage);
        var (best, bestScore) = (default(DataMatch), int.MinValue);
        foreach (var candidate in _numbers)
        {
            if (Compare(number, candidate) is not { } match)
                continue;
            var mentions = WordsOf(candidate.About).Count(words.Contains);
            var isNamed = candidate.RowKey.Length > 0 && passage.Contains(candidate.RowKey, StringComparison.OrdinalIgnoreCase);
            if (candidate.Rows > FewRows && !isNamed && SignificantDigits(number) < 4)
                continue;
            if (number.IsCommonWord && mentions < 2)
                continue;
            // A slip is only believed where the sentence speaks of the value, or where there are few values to mistake it for.
            if (!match.IsEqual && mentions == 0 && candidate.Rows > 6)
                continue;
            var score =
                (match.IsEqual ? 1_000 : 0)
                + (isNamed ? 100 + Math.Min(99, candidate.RowKey.Length) : 0)
                + (10 * mentions)
                + candidate.Preference;
            if (score > bestScore)
                (best, bestScore) = (match, score);
        }
        return best;
    }

    private static IEnumerable<DataNumber> Cells(QueryTable query)
    {
        var table = query.Table!;
        yield return new DataNumber($"{query.Query.Name}.count", table.RowCount, table.RowCount, "", query.Query.Name, -5);
        Column[] labels = [.. table.Columns.Where(column => !column.IsNumeric)];
        Column[] numbers = [.. table.Columns.Where(column => column.IsNumeric)];
        for (var row = 0; row < Math.Min(table.RowCount, MostRows); row++)
        {
            var about = string.Join(' ', labels.Select(label => Convert.ToString(label.Values[row], CultureInfo.InvariantCulture)));
            var (expression, key) = (Row(query, row), KeyOf(query, row) ?? "");
            foreach (var column in numbers)
            {
                if (Bounded(column, row) is { } value)
                    yield return new DataNumber(
                        $"{expression}.{column.Name}",
                        value,
                        table.RowCount,
                        key,
                        $"{about} {column.Name} {query.Query.Name}",
                        0
                    );
            }
        }
    }

    // What the first value became: the changes that sentences and titles speak of.
    private IEnumerable<DataNumber> Changes(QueryTable query)
    {
        var table = query.Table!;
        foreach (var column in table.Columns.Where(column => column.IsNumeric && table.RowCount > 1))
        {
            var about = $"{column.Name} {query.Query.Name}";
            foreach (var from in new[] { 0, table.RowCount - 2 }.Distinct())
            {
                if (Bounded(column, from) is not { } old || Bounded(column, table.RowCount - 1) is not { } value || old == value)
                    continue;
                var (last, first) = ($"{query.Query.Name}.last.{column.Name}", $"{Row(query, from)}.{column.Name}");
                if (old != 0)
                {
                    yield return new DataNumber($"{last} | change {first}", Math.Abs((value - old) / old), table.RowCount, "", about, -1)
                    {
                        Derived = NumberUnit.Percent,
                        Printed = ChangeWords.Relative(value, old, _language),
                    };
                }
                yield return new DataNumber($"{last} | change_points {first}", Math.Abs(value - old), table.RowCount, "", about, -2)
                {
                    Derived = NumberUnit.Points,
                    Printed = ChangeWords.Points(value, old, _language),
                };
            }
        }
    }

    // "3.8 times as many": one row against another.
    private static IEnumerable<DataNumber> Ratios(QueryTable query)
    {
        var table = query.Table!;
        foreach (var column in table.Columns.Where(column => column.IsNumeric && table.RowCount is > 1 and <= FewRowsForRatios))
        {
            for (var one = 0; one < table.RowCount; one++)
            {
                for (var other = 0; other < table.RowCount; other++)
                {
                    if (one == other || Bounded(column, one) is not { } value || Bounded(column, other) is not ({ } against and > 0))
                        continue;
                    var about = $"{KeyOf(query, one)} {KeyOf(query, other)} {column.Name}";
                    yield return new DataNumber(
                        $"{Row(query, one)}.{column.Name} / {Row(query, other)}.{column.Name}",
                        value / against,
                        table.RowCount,
                        "",
                        about,
                        column.Type == ColumnType.Integer ? -1 : -2
                    )
                    {
                        Derived = NumberUnit.Times,
                    };
                }
            }
        }
    }

    private static decimal? Bounded(Column column, int row) =>
        ValueFormat.ToDecimal(column.Values[row]) is { } value && Math.Abs(value) < 1e15m ? value : null;

    private DataMatch? Compare(TypedNumber number, DataNumber candidate)
    {
        var value = Math.Abs(candidate.Value);
        if (candidate.Derived is { } derived)
        {
            var printed = derived == NumberUnit.Times ? value : value * 100;
            if (derived != number.Unit || Math.Round(printed, number.Decimals, MidpointRounding.AwayFromZero) != number.Value)
                return null;
            return derived == NumberUnit.Times
                ? Equal(candidate, $"num{Math.Min(4, number.Decimals)}")
                : new DataMatch($"{{{{ {candidate.Expression} }}}}", candidate.Printed!, true);
        }
        return number.Unit switch
        {
            NumberUnit.Share => Math.Abs(value - number.Value) < 0.02m ? Equal(candidate, "pct0") : null,
            NumberUnit.Percent => Compare(number, candidate, value * 100, "pct", "%") ?? Compare(number, candidate, value, "num", "", "%"),
            NumberUnit.Points => Compare(number, candidate, value * 100, "pts", " points"),
            NumberUnit.Currency => Compare(number, candidate, value / number.Scale, "gbp", ""),
            NumberUnit.Ordinal => value == number.Value ? Equal(candidate, "ordinal") : null,
            _ when number.InWords => value == number.Value ? Equal(candidate, "words") : null,
            _ => Compare(number, candidate, value / number.Scale, "num", ""),
        };
    }

    private DataMatch? Compare(
        TypedNumber number,
        DataNumber candidate,
        decimal value,
        string family,
        string printedUnit,
        string unitBehind = ""
    )
    {
        // Most values are nowhere near, and rounding takes its time.
        if (Math.Abs(value - number.Value) > 1 && (value > number.Value * 100 || number.Value > value * 100))
            return null;
        var rounded = Math.Round(value, number.Decimals, MidpointRounding.AwayFromZero);
        var isEqual = rounded == number.Value || IsRounded(number, value);
        if (!isEqual && !Slip.Between(Digits(number.Value, number.Decimals), Digits(rounded, number.Decimals)))
            return null;
        var format =
            $"{family}{Math.Min(4, number.Decimals)}{number.Scale switch { 1e3m => "k", 1e6m => "m", 1e9m when family == "gbp" => "bn", _ => "" }}";
        if (!ValueFormat.Names.Contains(format))
            format = $"{family}0";
        return new DataMatch(
            $"{{{{ {candidate.Expression} | {format} }}}}{unitBehind}",
            ValueFormat.Of(format).Format(candidate.Value, _language) + unitBehind,
            isEqual
        );
    }

    private DataMatch? Equal(DataNumber candidate, string format) =>
        ValueFormat.Of(format).Format(candidate.Value, _language) is { } printed
            ? new DataMatch($"{{{{ {candidate.Expression} | {format} }}}}", printed, true)
            : null;

    // 11,500 for 11,460: an editor rounds to hundreds or thousands, and says so with "about".
    private static bool IsRounded(TypedNumber number, decimal value)
    {
        if (number.Decimals > 0 || number.Value < 1_000 || number.Value % 100 != 0)
            return false;
        var step = 100m;
        while (number.Value % (step * 10) == 0)
            step *= 10;
        return number.Value > step && Math.Abs(value - number.Value) <= step / 2;
    }

    private static int SignificantDigits(TypedNumber number) => Digits(number.Value, number.Decimals).TrimEnd('0').Length;

    private static string Digits(decimal value, int decimals) =>
        string.Concat(value.ToString("F" + decimals, CultureInfo.InvariantCulture).Where(char.IsAsciiDigit));

    // A name that speaks for itself goes before a position, and a position before a period.
    private static string Row(QueryTable query, int row)
    {
        var (name, rows) = (query.Query.Name, query.Table!.RowCount);
        var key = KeyOf(query, row);
        if (rows == 1)
            return $"{name}.first";
        if (key is not null && !char.IsAsciiDigit(key[0]))
            return $"{name}[\"{key}\"]";
        return row == 0 ? $"{name}.first"
            : row == rows - 1 ? $"{name}.last"
            : key is not null ? $"{name}[\"{key}\"]"
            : string.Create(CultureInfo.InvariantCulture, $"{name}[{row}]");
    }

    private static string? KeyOf(QueryTable query, int row) =>
        query.Query.Key is { } key
        && query.Table!.ValueAt(row, key) is string { Length: > 0 } text
        && !text.Contains('"')
        && !text.Contains('}')
            ? text
            : null;

    // Five letters tell a word in all its forms: "reporting" and "report", "authority" and "authorities".
    private static HashSet<string> WordsOf(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant()).Select(word => word.Length > 5 ? word[..5] : word)];

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex Word();

    /// <summary>A number of the data, with what prints it.</summary>
    /// <param name="RowKey">The row's name, when it has one.</param>
    /// <param name="About">The names of row, column and query.</param>
    private sealed record DataNumber(string Expression, decimal Value, int Rows, string RowKey, string About, int Preference)
    {
        /// <summary>What it is when it is computed from two cells, and the only unit it then has; null for a cell.</summary>
        public NumberUnit? Derived { get; init; }

        /// <summary>What a change prints.</summary>
        public string? Printed { get; init; }
    }
}
