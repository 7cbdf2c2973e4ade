using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/reports</c>: the figures of sent campaigns, from what was opened and clicked in the inbox.</summary>
internal static class ReportsApi
{
    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/reports", All);
        router.Map("GET", "/reports/{campaign_id}", call => new ApiAnswer(200, View(call, Find(call))));
    }

    /// <summary>The campaign of the route, if it was sent; others have no report.</summary>
    public static Campaign Find(ApiCall call) =>
        Campaigns.Find(call.Store, call["campaign_id"]) is { Status: "sent" } sent ? sent : throw ApiProblem.NotFound();

    private static ApiAnswer All(ApiCall call)
    {
        var (type, since, before) = (call.Query("type"), call.Date("since_send_time"), call.Date("before_send_time"));
        var campaigns = Campaigns
            .All(call.Store)
            .Where(campaign => campaign.Status == "sent" && (type ?? campaign.Type) == campaign.Type)
            .Where(campaign => since is null || string.CompareOrdinal(campaign.SendTime, since) >= 0)
            .Where(campaign => before is null || string.CompareOrdinal(campaign.SendTime, before) < 0)
            .OrderByDescending(campaign => campaign.SendTime, StringComparer.Ordinal)
            .ToList();
        return call.Collection("reports", campaigns, campaign => View(call, campaign));
    }

    private static JsonObject View(ApiCall call, Campaign campaign)
    {
        var list = Lists.Find(call.Store, campaign.ListId);
        var figures = new CampaignFigures(call.Store, campaign);
        return new JsonObject
        {
            ["id"] = campaign.Id,
            ["campaign_title"] = campaign.Setting("title"),
            ["type"] = campaign.Type,
            ["list_id"] = campaign.ListId,
            ["list_is_active"] = list is not null,
            ["list_name"] = list?.Name ?? "",
            ["subject_line"] = campaign.Setting("subject_line"),
            ["preview_text"] = campaign.Setting("preview_text"),
            ["emails_sent"] = campaign.EmailsSent,
            ["abuse_reports"] = 0,
            ["unsubscribed"] = figures.Unsubscribed,
            ["send_time"] = campaign.SendTime,
            ["bounces"] = new JsonObject
            {
                ["hard_bounces"] = 0,
                ["soft_bounces"] = 0,
                ["syntax_errors"] = 0,
            },
            ["forwards"] = new JsonObject { ["forwards_count"] = 0, ["forwards_opens"] = 0 },
            ["opens"] = new JsonObject
            {
                ["opens_total"] = figures.Opens,
                ["unique_opens"] = figures.UniqueOpens,
                ["open_rate"] = figures.Rate(figures.UniqueOpens),
                ["last_open"] = figures.LastOpen,
            },
            ["clicks"] = new JsonObject
            {
                ["clicks_total"] = figures.Clicks,
                ["unique_clicks"] = figures.UniqueClicks,
                ["unique_subscriber_clicks"] = figures.Clickers,
                ["click_rate"] = figures.Rate(figures.Clickers),
                ["last_click"] = figures.LastClick,
            },
            ["facebook_likes"] = new JsonObject
            {
                ["recipient_likes"] = 0,
                ["unique_likes"] = 0,
                ["facebook_likes"] = 0,
            },
            ["industry_stats"] = new JsonObject
            {
                ["type"] = "",
                ["open_rate"] = 0,
                ["click_rate"] = 0,
                ["bounce_rate"] = 0,
                ["unopen_rate"] = 0,
                ["unsub_rate"] = 0,
                ["abuse_rate"] = 0,
            },
            ["list_stats"] = new JsonObject
            {
                ["sub_rate"] = 0,
                ["unsub_rate"] = 0,
                ["open_rate"] = 100 * figures.Rate(figures.UniqueOpens),
                ["click_rate"] = 100 * figures.Rate(figures.Clickers),
            },
            ["timeseries"] = Series(call.Store, campaign),
            ["ecommerce"] = new JsonObject
            {
                ["total_orders"] = 0,
                ["total_spent"] = 0,
                ["total_revenue"] = 0,
                ["currency_code"] = "GBP",
            },
            ["delivery_status"] = CampaignView.Delivery(campaign),
        };
    }

    /// <summary>The first day, hour by hour.</summary>
    private static JsonArray Series(Session store, Campaign campaign)
    {
        var events = store.All(
            "select kind, member_id, at from event where campaign_id = $1",
            row => (Kind: row.Text("kind"), Member: row.Text("member_id"), At: Iso.Parse(row.Text("at"))),
            campaign.Id
        );
        var start = Iso.Parse(campaign.SendTime!);
        return JsonTree.Array(
            Enumerable
                .Range(0, 24)
                .Select(hour =>
                {
                    var (from, to) = (start.AddHours(hour), start.AddHours(hour + 1));
                    var within = events.Where(one => one.At >= from && one.At < to).ToList();
                    return new JsonObject
                    {
                        ["timestamp"] = Iso.Text(from),
                        ["emails_sent"] = hour == 0 ? campaign.EmailsSent : 0,
                        ["unique_opens"] = within.Where(one => one.Kind == "open").Select(one => one.Member).Distinct().Count(),
                        ["recipients_clicks"] = within.Where(one => one.Kind == "click").Select(one => one.Member).Distinct().Count(),
                    };
                })
        );
    }
}
