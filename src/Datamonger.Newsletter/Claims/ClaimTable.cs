using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Claims;

/// <summary>A value of a series, with its time.</summary>
internal readonly record struct Moment(long Time, decimal? Value, int Row, string Shown);

/// <summary>A row beside which another is the highest or is not.</summary>
internal readonly record struct Peer(decimal Value, int Row);

/// <summary>The rows of a query as claims look at them: which column is the time, which ones name, and which rows are totals.</summary>
internal sealed partial class ClaimTable
{
    /// <summary>How periods are written: 2016, 2015/16, March 2017, Q1 2017.</summary>
    public const string PeriodText =
        @"^(?:\d{4}(?:[/–-]\d{2,4})?|\d{4}-\d{2}-\d{2}|(?:January|February|March|April|May|June|July|August|September|October|November"
        + @"|December) \d{4}"
        + @"|(?:Q[1-4]|Spring|Summer|Autumn|Winter) \d{4}|\d{4} Q[1-4])$";

    private static readonly ImmutableArray<string> Months =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    private readonly Table _table;
    private readonly string? _key;
    private readonly Language _language;

    /// <summary>Looks at the rows of a query.</summary>
    public ClaimTable(QueryTable query, Language language)
    {
        (_table, _key, _language) = (query.Table!, query.Query.Key, language);
        Name = query.Query.Name;
        Time = _table.Columns.FirstOrDefault(column =>
            _table.RowCount > 0
            && column.Values.All(value => TimeOf(value) is not null)
            && (
                NamesTime(column.Name)
                || column.Type == ColumnType.Date
                || column.Values.All(value => value is string text && IsPeriod(text))
            )
        );
        Labels =
        [
            .. _table.Columns.Where(column =>
                column != Time && column.Type == ColumnType.Text && column.Values.Any(value => value is string { Length: > 0 })
            ),
        ];
        IsLong = _table.Columns.Any(column => Measures().IsMatch(column.Name));
    }

    /// <summary>The query.</summary>
    public string Name { get; }

    /// <summary>The column that says when; null when none does.</summary>
    public Column? Time { get; }

    /// <summary>The columns of names.</summary>
    public ImmutableArray<Column> Labels { get; }

    /// <summary>Whether its rows are different measures, which are never compared.</summary>
    public bool IsLong { get; }

    /// <summary>The columns of numbers, without that of the time.</summary>
    public IEnumerable<Column> Numbers => _table.Columns.Where(column => column.IsNumeric && column != Time);

    /// <summary>Whether a column is called like one of times.</summary>
    public static bool NamesTime(string column) => Times().IsMatch(column);

    /// <summary>The value of a cell; null when it has none.</summary>
    public decimal? ValueAt(int row, string column) => ValueFormat.ToDecimal(_table.ValueAt(row, column));

    /// <summary>The time of a row; null when it has none.</summary>
    public long? TimeAt(int row) => Time is null ? null : TimeOf(Time.Values[row]);

    /// <summary>Whether two rows are of the same thing, whatever their time.</summary>
    public bool AreSameThing(int row, int other) => Labels.All(label => Equals(label.Values[row], label.Values[other]));

    /// <summary>Whether two rows are different measures.</summary>
    public bool AreOtherMeasures(int row, int other) =>
        _table.Columns.Any(column => Measures().IsMatch(column.Name) && !Equals(column.Values[row], column.Values[other]));

    /// <summary>The values of the row's thing in the order of time; empty when the order is not known.</summary>
    public ImmutableArray<Moment> Series(int row, string column)
    {
        if (Time is null)
            return [];
        ImmutableArray<Moment> all =
        [
            .. Enumerable
                .Range(0, _table.RowCount)
                .Where(other => AreSameThing(row, other))
                .Select(other => new Moment(
                    TimeOf(Time.Values[other])!.Value,
                    ValueAt(other, column),
                    other,
                    ValueFormat.Plain(
                        Time.Values[other] is long year
                            ? year.ToString(System.Globalization.CultureInfo.InvariantCulture)
                            : Time.Values[other],
                        _language
                    )!
                ))
                .OrderBy(moment => moment.Time),
        ];
        return all.Select(moment => moment.Time).Distinct().Count() == all.Length ? all : [];
    }

    /// <summary>The rows of the same time without totals and gaps; empty where the rows cannot be told apart by a name.</summary>
    public ImmutableArray<Peer> Peers(int row, string column)
    {
        ImmutableArray<int> rows =
        [
            .. Enumerable.Range(0, _table.RowCount).Where(other => Time is null || Equals(Time.Values[other], Time.Values[row])),
        ];
        var named =
            Labels.Any(label => label.Name.Equals(_key, StringComparison.OrdinalIgnoreCase))
            || Labels.Any(label => rows.Select(other => label.Values[other]).Distinct().Count() == rows.Length);
        return named
            ?
            [
                .. rows.Where(other => other == row || !IsTotal(other))
                    .Select(other => (Value: ValueAt(other, column), other))
                    .Where(pair => pair.Value is not null)
                    .Select(pair => new Peer(pair.Value!.Value, pair.other)),
            ]
            : [];
    }

    /// <summary>How a row is called.</summary>
    public string NameOf(int row) =>
        _key is not null && _table[_key] is { } key
            ? ValueFormat.Plain(
                key.Values[row] is long number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : key.Values[row],
                _language
            ) ?? ""
        : Labels is [var first, ..] ? first.Values[row] as string ?? ""
        : "";

    /// <summary>The row of a name, at the time of another row; null when there is none.</summary>
    public int? RowOf(string name, int row)
    {
        for (var other = 0; other < _table.RowCount; other++)
        {
            if (Time is not null && !Equals(Time.Values[other], Time.Values[row]))
                continue;
            if (Labels.Any(label => label.Values[other] is string text && Plain(text).Equals(name, StringComparison.OrdinalIgnoreCase)))
                return other;
        }
        return null;
    }

    /// <summary>The names of a row in lower case, with straight apostrophes.</summary>
    public IEnumerable<string> NamesOf(int row) =>
        Labels
            .Select(label => label.Values[row])
            .OfType<string>()
            .Where(name => name.Length > 0)
            .Select(name => Plain(name).ToLowerInvariant());

    /// <summary>A time as a number that can be compared; null when it is none.</summary>
    public static long? TimeOf(object? value)
    {
        if (value is DateOnly day)
            return TimeOf(day.Year, day.Month, day.Day);
        if (value is DateTime time)
            return TimeOf(time.Year, time.Month, time.Day);
        if (value is not (string or long or int))
            return null;
        var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
        if (DateText().Match(text) is { Success: true } date)
            return TimeOf(Int(date.Groups[1]), Int(date.Groups[2]), Int(date.Groups[3]));
        if (MonthText().Match(text) is { Success: true } month && Part(month.Groups[1].Value.ToLowerInvariant()) is var part and > 0)
            return TimeOf(Int(month.Groups[2]), part, 0);
        if (QuarterText().Match(text) is { Success: true } quarter)
            return TimeOf(Int(quarter.Groups[1]), Int(quarter.Groups[2]), 0);
        return YearText().Match(text) is { Success: true } year ? TimeOf(Int(year), 0, 0) : null;
    }

    private bool IsTotal(int row)
    {
        var nations = Labels.Any(label => label.Values.Any(value => value is string text && NationText().IsMatch(text)));
        return Labels
            .Select(label => label.Values[row])
            .OfType<string>()
            .Any(name => TotalText().IsMatch(name) || (!nations && name.Equals("England", StringComparison.OrdinalIgnoreCase)));
    }

    private static string Plain(string name) => name.Replace('’', '\'');

    private static bool IsPeriod(string text) => PeriodOnly().IsMatch(text);

    private static long TimeOf(int year, int part, int day) => (year * 10_000L) + (part * 100) + day;

    private static int Int(Capture text) => int.Parse(text.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static int Part(string word) =>
        Months.IndexOf(word) is >= 0 and var month
            ? month + 1
            : word switch
            {
                "q1" or "spring" => 1,
                "q2" or "summer" => 2,
                "q3" or "autumn" => 3,
                "q4" or "winter" => 4,
                _ => 0,
            };

    [GeneratedRegex(@"(?:^|_)(?:year|date|month|quarter|period|week|day|time|term|census)(?:$|_)", RegexOptions.IgnoreCase)]
    private static partial Regex Times();

    [GeneratedRegex(@"^(?:measure|indicator|metric|variable|item|statistic|question|series|field|what)s?$", RegexOptions.IgnoreCase)]
    private static partial Regex Measures();

    [GeneratedRegex(PeriodText)]
    private static partial Regex PeriodOnly();

    [GeneratedRegex(@"^(\d{4})-(\d{2})-(\d{2})")]
    private static partial Regex DateText();

    [GeneratedRegex(@"^(\w+) (\d{4})$")]
    private static partial Regex MonthText();

    [GeneratedRegex(@"^(\d{4}) Q(\d)")]
    private static partial Regex QuarterText();

    [GeneratedRegex(@"^\d{4}(?!\d)")]
    private static partial Regex YearText();

    [GeneratedRegex(@"^(?:wales|scotland)$", RegexOptions.IgnoreCase)]
    private static partial Regex NationText();

    [GeneratedRegex(
        @"^(?:total|all\b.*|overall|united kingdom|uk|great britain|national.*|(?:the )?average|mean|median|.* total|.* average)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex TotalText();
}
