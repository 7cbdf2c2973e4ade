using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Datamonger.Newsletter.Formatting;

/// <summary>
/// How a value is printed: <c>num0</c>, <c>pct1</c>, <c>monthyear</c>, … The same formats hold in figures, tables and charts.
/// </summary>
public sealed record ValueFormat
{
    /// <summary>What each format does, for the reference.</summary>
    public static readonly ImmutableArray<(string Name, string Description, string Example)> Catalogue =
    [
        ("num0", "Whole number, thousands divided; `num1` to `num4` print decimals.", "11,460"),
        ("pct0", "A share as a percentage (0.32 is 32%); `pct1` to `pct4` print decimals.", "32%"),
        ("pts0", "A difference between shares in percentage points; `pts1` prints a decimal.", "12 points"),
        ("gbp0", "Pounds; `gbp2` prints pence.", "£1,234"),
        ("gbp1k", "Thousands of pounds; `gbp1m` millions, `gbp1bn` billions.", "£1.2k"),
        ("num1k", "Thousands; `num1m` millions.", "11.5k"),
        ("ordinal", "A whole number with its ending.", "3rd"),
        ("words", "A whole number in words.", "twenty-eight"),
        ("date", "A day.", "16 March 2017"),
        ("longdate", "A day with its weekday.", "Thursday 16 March 2017"),
        ("shortdate", "A day in figures.", "16/03/2017"),
        ("monthyear", "A month.", "March 2017"),
        ("year", "A year; of a day its year.", "2017"),
        ("text", "The value as it is, thousands not divided.", "Lambeth"),
    ];

    /// <summary>The names that can be written, for suggestions.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        "num0",
        "num1",
        "num2",
        "num3",
        "num4",
        "num0k",
        "num1k",
        "num0m",
        "num1m",
        "pct0",
        "pct1",
        "pct2",
        "pct3",
        "pct4",
        "pts0",
        "pts1",
        "gbp0",
        "gbp1",
        "gbp2",
        "gbp0k",
        "gbp1k",
        "gbp0m",
        "gbp1m",
        "gbp0bn",
        "gbp1bn",
        "ordinal",
        "words",
        "date",
        "longdate",
        "shortdate",
        "monthyear",
        "year",
        "text",
    ];

    /// <summary>How years are printed.</summary>
    public static readonly ValueFormat Year = Of("year");

    private ValueFormat(string name, string family, int decimals, string unit) =>
        (Name, Family, Decimals, Unit) = (name, family, decimals, unit);

    /// <summary>The format's name as written.</summary>
    public string Name { get; }

    /// <summary>The name without decimals and unit: <c>num</c>, <c>pct</c>, <c>gbp</c>, <c>date</c>, …</summary>
    public string Family { get; }

    /// <summary>Decimals printed.</summary>
    public int Decimals { get; }

    private string Unit { get; }

    /// <summary>Whether it prints numbers (and so aligns right in a table).</summary>
    public bool IsNumeric => Family is "num" or "pct" or "pts" or "gbp" or "ordinal";

    /// <summary>Reads a format's name.</summary>
    public static bool TryParse(string? name, out ValueFormat format)
    {
        format = null!;
        if (name is null || !Names.Contains(name))
            return false;
        var digit = name.AsSpan().IndexOfAnyInRange('0', '9');
        format =
            digit < 0 ? new ValueFormat(name, name, 0, "") : new ValueFormat(name, name[..digit], name[digit] - '0', name[(digit + 1)..]);
        return true;
    }

    /// <summary>Reads a format's name that is known to be right.</summary>
    public static ValueFormat Of(string name) =>
        TryParse(name, out var format) ? format : throw new ArgumentException($"\"{name}\" is not a format.", nameof(name));

    /// <summary>Prints a value; null when the value is null or does not fit the format (text as a number, a number as a date).</summary>
    public string? Format(object? value, Language language) =>
        Family switch
        {
            _ when value is null => null,
            "text" => ToDecimal(value) is { } number ? language.Digits(number) : Plain(value, language),
            "date" => ToDate(value) is { } day ? language.Date(day) : null,
            "longdate" => ToDate(value) is { } day ? language.LongDate(day) : null,
            "shortdate" => ToDate(value) is { } day ? language.ShortDate(day) : null,
            "monthyear" => ToDate(value) is { } day ? language.MonthYear(day) : null,
            "year" => ToDate(value) is { } day ? $"{day.Year}"
            : ToDecimal(value) is { } number && IsWhole(number) && number is > -10000 and < 10000 ? language.Digits(number)
            : null,
            _ => ToDecimal(value) is { } number ? FormatNumber(number, language) : null,
        };

    /// <summary>
    /// Prints a value without a format: numbers with the decimals they have, days as dates, text as it is. Null stays null.
    /// </summary>
    public static string? Plain(object? value, Language language) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "yes" : "no",
            DateOnly day => language.Date(day),
            DateTime time => time.TimeOfDay == TimeSpan.Zero
                ? language.Date(DateOnly.FromDateTime(time))
                : $"{language.Date(DateOnly.FromDateTime(time))} {time:HH:mm}",
            _ => ToDecimal(value) is { } number
                ? language.Number(number, Math.Min(DecimalsOf(number), 6))
                : Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    /// <summary>
    /// A number as an exact decimal. A binary fraction is taken at its 15 certain digits, so that 78.099999999999994 is 78.1.
    /// Null when the value is no number, is not finite, or is beyond ±7.9 × 10²⁸.
    /// </summary>
    public static decimal? ToDecimal(object? value) =>
        value switch
        {
            decimal number => number,
            long number => number,
            int number => number,
            double number when double.IsFinite(number) && Math.Abs(number) < 7.9e28 => (decimal)number,
            float number when float.IsFinite(number) && Math.Abs(number) < 7.9e28f => (decimal)number,
            BigInteger number when BigInteger.Abs(number) < new BigInteger(decimal.MaxValue) => (decimal)number,
            _ => null,
        };

    /// <summary>The number that a reader sees, on the scale of the value; null where the format prints no number.</summary>
    public decimal? Rounded(decimal number)
    {
        var scale =
            Family is "pct" or "pts" ? 0.01m
            : Family is "num" or "gbp" ? ScaleOf(Unit)
            : 0;
        return scale == 0
            ? Family is "words" or "ordinal"
                ? number
                : null
            : Math.Round(number / scale, Decimals, MidpointRounding.AwayFromZero) * scale;
    }

    private static decimal ScaleOf(string unit) =>
        unit switch
        {
            "k" => 1_000,
            "m" => 1_000_000,
            "bn" => 1_000_000_000,
            _ => 1,
        };

    private string? FormatNumber(decimal number, Language language)
    {
        switch (Family)
        {
            case "ordinal":
                return IsWhole(number)
                    ? language.IsEnglish
                        ? EnglishWords.Ordinal((long)number)
                        : $"{(long)number}."
                    : null;
            case "words":
                return IsWhole(number) && language.IsEnglish ? EnglishWords.Cardinal((long)number) ?? language.Number(number, 0) : null;
            case "pct":
                return Math.Abs(number) < 1e20m ? $"{language.Number(number * 100, Decimals)}{language.PercentGap}%" : null;
            case "pts":
                return Math.Abs(number) < 1e20m ? $"{language.Number(number * 100, Decimals)} points" : null;
        }
        var digits = language.Number(number / ScaleOf(Unit), Decimals) + Unit;
        if (Family != "gbp")
            return digits;
        return digits[0] == '−' ? $"−£{digits[1..]}" : $"£{digits}";
    }

    private static bool IsWhole(decimal number) => number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue;

    private static int DecimalsOf(decimal number) => ((number / 1.000000000000000000000000000000000m).Scale);

    private static DateOnly? ToDate(object value) =>
        value switch
        {
            DateOnly day => day,
            DateTime time => DateOnly.FromDateTime(time),
            string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                day,
            _ => null,
        };
}
