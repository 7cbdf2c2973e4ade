using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>What happened to each campaign, counted: the proof that a send took effect once.</summary>
internal static class Effects
{
    public static void Add(Session store, string at, string kind, string campaignId) =>
        store.Execute("insert into effect (at, kind, campaign_id) values ($1, $2, $3)", at, kind, campaignId);

    /// <summary>Campaign id to kind to number; a campaign that was deleted since is still counted.</summary>
    public static JsonObject Count(Session store)
    {
        var campaigns = new JsonObject();
        foreach (
            var (id, kind, number) in store.All(
                "select campaign_id, kind, count(*) as number from effect group by campaign_id, kind order by min(number)",
                row => (row.Text("campaign_id"), row.Text("kind"), row.Number("number"))
            )
        )
        {
            if (campaigns[id] is not JsonObject counts)
                campaigns[id] = counts = [];
            counts[kind] = number;
        }
        return campaigns;
    }
}
