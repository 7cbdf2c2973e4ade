using System.Globalization;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>Times of day and stretches of time as a list of releases prints them.</summary>
internal static class Moments
{
    /// <summary>A time of day as the British write it: 9:30am. What is no time stays as it is.</summary>
    public static string? Clock(object? value)
    {
        var time = value switch
        {
            DateTime moment => TimeOnly.FromDateTime(moment),
            string text
                when TimeOnly.TryParseExact(
                    text.Trim(),
                    ["H:mm", "HH:mm", "HH:mm:ss"],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var parsed
                ) => parsed,
            _ => (TimeOnly?)null,
        };
        if (time is not { } clock)
            return value?.ToString();
        var hour = clock.Hour % 12 == 0 ? 12 : clock.Hour % 12;
        return $"{hour}:{clock.Minute:00}{(clock.Hour < 12 ? "am" : "pm")}";
    }

    /// <summary>A day, or a stretch of days: whole months are named by month ("April to May 2017").</summary>
    public static string Period(DateOnly from, DateOnly? until, Language language)
    {
        if (until is not { } to || to <= from)
            return language.Date(from);
        var wholeMonths = from.Day == 1 && to.AddDays(1).Day == 1;
        if (!wholeMonths)
            return $"{language.Date(from)} {And(language)} {language.Date(to)}";
        if (from.Year == to.Year && from.Month == to.Month)
            return language.MonthYear(from);
        return from.Year == to.Year
            ? $"{language.Months[from.Month - 1]} {And(language)} {language.MonthYear(to)}"
            : $"{language.MonthYear(from)} {And(language)} {language.MonthYear(to)}";
    }

    private static string And(Language language) => language.IsEnglish ? "to" : "–";
}
