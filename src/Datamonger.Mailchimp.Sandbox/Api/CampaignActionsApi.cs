using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/campaigns/{campaign_id}/actions/…</c>: what moves a campaign from one status to the next.</summary>
internal static class CampaignActionsApi
{
    /// <summary>What the live service was seen to answer as <c>send_time</c> after a campaign was unscheduled.</summary>
    private const string NoTime = "-001-11-30T00:00:00+00:00";

    private const int MostTestAddresses = 20;

    public static void Map(ApiRouter router)
    {
        const string actions = "/campaigns/{campaign_id}/actions/";
        router.Map("POST", actions + "test", Test);
        router.Map("POST", actions + "schedule", Schedule);
        router.Map("POST", actions + "unschedule", Unschedule);
        router.Map("POST", actions + "send", Send);
        router.Map("POST", actions + "cancel-send", Cancel);
        router.Map("POST", actions + "pause", call => Feed(call, "sending", "paused", "campaign.pause"));
        router.Map("POST", actions + "resume", call => Feed(call, "paused", "sending", "campaign.resume"));
        router.Map("POST", actions + "replicate", Replicate);
        router.Map("POST", actions + "create-resend", Resend);
    }

    private static ApiAnswer Test(ApiCall call)
    {
        var campaign = CampaignsApi.Find(call);
        var body = call.Body;
        var emails = body.Texts("test_emails", required: true, MostTestAddresses) ?? [];
        var type = body.Text("send_type", required: true, ["html", "plaintext"]);
        if (body.Has("test_emails") && emails.IsEmpty)
            body.Fail("test_emails", "At least one address.");
        foreach (var email in emails)
            if (!MemberReader.IsAddress(email))
                body.Fail("test_emails", "Every entry is an email address.");
        body.Done();
        if (campaign.Status is "sending" or "sent" or "canceling" or "canceled" or "archived")
            throw Refused("No test can be sent", campaign);
        if (Campaigns.Content(call.Store, campaign.Id) is null)
            throw ApiProblem.Bad("Bad Request", "There is no content to test.");
        foreach (var email in emails)
            Sending.Test(call.Store, call.Site, campaign, email, type!);
        call.Effect("campaign.test", campaign.Id);
        return Done();
    }

    private static ApiAnswer Schedule(ApiCall call)
    {
        var campaign = CampaignsApi.Find(call);
        var body = call.Body;
        var time = body.Date("schedule_time", required: true);
        var timewarp = body.Flag("timewarp") ?? false;
        if (body.Object("batch_delivery") is { } batches)
        {
            batches.Whole("batch_delay", required: true);
            batches.Whole("batch_count", required: true);
            if (timewarp)
                body.Fail("timewarp", "Either timewarp or batch_delivery.");
        }
        if (time is not null && (Iso.Parse(time) is var moment) && (moment.Minute % 15 != 0 || moment.Second != 0))
            body.Fail("schedule_time", "Campaigns are scheduled on the quarter hour.");
        if (time is not null && string.CompareOrdinal(time, call.Now) <= 0)
            body.Fail("schedule_time", "This time has passed.");
        body.Done();
        if (campaign.Status is not ("save" or "paused"))
            throw Refused("This campaign cannot be scheduled", campaign);
        if (campaign.Type == "rss")
            throw ApiProblem.Bad("Bad Request", "This campaign cannot be scheduled: an RSS campaign is sent by its own schedule.");
        // The service leaves the reason empty here; the checklist has it.
        if (!SendChecklist.Of(call.Store, campaign).IsReady)
            throw ApiProblem.Bad("Bad Request", "This campaign cannot be scheduled: .");
        campaign.Settings["timewarp"] = timewarp;
        Campaigns.Save(call.Store, campaign with { Status = "schedule", SendTime = time, Due = time });
        call.Effect("campaign.schedule", campaign.Id);
        return Done();
    }

    private static ApiAnswer Unschedule(ApiCall call)
    {
        var campaign = CampaignsApi.Find(call);
        if (campaign.Status != "schedule")
            throw Refused("This campaign is not scheduled", campaign);
        Campaigns.Save(call.Store, campaign with { Status = "save", SendTime = NoTime, Due = null });
        call.Effect("campaign.unschedule", campaign.Id);
        return Done();
    }

    private static ApiAnswer Send(ApiCall call)
    {
        var campaign = CampaignsApi.Find(call);
        if (campaign.Status is not ("save" or "paused") || (campaign.Status == "paused" && campaign.Type == "rss"))
            throw Refused("Cannot send this campaign", campaign);
        if (!SendChecklist.Of(call.Store, campaign).IsReady)
            throw ApiProblem.Bad("Bad Request", "Your Campaign is not ready to send.");
        Sending.Start(call.Store, call.Site, campaign);
        return Done(call, "campaign.send", campaign);
    }

    private static ApiAnswer Cancel(ApiCall call)
    {
        var campaign = CampaignsApi.Find(call);
        if (campaign.Status != "sending" || campaign.Type == "rss")
            throw Refused("There is nothing to cancel", campaign);
        Sending.Cancel(call.Store, call.Site, campaign);
        call.Effect("campaign.cancel", campaign.Id);
        return Done();
    }

    private static ApiAnswer Feed(ApiCall call, string from, string to, string effect)
    {
        var campaign = CampaignsApi.Find(call);
        if (campaign.Type != "rss")
            throw ApiProblem.Bad("Invalid Action", "Only RSS campaigns are paused and resumed.");
        if (campaign.Status != from)
            throw Refused("This action does not apply", campaign);
        Campaigns.Save(call.Store, campaign with { Status = to });
        call.Effect(effect, campaign.Id);
        return Done();
    }

    private static ApiAnswer Replicate(ApiCall call)
    {
        var original = CampaignsApi.Find(call);
        if (original.Status is not ("save" or "paused" or "sent"))
            throw Refused("This campaign cannot be replicated", original);
        // Only a resend names its parent: by the API a copy is not told from a campaign of its own.
        var copy = Copy(call, original with { Id = "" }, $"{original.Setting("title")} (copy 01)", original.Id);
        call.Effect("campaign.create", copy.Id);
        return new ApiAnswer(200, CampaignView.Of(call, copy));
    }

    private static ApiAnswer Resend(ApiCall call)
    {
        var original = CampaignsApi.Find(call);
        var body = call.OptionalBody;
        var kind = body.Text("shortcut_type", oneOf: ["to_non_openers", "to_new_subscribers", "to_non_clickers"]) ?? "to_non_openers";
        body.Done();
        if (original.Status != "sent" || original.Type != "regular")
            throw Refused("Only a regular campaign that was sent can be sent again", original);
        var copy = Copy(call, original, $"{original.Setting("title")} ({kind.Replace('_', ' ')})", original.Id);
        var segment = original.SegmentOptions?.DeepClone().AsObject();
        copy.Body["segment_opts"] = new JsonObject
        {
            ["match"] = "all",
            ["conditions"] = new JsonArray(
                new JsonObject
                {
                    ["condition_type"] = "Aim",
                    ["field"] = "aim",
                    ["op"] = kind switch
                    {
                        "to_non_openers" => "noopen",
                        "to_non_clickers" => "noclick",
                        _ => "nosent",
                    },
                    ["value"] = original.Id,
                }
            ),
        };
        // Who did not open is among those who were sent it.
        if (kind != "to_new_subscribers")
            copy.SegmentOptions!["conditions"]!
                .AsArray()
                .Add(
                    (JsonNode)
                        new JsonObject
                        {
                            ["condition_type"] = "Aim",
                            ["field"] = "aim",
                            ["op"] = "sent",
                            ["value"] = original.Id,
                        }
                );
        else if (segment?["match"].Text() != "any")
            foreach (var condition in segment?["conditions"]?.AsArray() ?? [])
                copy.SegmentOptions!["conditions"]!.AsArray().Add(condition?.DeepClone());
        Campaigns.Save(call.Store, copy);
        call.Effect("campaign.create", copy.Id);
        return new ApiAnswer(200, CampaignView.Of(call, copy));
    }

    private static Campaign Copy(ApiCall call, Campaign original, string title, string content)
    {
        var body = original.Body.DeepClone().AsObject();
        body["settings"]!["title"] = title;
        var copy = Campaigns.Save(
            call.Store,
            new Campaign
            {
                Id = Ids.New(),
                ParentId = original.Id,
                Type = original.Type,
                ListId = original.ListId,
                Created = call.Now,
                ContentType = original.ContentType,
                Body = body,
            }
        );
        if (Campaigns.Content(call.Store, content) is { } copied)
            Campaigns.SaveContent(call.Store, copy.Id, copied);
        return copy;
    }

    private static ApiProblem Refused(string what, Campaign campaign) =>
        ApiProblem.Bad("Bad Request", $"{what}: its status is ‘{campaign.Status}’.");

    private static ApiAnswer Done() => new(204, null);

    private static ApiAnswer Done(ApiCall call, string effect, Campaign campaign)
    {
        call.Note(effect, campaign.Id);
        return Done();
    }
}
