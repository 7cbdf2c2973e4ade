using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed class ScheduleHoursTests
{
    [Theory]
    [InlineData("2017-03-23 09:30", null)]
    [InlineData("2017-03-25 09:30", "a Saturday")]
    [InlineData("2017-03-26 09:30", "a Sunday")]
    [InlineData("2017-03-23 22:00", "at night")]
    [InlineData("2017-03-23 21:45", null)]
    [InlineData("2017-03-23 05:45", "at night")]
    [InlineData("2017-03-23 06:00", null)]
    [InlineData("2017-04-14 09:30", "Good Friday")]
    [InlineData("2017-05-01 09:30", "the early May bank holiday")]
    public void A_time_when_nobody_reads_is_a_warning(string local, string? says)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var finding = ScheduleTime.Unusual(new DateTimeOffset(time, zone.GetUtcOffset(time)), zone, SourceLocation.StartOf("index.md"));
        Assert.Equal(says is not null, finding is not null);
        if (says is not null)
            Assert.Contains(says, finding!.Message, StringComparison.Ordinal);
    }

    // As published by gov.uk for England and Wales, but for those proclaimed once.
    [Theory]
    [InlineData(2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27")]
    [InlineData(2017, "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    [InlineData(2018, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26")]
    [InlineData(2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2023, "01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26")]
    [InlineData(2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26")]
    [InlineData(2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    public void Bank_holidays_are_those_of_England_and_Wales(int year, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                Enumerable
                    .Range(0, 366)
                    .Select(new DateOnly(year, 1, 1).AddDays)
                    .Where(day => day.Year == year && BankHolidays.NameOf(day) is not null)
                    .Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))
            )
        );
}
