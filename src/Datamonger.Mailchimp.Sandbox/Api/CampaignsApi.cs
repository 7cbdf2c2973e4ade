using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/campaigns</c> and <c>/search-campaigns</c>.</summary>
internal static class CampaignsApi
{
    private static readonly string[] Types = ["regular", "plaintext", "absplit", "rss", "variate"];
    private static readonly string[] FilterStatuses = ["save", "paused", "schedule", "sending", "sent"];

    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/campaigns", All);
        router.Map("POST", "/campaigns", Create);
        router.Map("GET", "/campaigns/{campaign_id}", call => new ApiAnswer(200, CampaignView.Of(call, Find(call))));
        router.Map("PATCH", "/campaigns/{campaign_id}", Change);
        router.Map("DELETE", "/campaigns/{campaign_id}", Delete);
        router.Map("GET", "/search-campaigns", Search);
    }

    public static Campaign Find(ApiCall call) => Campaigns.Find(call.Store, call["campaign_id"]) ?? throw ApiProblem.NotFound();

    /// <summary>The campaign of the route, if it may still be edited.</summary>
    public static Campaign FindDraft(ApiCall call) =>
        Find(call) is { Status: "save" or "paused" } draft
            ? draft
            : throw ApiProblem.Bad(
                "Bad Request",
                $"A campaign can be edited while it is a draft or paused; the status of this one is ‘{Find(call).Status}’."
            );

    private static ApiAnswer All(ApiCall call)
    {
        var (type, status, list, folder, member) = (
            call.Query("type"),
            call.Query("status"),
            call.Query("list_id"),
            call.Query("folder_id"),
            call.Query("member_id")
        );
        if (status is not null && !FilterStatuses.Contains(status))
            throw ApiProblem.Invalid("status", $"Takes one of: {string.Join(", ", FilterStatuses)}.");
        if (type is not null && !Types.Contains(type))
            throw ApiProblem.Invalid("type", $"Takes one of: {string.Join(", ", Types)}.");
        var (sinceCreated, beforeCreated) = (call.Date("since_create_time"), call.Date("before_create_time"));
        var (sinceSent, beforeSent) = (call.Date("since_send_time"), call.Date("before_send_time"));
        var campaigns = Campaigns
            .All(call.Store)
            .Where(campaign =>
                (type ?? campaign.Type) == campaign.Type
                && (status ?? campaign.Status) == campaign.Status
                && (list ?? campaign.ListId) == campaign.ListId
            )
            .Where(campaign => folder is null || campaign.Setting("folder_id") == folder)
            .Where(campaign =>
                member is null
                || call.Store.Count(
                    "select count(*) from message where campaign_id = $1 and member_id = $2 and test = 0",
                    campaign.Id,
                    member
                ) > 0
            )
            .Where(campaign => Within(campaign.Created, sinceCreated, beforeCreated) && Within(campaign.SendTime, sinceSent, beforeSent));
        campaigns =
            call.Query("sort_field") == "send_time"
                ? campaigns.OrderBy(campaign => campaign.SendTime ?? "", StringComparer.Ordinal)
                : campaigns;
        var sorted = campaigns.ToList();
        // Without a wish the service shows the newest first.
        if (call.Query("sort_dir") is null || call.Descending)
            sorted.Reverse();
        return call.Collection("campaigns", sorted, campaign => CampaignView.Of(call, campaign));
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var body = call.Body;
        var type = body.Text("type", required: true, Types);
        if (type is "absplit" or "variate")
            body.Fail("type", "The sandbox makes regular, plaintext and rss campaigns.");
        var campaign = new CampaignReader(call).Read(
            body,
            new Campaign
            {
                Id = Ids.New(),
                Type = type ?? "regular",
                Created = call.Now,
                ContentType = body.Text("content_type", oneOf: ["template", "multichannel"]) ?? "template",
                Body = CampaignReader.Defaults(),
            }
        );
        // What a new campaign shows before its segment is counted is the whole audience.
        if (campaign.SegmentOptions is not null)
            campaign = CampaignView.WithLaggingCount(
                call,
                campaign,
                call.Store.Count("select count(*) from member where list_id = $1 and status = 'subscribed'", campaign.ListId)
            );
        Campaigns.Save(call.Store, campaign);
        call.Effect("campaign.create", campaign.Id);
        return new ApiAnswer(200, CampaignView.Of(call, Campaigns.Find(call.Store, campaign.Id)!));
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var campaign = FindDraft(call);
        var body = call.Body;
        if (body.Object("settings", required: true) is { } settings)
            foreach (var name in new[] { "subject_line", "from_name", "reply_to" })
                if (!settings.Has(name))
                    settings.Fail(name, "Required; it is missing.");
        var changed = new CampaignReader(call).Read(body, campaign);
        if (changed.SegmentOptions?.ToJsonString() != campaign.SegmentOptions?.ToJsonString() || changed.ListId != campaign.ListId)
            changed = CampaignView.WithLaggingCount(call, changed, CampaignView.Count(call.Store, campaign));
        campaign = Campaigns.Save(call.Store, changed);
        call.Effect("campaign.update", campaign.Id);
        return new ApiAnswer(200, CampaignView.Of(call, campaign));
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        var campaign = Find(call);
        if (campaign.Status is "schedule" or "sending" or "canceling")
            throw ApiProblem.Bad("Bad Request", $"A campaign whose status is ‘{campaign.Status}’ cannot be deleted.");
        call.Store.Execute("delete from campaign where id = $1", campaign.Id);
        call.Effect("campaign.delete", campaign.Id);
        return new ApiAnswer(204, null);
    }

    private static ApiAnswer Search(ApiCall call)
    {
        var query = call.Query("query") ?? throw ApiProblem.Invalid("query", "Required; it is missing.");
        var found = Campaigns
            .All(call.Store)
            .Reverse()
            .Select(campaign => (Campaign: campaign, Text: string.Join(" · ", campaign.Setting("title"), campaign.Setting("subject_line"))))
            .Where(hit =>
                query
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .All(word => hit.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
        return call.Collection(
            "results",
            found,
            hit => new JsonObject { ["campaign"] = CampaignView.Of(call, hit.Campaign), ["snippet"] = hit.Text }
        );
    }

    private static bool Within(string? time, string? since, string? before) =>
        (since is null || string.CompareOrdinal(time, since) >= 0)
        && (before is null || (time is not null && string.CompareOrdinal(time, before) < 0));
}
