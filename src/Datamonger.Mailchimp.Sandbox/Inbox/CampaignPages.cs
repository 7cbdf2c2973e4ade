using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>The inbox's start, the campaigns, and one campaign with whom it reached.</summary>
internal static class CampaignPages
{
    private const int Latest = 10;

    public static Answer Start(Session store)
    {
        var sent = store.Count("select count(*) from message where test = 0");
        var delivered = sent == 0 ? "No campaign has been sent yet." : $"{sent} emails have been delivered.";
        var campaigns = Campaigns.All(store).Reverse().Take(Latest).ToList();
        var below =
            campaigns.Count == 0
                ? Html.Of($"<p>Publish an issue, then choose a reader to see what reached them.</p>")
                : Html.Of($"<h2>Latest campaigns</h2>{List(store, campaigns)}");
        return PageFrame.Inbox(
            "Inbox",
            SidePanel.Of(store, null),
            Html.Of(
                $"""
                <h1>Inbox</h1>
                <p class="lead">{delivered} Everyone here is invented; nothing leaves this machine.</p>
                {below}
                """
            )
        );
    }

    public static Answer All(Session store)
    {
        var campaigns = Campaigns.All(store).Reverse().ToList();
        return PageFrame.Inbox(
            "Campaigns",
            SidePanel.Of(store, "campaigns"),
            Html.Of(
                $"""
                <h1>Campaigns</h1>
                {(campaigns.Count == 0 ? Html.Of($"<p>There are none.</p>") : List(store, campaigns))}
                """
            )
        );
    }

    public static Answer? One(Session store, string id)
    {
        if (Campaigns.Find(store, id) is not { } campaign)
            return null;
        var figures = new CampaignFigures(store, campaign);
        var letters = Letters.Sent(store, id);
        return PageFrame.Inbox(
            "Campaign",
            SidePanel.Of(store, "campaigns"),
            Html.Of(
                $"""
                <h1>{Words.Title(campaign.Setting("subject_line"))}</h1>
                <p class="lead">{Words.Stage(campaign)} · {campaign.Setting("title")}</p>
                <dl class="figures">
                {Figure("Sent", campaign.EmailsSent)}{Figure("Opened", figures.UniqueOpens)}{Figure("Clicked", figures.Clickers)}{Figure(
                    "Unsubscribed",
                    figures.Unsubscribed
                )}
                </dl>
                <p><a href="/archive/{id}">View in browser</a></p>
                {(letters.IsEmpty ? Html.Empty : Html.Of($"<ol class=\"letters\">{letters.Select(Reached)}</ol>"))}
                """
            )
        );
    }

    private static Html List(Session store, IEnumerable<Campaign> campaigns) =>
        Html.Of($"<ol class=\"letters\">{campaigns.Select(campaign => Line(store, campaign))}</ol>");

    private static Html Line(Session store, Campaign campaign) =>
        Html.Of(
            $"""
            <li><a href="/inbox/campaigns/{campaign.Id}"><span class="subject">{Words.Title(campaign.Setting("subject_line"))}</span>
            <span class="meta">{Words.Stage(campaign)}{Reach(store, campaign)} · {campaign.Setting("title")}</span></a></li>
            """
        );

    private static string Reach(Session store, Campaign campaign)
    {
        if (campaign.Status != "sent")
            return "";
        var figures = new CampaignFigures(store, campaign);
        return $" to {campaign.EmailsSent} · {figures.UniqueOpens} opened · {figures.Clickers} clicked";
    }

    private static Html Figure(string name, long number) => Html.Of($"<div><dt>{name}</dt><dd>{number}</dd></div>");

    private static Html Reached(Letter letter) =>
        Html.Of(
            $"""
            <li><a href="/inbox/messages/{letter.Id}"><span class="subject">{letter.Email}</span>
            <span class="meta">{Words.Title(letter.Subject)}{Words.Activity(letter)}</span></a></li>
            """
        );
}
