using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>What a sent campaign's emails came to. Rates are parts of one.</summary>
internal sealed class CampaignFigures(Session store, Campaign campaign)
{
    public long Opens => Events("open");

    public long UniqueOpens => People("open");

    public string LastOpen => Last("open");

    public long Clicks => Events("click");

    public long UniqueClicks =>
        store.Count(
            "select count(*) from (select distinct member_id, link_id from event where campaign_id = $1 and kind = 'click')",
            campaign.Id
        );

    public long Clickers => People("click");

    public string LastClick => Last("click");

    public long Unsubscribed => People("unsubscribe");

    public double Rate(long part) => campaign.EmailsSent == 0 ? 0 : (double)part / campaign.EmailsSent;

    public JsonObject Summary() =>
        new()
        {
            ["opens"] = Opens,
            ["unique_opens"] = UniqueOpens,
            ["open_rate"] = Rate(UniqueOpens),
            ["clicks"] = Clicks,
            ["subscriber_clicks"] = Clickers,
            ["click_rate"] = Rate(Clickers),
            ["ecommerce"] = new JsonObject
            {
                ["total_orders"] = 0,
                ["total_spent"] = 0,
                ["total_revenue"] = 0,
            },
        };

    private long Events(string kind) => store.Count("select count(*) from event where campaign_id = $1 and kind = $2", campaign.Id, kind);

    private long People(string kind) =>
        store.Count("select count(distinct member_id) from event where campaign_id = $1 and kind = $2", campaign.Id, kind);

    private string Last(string kind) =>
        store.Text("select max(at) from event where campaign_id = $1 and kind = $2", campaign.Id, kind) ?? "";
}
