using System.Collections.Immutable;
using System.Globalization;

namespace Datamonger.Newsletter.Formatting;

/// <summary>
/// How numbers and dates are written in a language. A table of our own rather than the machine's cultures: the same issue
/// gives the same bytes on every machine, whatever its locale and its version of ICU.
/// </summary>
public sealed record Language
{
    private static readonly ImmutableArray<string> EnglishMonths =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    private static readonly ImmutableArray<string> EnglishDays =
    [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];

    /// <summary>British English, the default.</summary>
    public static readonly Language BritishEnglish = new()
    {
        Tag = "en-GB",
        Months = EnglishMonths,
        Days = EnglishDays,
    };

    /// <summary>The known languages by tag.</summary>
    public static readonly ImmutableArray<Language> All =
    [
        BritishEnglish,
        BritishEnglish with
        {
            Tag = "en-IE",
            Currency = "€",
        },
        BritishEnglish with
        {
            Tag = "en-US",
            MonthFirst = true,
            Currency = "$",
        },
        BritishEnglish with
        {
            Tag = "cy-GB",
            Months =
            [
                "Ionawr",
                "Chwefror",
                "Mawrth",
                "Ebrill",
                "Mai",
                "Mehefin",
                "Gorffennaf",
                "Awst",
                "Medi",
                "Hydref",
                "Tachwedd",
                "Rhagfyr",
            ],
            Days = ["Dydd Sul", "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn"],
        },
        new()
        {
            Tag = "de-DE",
            DecimalPoint = ",",
            Thousands = ".",
            PercentGap = "\u00A0",
            DateSeparator = ".",
            DayPoint = ".",
            Currency = "€",
            CurrencyBehind = true,
            Months =
            [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ],
            Days = ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
        },
        new()
        {
            Tag = "fr-FR",
            DecimalPoint = ",",
            Thousands = "\u202F",
            PercentGap = "\u202F",
            Currency = "€",
            CurrencyBehind = true,
            Months =
            [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ],
            Days = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        },
    ];

    /// <summary>BCP 47 tag, as it goes into <c>lang</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Month names, January first.</summary>
    public required ImmutableArray<string> Months { get; init; }

    /// <summary>Day names, Sunday first.</summary>
    public required ImmutableArray<string> Days { get; init; }

    /// <summary>Stands before the decimals.</summary>
    public string DecimalPoint { get; init; } = ".";

    /// <summary>Divides thousands.</summary>
    public string Thousands { get; init; } = ",";

    /// <summary>Stands between a number and its percent sign.</summary>
    public string PercentGap { get; init; } = "";

    /// <summary>Stands in a short date.</summary>
    public string DateSeparator { get; init; } = "/";

    /// <summary>Stands behind the day of a date (16. März).</summary>
    public string DayPoint { get; init; } = "";

    /// <summary>Whether the month stands before the day (March 16, 2017).</summary>
    public bool MonthFirst { get; init; }

    /// <summary>
    /// The currency of formats that begin with <c>gbp</c> is always £; this one is of formats that begin with <c>cur</c>.
    /// </summary>
    public string Currency { get; init; } = "£";

    /// <summary>Whether a currency sign stands behind the number.</summary>
    public bool CurrencyBehind { get; init; }

    /// <summary>Whether it is a form of English, the only language that has number words and phrases of change.</summary>
    public bool IsEnglish => Tag.StartsWith("en", StringComparison.Ordinal);

    /// <summary>Finds a language by its tag (<c>en-GB</c>) or its first part (<c>en</c>); null when it is not known.</summary>
    public static Language? Find(string tag) =>
        All.FirstOrDefault(language => language.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(language => language.Tag.AsSpan(0, 2).Equals(tag, StringComparison.OrdinalIgnoreCase));

    /// <summary>A number with so many decimals, thousands divided; halves round away from zero, as published statistics do.</summary>
    public string Number(decimal value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var digits = Math.Abs(rounded).ToString("N" + decimals, CultureInfo.InvariantCulture);
        var sign = rounded < 0 ? "−" : "";
        return Thousands == "," ? sign + digits : sign + digits.Replace(",", "\0").Replace(".", DecimalPoint).Replace("\0", Thousands);
    }

    /// <summary>A day as it stands in text: 16 March 2017.</summary>
    public string Date(DateOnly day) =>
        MonthFirst ? $"{Months[day.Month - 1]} {day.Day}, {day.Year}" : $"{day.Day}{DayPoint} {Months[day.Month - 1]} {day.Year}";

    /// <summary>A day with its weekday: Thursday 16 March 2017.</summary>
    public string LongDate(DateOnly day) => $"{Days[(int)day.DayOfWeek]}{(MonthFirst || DayPoint != "" ? "," : "")} {Date(day)}";

    /// <summary>A number with all its decimals and without a divider of thousands, as codes and years are written.</summary>
    public string Digits(decimal number)
    {
        var digits = Math.Abs(number / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
        return (number < 0 ? "−" : "") + digits.Replace(".", DecimalPoint, StringComparison.Ordinal);
    }

    /// <summary>A day in figures: 16/03/2017.</summary>
    public string ShortDate(DateOnly day) =>
        string.Join(
            DateSeparator,
            MonthFirst
                ? [$"{day.Month:00}", $"{day.Day:00}", $"{day.Year:0000}"]
                : new[] { $"{day.Day:00}", $"{day.Month:00}", $"{day.Year:0000}" }
        );

    /// <summary>A month: March 2017.</summary>
    public string MonthYear(DateOnly day) => $"{Months[day.Month - 1]} {day.Year}";
}
