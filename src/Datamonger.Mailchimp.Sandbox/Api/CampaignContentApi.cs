using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/campaigns/{campaign_id}/content</c> and <c>send-checklist</c>.</summary>
internal static class CampaignContentApi
{
    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/campaigns/{campaign_id}/content", call => new ApiAnswer(200, View(call, CampaignsApi.Find(call))));
        router.Map("PUT", "/campaigns/{campaign_id}/content", Put);
        router.Map(
            "GET",
            "/campaigns/{campaign_id}/send-checklist",
            call => new ApiAnswer(200, SendChecklist.Of(call.Store, CampaignsApi.Find(call)).ToJson())
        );
    }

    private static ApiAnswer Put(ApiCall call)
    {
        var campaign = CampaignsApi.FindDraft(call);
        var body = call.Body;
        foreach (var name in new[] { "url", "template", "archive", "variate_contents" })
            if (body.Has(name))
                body.Fail(name, "The sandbox takes html and plain_text.");
        var (html, text) = (body.Text("html"), body.Text("plain_text"));
        if (html is null && text is null && body.Json.Count == 0)
            body.Fail("html", "Required; it is missing.");
        body.Done();
        if (html is not null)
            html = ContentMutations.Apply(html, call.Rewrite);
        var before = Campaigns.Content(call.Store, campaign.Id);
        var content = new Content(html ?? before?.Html ?? "", text ?? (html is null ? before?.PlainText ?? "" : PlainTextCopy.Of(html)));
        Campaigns.SaveContent(call.Store, campaign.Id, content);
        campaign = Campaigns.Save(call.Store, campaign with { ContentType = "html" });
        call.Effect("content.put", campaign.Id);
        return new ApiAnswer(200, View(call, campaign));
    }

    private static JsonObject View(ApiCall call, Campaign campaign)
    {
        var content = Campaigns.Content(call.Store, campaign.Id);
        return new JsonObject
        {
            ["plain_text"] = content?.PlainText ?? "",
            ["html"] = content?.Html ?? "",
            ["archive_html"] = content is null
                ? ""
                : new MessageRenderer(call.Site).Archive(DeliverySource.Of(call.Store, campaign, content, call.Now)),
        };
    }
}
