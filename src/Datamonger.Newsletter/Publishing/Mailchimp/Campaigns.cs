using System.Text.Json;
using System.Text.Json.Serialization;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>A campaign. What Mailchimp leaves out is null.</summary>
internal sealed record Campaign
{
    public string? Id { get; init; }

    public long? WebId { get; init; }

    /// <summary>The campaign this is a resend of; empty for one of its own.</summary>
    public string? ParentCampaignId { get; init; }

    [JsonConverter(typeof(LenientDateConverter))]
    public DateTimeOffset? CreateTime { get; init; }

    [JsonConverter(typeof(LenientDateConverter))]
    public DateTimeOffset? SendTime { get; init; }

    /// <summary>save, paused, schedule, sending, sent, canceled, canceling, archived, or one that is new.</summary>
    public string? Status { get; init; }

    public int? EmailsSent { get; init; }

    public CampaignRecipients? Recipients { get; init; }

    public CampaignSettings? Settings { get; init; }

    public CampaignTracking? Tracking { get; init; }

    public CampaignSocialCard? SocialCard { get; init; }
}

internal sealed record CampaignRecipients
{
    public string? ListId { get; init; }

    public int? RecipientCount { get; init; }

    public CampaignSegment? SegmentOpts { get; init; }
}

internal sealed record CampaignSegment
{
    public int? SavedSegmentId { get; init; }

    public string? Match { get; init; }

    public JsonElement[]? Conditions { get; init; }
}

internal sealed record CampaignSettings
{
    public string? SubjectLine { get; init; }

    public string? PreviewText { get; init; }

    public string? Title { get; init; }

    public string? FromName { get; init; }

    public string? ReplyTo { get; init; }

    public string? ToName { get; init; }

    public string? FolderId { get; init; }

    public bool? AutoFooter { get; init; }

    public bool? InlineCss { get; init; }
}

internal sealed record CampaignTracking
{
    public bool? Opens { get; init; }

    public bool? HtmlClicks { get; init; }

    public bool? TextClicks { get; init; }

    public string? GoogleAnalytics { get; init; }
}

internal sealed record CampaignSocialCard
{
    public string? ImageUrl { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }
}

/// <summary>The body of a new campaign, and, without <see cref="Type"/>, of a changed one.</summary>
internal sealed record CampaignBody
{
    public string? Type { get; init; }

    public CampaignRecipients? Recipients { get; init; }

    public required CampaignSettings Settings { get; init; }

    public CampaignTracking? Tracking { get; init; }
}

internal sealed record CampaignPage
{
    public Campaign[]? Campaigns { get; init; }

    public int? TotalItems { get; init; }
}

internal sealed record CampaignContent
{
    public string? Html { get; init; }

    public string? PlainText { get; init; }
}

internal sealed record SendChecklist
{
    public bool? IsReady { get; init; }

    public ChecklistItem[]? Items { get; init; }
}

internal sealed record ChecklistItem
{
    /// <summary>success, warning or error.</summary>
    public string? Type { get; init; }

    public string? Heading { get; init; }

    public string? Details { get; init; }
}

internal sealed record TestBody(string[] TestEmails, string SendType);

internal sealed record ScheduleBody
{
    [JsonConverter(typeof(LenientDateConverter))]
    public required DateTimeOffset? ScheduleTime { get; init; }
}

internal sealed record ResendBody(string ShortcutType);
