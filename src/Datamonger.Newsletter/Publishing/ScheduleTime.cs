using System.Globalization;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing;

/// <summary>Reads the time of a schedule as an editor types it: local, on a quarter hour, ahead.</summary>
internal static class ScheduleTime
{
    /// <summary>How far ahead a schedule must lie, so that it can be looked at and taken back.</summary>
    public static readonly TimeSpan LeastLead = TimeSpan.FromMinutes(15);

    private static readonly string[] Local = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] WithOffset =
    [
        "yyyy-MM-dd HH:mmzzz",
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd HH:mm zzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
    ];

    /// <summary>The moment that is meant; null when something is wrong with it, which has been reported.</summary>
    /// <param name="text">Local (<c>2017-03-23 09:30</c>), or with an offset (<c>2017-10-29 01:30+01:00</c>), which also settles the hour
    /// that comes twice in autumn.</param>
    /// <param name="zone">The editors' time zone.</param>
    /// <param name="now">Now, by Mailchimp's clock.</param>
    public static DateTimeOffset? Read(
        string text,
        TimeZoneInfo zone,
        DateTimeOffset now,
        SourceLocation location,
        DiagnosticBag diagnostics
    )
    {
        text = text.Trim();
        DateTimeOffset moment;
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            if (zone.IsInvalidTime(local))
            {
                diagnostics.Add(
                    PublishRules.NoSuchLocalTime,
                    location,
                    $"{text} does not exist in {zone.Id}: the clocks go forward over it.",
                    $"The next time that exists is {NextValid(local, zone):yyyy-MM-dd HH:mm}."
                );
                return null;
            }
            if (zone.IsAmbiguousTime(local))
            {
                var offsets = zone.GetAmbiguousTimeOffsets(local)
                    .OrderDescending()
                    .Select(offset => $"{local:yyyy-MM-dd HH:mm}{Offset(offset)}");
                diagnostics.Add(
                    PublishRules.NoSuchLocalTime,
                    location,
                    $"{text} comes twice in {zone.Id}: the clocks go back over it.",
                    $"Say which: {string.Join(" or ", offsets)}."
                );
                return null;
            }
            moment = new DateTimeOffset(local, zone.GetUtcOffset(local));
        }
        else if (!DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment))
        {
            diagnostics.Add(PublishRules.UnreadableTime, location, $"\"{text}\" is no time.", "Write the local time as 2017-03-23 09:30.");
            return null;
        }

        var errors = false;
        if (moment.UtcDateTime.Ticks % TimeSpan.FromMinutes(15).Ticks != 0)
        {
            var before = new DateTimeOffset(
                moment.UtcDateTime.Ticks - (moment.UtcDateTime.Ticks % TimeSpan.FromMinutes(15).Ticks),
                TimeSpan.Zero
            );
            diagnostics.Add(
                PublishRules.NotAQuarterHour,
                location,
                $"{text} is not on a quarter hour, and Mailchimp sends on quarter hours alone.",
                $"{In(before, zone)} or {In(before.AddMinutes(15), zone)}."
            );
            errors = true;
        }
        if (moment < now + LeastLead)
        {
            var first = new DateTimeOffset(
                ((now + LeastLead).UtcDateTime.Ticks + TimeSpan.FromMinutes(15).Ticks - 1)
                    / TimeSpan.FromMinutes(15).Ticks
                    * TimeSpan.FromMinutes(15).Ticks,
                TimeSpan.Zero
            );
            diagnostics.Add(
                PublishRules.ScheduleTooSoon,
                location,
                moment <= now ? $"{text} is in the past." : $"{text} is less than 15 minutes away.",
                $"The next possible time is {In(first, zone)}."
            );
            errors = true;
        }
        return errors ? null : moment;
    }

    /// <summary>
    /// A warning of a time when few people read their post: at night (22:00 to 6:00), on a weekend, on a bank holiday where London's clock
    /// holds; null of any other.
    /// </summary>
    public static Diagnostic? Unusual(DateTimeOffset moment, TimeZoneInfo zone, SourceLocation location)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var holiday = zone.Id is "Europe/London" or "GMT Standard Time" ? BankHolidays.NameOf(DateOnly.FromDateTime(local.DateTime)) : null;
        var why =
            holiday
            ?? (
                local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? $"a {local.DayOfWeek}"
                : local.Hour is >= 22 or < 6 ? "at night"
                : null
            );
        return why is null
            ? null
            : new Diagnostic(
                PublishRules.UnusualTime,
                location,
                $"{In(moment, zone)} is {why}.",
                "Offices open their post on weekdays; unschedule, and take another time, if that was not meant."
            );
    }

    /// <summary>A moment as the editors' clock shows it.</summary>
    public static string In(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTime NextValid(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15 - (local.Minute % 15));
        return local;
    }

    private static string Offset(TimeSpan offset) => $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
}
