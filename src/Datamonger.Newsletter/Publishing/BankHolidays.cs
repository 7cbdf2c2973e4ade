namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// Bank holidays of England and Wales by the rules of the Banking and Financial Dealings Act 1971 and the proclamations that
/// recur every year. Those proclaimed for one occasion (a jubilee, a coronation) are not known.
/// </summary>
internal static class BankHolidays
{
    /// <summary>The holiday's name; null on other days.</summary>
    public static string? NameOf(DateOnly day)
    {
        var easter = EasterSunday(day.Year);
        if (day == easter.AddDays(-2))
            return "Good Friday";
        if (day == easter.AddDays(1))
            return "Easter Monday";
        if (day == Substituted(new DateOnly(day.Year, 1, 1)))
            return "New Year’s Day";
        if (day == Monday(day.Year, 5, first: true))
            return "the early May bank holiday";
        if (day == Monday(day.Year, 5, first: false))
            return "the spring bank holiday";
        if (day == Monday(day.Year, 8, first: false))
            return "the summer bank holiday";
        var (christmas, boxing) = Christmas(day.Year);
        return day == christmas ? "Christmas Day"
            : day == boxing ? "Boxing Day"
            : null;
    }

    // The anonymous Gregorian algorithm (Nature, 20 April 1876).
    private static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var day = h + l - (7 * m) + 114;
        return new DateOnly(year, day / 31, (day % 31) + 1);
    }

    // A holiday on a Saturday or Sunday is kept on the Monday.
    private static DateOnly Substituted(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };

    // Christmas on a Saturday: Monday and Tuesday; on a Sunday: Boxing Day keeps the Monday, Christmas takes the Tuesday; on a Friday:
    // Boxing Day goes to Monday.
    private static (DateOnly Christmas, DateOnly Boxing) Christmas(int year)
    {
        var day = new DateOnly(year, 12, 25);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => (day.AddDays(2), day.AddDays(3)),
            DayOfWeek.Sunday => (day.AddDays(2), day.AddDays(1)),
            DayOfWeek.Friday => (day, day.AddDays(3)),
            _ => (day, day.AddDays(1)),
        };
    }

    private static DateOnly Monday(int year, int month, bool first)
    {
        var day = first ? new DateOnly(year, month, 1) : new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        while (day.DayOfWeek != DayOfWeek.Monday)
            day = day.AddDays(first ? 1 : -1);
        return day;
    }
}
