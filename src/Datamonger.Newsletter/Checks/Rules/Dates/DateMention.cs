using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Checks.Rules.Dates;

/// <summary>A date in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Text">As it stands there, with its weekday.</param>
/// <param name="Day">The day, of a span its last; null when there is no such day.</param>
/// <param name="Weekday">The weekday beside it, or null.</param>
internal sealed record DateMention(int Start, string Text, DateOnly? Day, DayOfWeek? Weekday);

/// <summary>Finds dates that are written with the name of their month, and days in figures behind a weekday.</summary>
internal sealed class DateFinder
{
    private static readonly FrozenDictionary<Language, Lazy<DateFinder>> ByLanguage = Language.All.ToFrozenDictionary(
        language => language,
        language => new Lazy<DateFinder>(() => new DateFinder(language))
    );
    private const int NoDay = 40;
    private readonly Language _language;
    private readonly Regex _date;

    private DateFinder(Language language)
    {
        _language = language;
        var months = string.Join(
            '|',
            language
                .Months.Select(Regex.Escape)
                .Concat(language.Months.Select(month => Regex.Escape(month[..Math.Min(3, month.Length)]) + @"\b\.?"))
        );
        var days =
            string.Join('|', language.Days.Select(Regex.Escape))
            + (language.IsEnglish ? @"|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?" : "");
        var weekday = $@"(?:\b(?<weekday>{days}),?\s(?:the\s)?)?";
        const string Ending = @"(?:st|nd|rd|th|\.)?";
        _date = new Regex(
            $@"{weekday}(?<![0-9.,/-])(?:(?<from>[0-9]{{1,2}}){Ending}\s?(?:[–-]|to|and)\s?)?(?<day>[0-9]{{1,2}}){Ending}\s(?:of\s)?(?<month>{months})(?!\p{{L}})(?:,?\s(?<year>[0-9]{{4}}))?"
                + $@"|{weekday}\b(?<month>{months})\s(?<day>[0-9]{{1,2}}){Ending},?\s(?<year>[0-9]{{4}})"
                + $@"|{weekday}(?<![\w/.-])(?<day>[0-9]{{1,2}})/(?<number>[0-9]{{1,2}})/(?<year>[0-9]{{4}})(?![\w/])",
            RegexOptions.CultureInvariant
        );
    }

    /// <summary>The finder of a language, made once: its pattern takes longer to read than an issue.</summary>
    public static DateFinder For(Language language) => ByLanguage[language].Value;

    /// <summary>The dates of a text. One without a year is the nearest to a day.</summary>
    public IEnumerable<DateMention> Find(string text, DateOnly near)
    {
        foreach (Match match in _date.Matches(text))
        {
            var day = int.Parse(match.Groups["day"].ValueSpan, null);
            // 32 March is a slip of the keys; of "volume 71, July" it is the volume.
            if (day >= NoDay)
                continue;
            var month = match.Groups["number"].Success
                ? int.Parse(match.Groups["number"].ValueSpan, null)
                : MonthOf(match.Groups["month"].Value);
            var date = match.Groups["year"].Success
                ? Make(int.Parse(match.Groups["year"].ValueSpan, null), month, day)
                : Nearest(month, day, near);
            // 12/31/2016 is a day where the month comes first; without a weekday nobody knows.
            if (date is null && match.Groups["number"].Success && !match.Groups["weekday"].Success && IsMonthFirst(match, day, month))
                continue;
            // "Monday 6 to 8 March": the weekday is that of the first day.
            DayOfWeek? weekday =
                match.Groups["weekday"].Success && !match.Groups["from"].Success ? WeekdayOf(match.Groups["weekday"].Value) : null;
            yield return new DateMention(match.Index, match.Value, date, weekday);
        }
    }

    private static bool IsMonthFirst(Match match, int day, int month) =>
        Make(int.Parse(match.Groups["year"].ValueSpan, null), day, month) is not null;

    private DayOfWeek WeekdayOf(string name)
    {
        var full = _language.Days.IndexOf(name);
        return (DayOfWeek)(
            full >= 0 ? full : _language.Days.ToList().FindIndex(day => day.StartsWith(name[..3], StringComparison.Ordinal))
        );
    }

    private int MonthOf(string name)
    {
        var full = _language.Months.IndexOf(name);
        return 1
            + (
                full >= 0
                    ? full
                    : _language.Months.ToList().FindIndex(month => month.StartsWith(name.TrimEnd('.'), StringComparison.Ordinal))
            );
    }

    private static DateOnly? Nearest(int month, int day, DateOnly near) =>
        Enumerable
            .Range(near.Year - 1, 3)
            .Select(year => Make(year, month, day))
            .OfType<DateOnly>()
            .OrderBy(date => Math.Abs(date.DayNumber - near.DayNumber))
            .Select(date => (DateOnly?)date)
            .FirstOrDefault();

    private static DateOnly? Make(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
}
