using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Looks for another email that the same people get within the days that newsletter.yml keeps between two issues.</summary>
internal static class NeighbourCheck
{
    /// <summary>A warning of the nearest one; null when there is none, or no days are kept.</summary>
    /// <param name="session">The issue, whose own campaigns do not count.</param>
    /// <param name="campaigns">All campaigns of the account.</param>
    /// <param name="audience">Who gets the issue.</param>
    /// <param name="segment">The segment of them; null is everybody.</param>
    /// <param name="when">When they get it.</param>
    public static Diagnostic? Find(
        PublishSession session,
        ImmutableArray<Campaign> campaigns,
        string? audience,
        int? segment,
        DateTimeOffset when
    )
    {
        var request = session.Request;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(request.TimeZone);
        var nearest = campaigns
            .Where(campaign =>
                campaign is { Status: "schedule" or "sending" or "sent", SendTime: not null }
                && campaign.Recipients?.ListId == audience
                && audience is not null
            )
            .Where(campaign => segment is null || campaign.Recipients?.SegmentOpts?.SavedSegmentId is not { } other || other == segment)
            // The second try of an issue is meant to follow it.
            .Where(campaign => CampaignStamp.Find(campaign.Settings?.Title)?.IsOf(request.Newsletter, request.Slug) != true)
            .MinBy(campaign => (campaign.SendTime!.Value - when).Duration());
        if (nearest is null || Days(nearest.SendTime!.Value, when, zone) >= request.DaysBetween)
            return null;
        var name = ForeignText.Clean(CampaignStamp.Bare(nearest.Settings?.Title ?? nearest.Id ?? ""));
        return new Diagnostic(
            PublishRules.TooNear,
            request.Location,
            $"“{name}” {(nearest.Status == "sent" ? "went" : "goes")} to the same audience on "
                + $"{ScheduleTime.In(nearest.SendTime.Value, zone)}.",
            $"Leave {request.DaysBetween} days between two issues (checks: days_between in newsletter.yml): schedule this one later."
        );
    }

    private static int Days(DateTimeOffset one, DateTimeOffset other, TimeZoneInfo zone) =>
        Math.Abs(
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(one, zone).DateTime).DayNumber
                - DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(other, zone).DateTime).DayNumber
        );
}
