using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing;

/// <summary>What can be wrong with an issue, its audience or its time when it is published.</summary>
public static class PublishRules
{
    /// <summary>The audience is not named or does not exist.</summary>
    public static readonly DiagnosticRule UnknownAudience = new("DM601", Severity.Error, "An unknown audience")
    {
        Remedy =
            "Name the audience by its id, `audience: {id: …}`, in newsletter.yml or the front matter; `datamonger doctor` lists those "
            + "of the account.",
    };

    /// <summary>The segment or tag does not exist in the audience.</summary>
    public static readonly DiagnosticRule UnknownSegment = new("DM602", Severity.Error, "An unknown segment")
    {
        Remedy =
            "Write `segment:` as Mailchimp does, letter by letter, or leave it out for everybody; of two with one name rename one there.",
    };

    /// <summary>A merge tag names a field that the audience does not have.</summary>
    public static readonly DiagnosticRule MissingMergeField = new("DM603", Severity.Error, "A merge field that the audience does not have")
    {
        Remedy = "Run `datamonger doctor --fix`, which makes the fields that newsletter.yml declares; or take the tag out.",
    };

    /// <summary>A merge tag has no fallback in the audience, where newsletter.yml promises one.</summary>
    public static readonly DiagnosticRule FallbackDiffers = new("DM604", Severity.Warning, "A fallback that the audience does not have")
    {
        Remedy =
            "Give the field the same default value at Mailchimp as its fallback under `merge_fields:`, or put the tag between "
            + "`*|IF:FIELD|*` and `*|END:IF|*`.",
    };

    /// <summary>Nobody would get the email, or far more or fewer than last time.</summary>
    public static readonly DiagnosticRule RecipientsOutOfBounds = new("DM605", Severity.Error, "An unexpected number of recipients")
    {
        Remedy = "Look at the audience and the segment at Mailchimp; when the number is right, say so with `--recipients`.",
    };

    /// <summary>Mailchimp's own checklist says that the campaign is not ready.</summary>
    public static readonly DiagnosticRule ChecklistNotReady = new("DM606", Severity.Error, "Mailchimp's checklist is not complete")
    {
        Remedy = "Fix what the checklist names; most of it stands under Settings of the audience at Mailchimp.",
    };

    /// <summary>The issue is not what was pushed and proofed.</summary>
    public static readonly DiagnosticRule Stale = new("DM607", Severity.Error, "The issue changed since it was pushed")
    {
        Remedy = "Look at what changed (`datamonger diff <issue> --against pushed`), publish it again and take the new token.",
    };

    /// <summary>The token is not the one that fits what would be sent now.</summary>
    public static readonly DiagnosticRule WrongToken = new("DM608", Severity.Error, "A token that does not fit")
    {
        Remedy = "Run `datamonger publish <issue>` and use the token that it prints last.",
    };

    /// <summary>The time of a schedule is in the past, or too near.</summary>
    public static readonly DiagnosticRule ScheduleTooSoon = new(
        "DM609",
        Severity.Error,
        "A schedule in the past or less than 15 minutes ahead"
    )
    {
        Remedy = "Take one of the quarter hours that the message names, or send at once with `datamonger send`.",
    };

    /// <summary>Mailchimp schedules on quarter hours alone.</summary>
    public static readonly DiagnosticRule NotAQuarterHour = new("DM610", Severity.Error, "A schedule that is not on a quarter hour")
    {
        Remedy = "Write :00, :15, :30 or :45.",
    };

    /// <summary>The clocks change: the local time does not exist, or exists twice.</summary>
    public static readonly DiagnosticRule NoSuchLocalTime = new(
        "DM611",
        Severity.Error,
        "A local time that does not exist, or exists twice"
    )
    {
        Remedy = "Take another hour, or say which of the two is meant by its offset: `2017-10-29 01:30+01:00`.",
    };

    /// <summary>The schedule's time cannot be read.</summary>
    public static readonly DiagnosticRule UnreadableTime = new("DM612", Severity.Error, "A time that cannot be read")
    {
        Remedy = "Write the local time as `2017-03-23 09:30`.",
    };

    /// <summary>Nobody reads at that time.</summary>
    public static readonly DiagnosticRule UnusualTime = new(
        "DM613",
        Severity.Warning,
        "A schedule at night, on a weekend or on a bank holiday"
    )
    {
        Remedy = "`datamonger unschedule` it and take a weekday between 6:00 and 22:00, if it was not meant so.",
    };

    /// <summary>The same audience gets, or got, another issue within the days that newsletter.yml keeps between two.</summary>
    public static readonly DiagnosticRule TooNear = new("DM614", Severity.Warning, "Two issues to one audience within a few days")
    {
        Remedy = "Schedule it later; or set `checks: days_between` in newsletter.yml, 0 for none.",
    };

    /// <summary>The campaign's number of recipients is not that of its segment or audience.</summary>
    public static readonly DiagnosticRule CountsDiffer = new("DM630", Severity.Error, "Two different numbers of recipients")
    {
        Remedy =
            "Wait some minutes and publish again: a campaign's number lags behind a change of its segment. If the numbers stay apart, look "
            + "at the campaign's recipients at Mailchimp.",
    };

    /// <summary>Mailchimp dropped what holds the email together in Outlook for Windows.</summary>
    public static readonly DiagnosticRule OutlookLost = new("DM634", Severity.Warning, "Outlook's comments are gone at Mailchimp")
    {
        Remedy = "Send a test with `datamonger test` and look at it in Outlook for Windows before it goes to everybody.",
    };

    /// <summary>Every rule of publishing.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        UnknownAudience,
        UnknownSegment,
        MissingMergeField,
        FallbackDiffers,
        RecipientsOutOfBounds,
        ChecklistNotReady,
        Stale,
        WrongToken,
        ScheduleTooSoon,
        NotAQuarterHour,
        NoSuchLocalTime,
        UnreadableTime,
        UnusualTime,
        TooNear,
        CountsDiffer,
        OutlookLost,
        Approval.Missing,
    ];
}
