using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>Shows a campaign as the API does.</summary>
internal static class CampaignView
{
    public static JsonObject Of(ApiCall call, Campaign campaign)
    {
        var view = new JsonObject
        {
            ["id"] = campaign.Id,
            ["web_id"] = WebId(campaign),
            ["type"] = campaign.Type,
            ["create_time"] = campaign.Created,
            ["archive_url"] = call.Site.Url($"archive/{campaign.Id}"),
            ["long_archive_url"] = call.Site.Url($"archive/{campaign.Id}"),
            ["status"] = campaign.Status,
            ["emails_sent"] = campaign.EmailsSent,
            // An unsent campaign has an empty text here, which is no date.
            ["send_time"] = campaign.SendTime ?? "",
            ["content_type"] = campaign.ContentType,
            ["needs_block_refresh"] = false,
            ["resendable"] = campaign.Status == "sent" && campaign.Type == "regular",
            ["recipients"] = Recipients(call, campaign),
            ["settings"] = campaign.Settings.DeepClone(),
            ["tracking"] = campaign.Body["tracking"]!.DeepClone(),
            ["delivery_status"] = Delivery(campaign),
        };
        if (campaign.ParentId.Length > 0)
            view["parent_campaign_id"] = campaign.ParentId;
        foreach (var name in new[] { "social_card", "rss_opts" })
            if (campaign.Body[name] is { } part)
                view[name] = part.DeepClone();
        if (campaign.Status == "sent")
            view["report_summary"] = new CampaignFigures(call.Store, campaign).Summary();
        if (campaign.Status == "sent" && campaign.Type == "regular")
            view["resend_shortcut_eligibility"] = Eligibility();
        return view;
    }

    public static long WebId(Campaign campaign) => 1_000_000 + campaign.Number;

    public static JsonObject Delivery(Campaign campaign) =>
        campaign.Status switch
        {
            "sending" => new JsonObject
            {
                ["enabled"] = true,
                ["can_cancel"] = campaign.Type is "regular" or "plaintext",
                ["status"] = "delivering",
                ["emails_sent"] = 0,
                ["emails_canceled"] = 0,
            },
            "sent" or "canceled" => new JsonObject
            {
                ["enabled"] = true,
                ["can_cancel"] = false,
                ["status"] = campaign.Status == "sent" ? "delivered" : "canceled",
                ["emails_sent"] = campaign.EmailsSent,
                ["emails_canceled"] = campaign.EmailsCanceled,
            },
            _ => new JsonObject { ["enabled"] = false },
        };

    /// <summary>The campaign as it shows an earlier number of recipients for a while.</summary>
    public static Campaign WithLaggingCount(ApiCall call, Campaign campaign, long count)
    {
        if (call.Site.Modes.LaggingCounts > TimeSpan.Zero)
            campaign.Body["lag"] = new JsonObject
            {
                ["count"] = count,
                ["until"] = Iso.Text(call.Site.Now + call.Site.Modes.LaggingCounts),
            };
        return campaign;
    }

    private static JsonObject Recipients(ApiCall call, Campaign campaign)
    {
        var store = call.Store;
        var list = Lists.Find(store, campaign.ListId);
        var recipients = new JsonObject
        {
            ["list_id"] = campaign.ListId,
            ["list_is_active"] = list is not null,
            ["list_name"] = list?.Name ?? "",
            ["segment_text"] = campaign.SegmentOptions is null ? "" : "<p>A segment of the audience.</p>",
            ["recipient_count"] =
                campaign.Status is "sent" or "canceled" ? campaign.EmailsSent + campaign.EmailsCanceled
                : campaign.Body["lag"] is JsonObject lag && string.CompareOrdinal(lag["until"].Text(), call.Now) > 0
                    ? lag["count"]!.GetValue<long>()
                : Count(store, campaign),
        };
        if (campaign.SegmentOptions is { } options)
            recipients["segment_opts"] = options.DeepClone();
        return recipients;
    }

    /// <summary>Counted by the store where it can: a list shows up to a thousand campaigns.</summary>
    public static long Count(Session store, Campaign campaign) =>
        campaign.SegmentOptions is null
            ? store.Count("select count(*) from member where list_id = $1 and status = 'subscribed'", campaign.ListId)
            : new SegmentFilter(store, campaign.ListId).Recipients(campaign.SegmentOptions).Length;

    private static JsonObject Eligibility()
    {
        var all = new JsonObject();
        foreach (var name in new[] { "to_non_openers", "to_new_subscribers", "to_non_clickers" })
            all[name] = new JsonObject { ["is_eligible"] = true, ["reason"] = "" };
        return all;
    }
}
