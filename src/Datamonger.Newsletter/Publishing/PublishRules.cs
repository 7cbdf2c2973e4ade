using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing;

/// <summary>What can be wrong with an issue, its audience or its time when it is published.</summary>
public static class PublishRules
{
    /// <summary>The audience is not named or does not exist.</summary>
    public static readonly DiagnosticRule UnknownAudience = new("DM601", Severity.Error, "An unknown audience");

    /// <summary>The segment or tag does not exist in the audience.</summary>
    public static readonly DiagnosticRule UnknownSegment = new("DM602", Severity.Error, "An unknown segment");

    /// <summary>A merge tag names a field that the audience does not have.</summary>
    public static readonly DiagnosticRule MissingMergeField = new("DM603", Severity.Error, "A merge field that the audience does not have");

    /// <summary>A merge tag has no fallback in the audience, where newsletter.yml promises one.</summary>
    public static readonly DiagnosticRule FallbackDiffers = new("DM604", Severity.Warning, "A fallback that the audience does not have");

    /// <summary>Nobody would get the email, or far more or fewer than last time.</summary>
    public static readonly DiagnosticRule RecipientsOutOfBounds = new("DM605", Severity.Error, "An unexpected number of recipients");

    /// <summary>Mailchimp's own checklist says that the campaign is not ready.</summary>
    public static readonly DiagnosticRule ChecklistNotReady = new("DM606", Severity.Error, "Mailchimp's checklist is not complete");

    /// <summary>The issue is not what was pushed and proofed.</summary>
    public static readonly DiagnosticRule Stale = new("DM607", Severity.Error, "The issue changed since it was pushed");

    /// <summary>The token is not the one that fits what would be sent now.</summary>
    public static readonly DiagnosticRule WrongToken = new("DM608", Severity.Error, "A token that does not fit");

    /// <summary>The time of a schedule is in the past, or too near.</summary>
    public static readonly DiagnosticRule ScheduleTooSoon = new("DM609", Severity.Error, "A schedule in the past or less than 15 minutes ahead");

    /// <summary>Mailchimp schedules on quarter hours alone.</summary>
    public static readonly DiagnosticRule NotAQuarterHour = new("DM610", Severity.Error, "A schedule that is not on a quarter hour");

    /// <summary>The clocks change: the local time does not exist, or exists twice.</summary>
    public static readonly DiagnosticRule NoSuchLocalTime = new("DM611", Severity.Error, "A local time that does not exist, or exists twice");

    /// <summary>The schedule's time cannot be read.</summary>
    public static readonly DiagnosticRule UnreadableTime = new("DM612", Severity.Error, "A time that cannot be read");

    /// <summary>Nobody reads at that time.</summary>
    public static readonly DiagnosticRule UnusualTime = new("DM613", Severity.Warning, "A schedule at night, on a weekend or on a bank holiday");

    /// <summary>Every rule of publishing.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        UnknownAudience, UnknownSegment, MissingMergeField, FallbackDiffers, RecipientsOutOfBounds, ChecklistNotReady, Stale, WrongToken,
        ScheduleTooSoon, NotAQuarterHour, NoSuchLocalTime, UnreadableTime, UnusualTime,
    ];
}
