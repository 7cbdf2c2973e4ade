using System.Text.Json.Nodes;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>
/// Takes a campaign from its draft to the inbox. What is sent is frozen: later edits of audience or campaign do not change a delivered
/// email.
/// </summary>
internal static class Sending
{
    public static Campaign Start(Session store, Site site, Campaign campaign)
    {
        Effects.Add(store, site.NowText, "campaign.send", campaign.Id);
        var content = Campaigns.Content(store, campaign.Id) ?? new Content("", "");
        var source = DeliverySource.Of(store, campaign, content, site.NowText);
        store.Execute("insert or replace into delivery (campaign_id, source) values ($1, $2)", campaign.Id, source.Json);
        campaign = Campaigns.Save(
            store,
            campaign with
            {
                Status = "sending",
                SendTime = site.NowText,
                Due = campaign.Type == "rss" ? null : Iso.Text(site.Now + site.SendingTakes),
            }
        );
        return campaign.Type == "rss" || site.SendingTakes > TimeSpan.Zero ? campaign : Finish(store, site, campaign);
    }

    public static Campaign Finish(Session store, Site site, Campaign campaign)
    {
        var source = DeliverySource.Find(store, campaign.Id)!;
        var links = TrackedLinks.In(campaign.Id, source.Html);
        foreach (var (link, place) in links.Select((link, place) => (link, place)))
            store.Execute(
                "insert or ignore into link (campaign_id, id, place, url) values ($1, $2, $3, $4)",
                campaign.Id,
                link.Id,
                place,
                link.Url
            );
        var recipients = new SegmentFilter(store, campaign.ListId).Recipients(campaign.SegmentOptions);
        foreach (var member in recipients)
            Deliver(
                store,
                source,
                campaign,
                Person.Of(store, member),
                member.EmailType == "text" || campaign.Type == "plaintext" ? "plaintext" : "html",
                site.NowText,
                test: false
            );
        campaign = Campaigns.Save(store, campaign with { Status = "sent", Due = null, EmailsSent = recipients.Length });
        Effects.Add(store, site.NowText, "campaign.deliver", campaign.Id);
        WebhookCalls.CampaignIs(store, site, campaign, "sent");
        return campaign;
    }

    public static Campaign Cancel(Session store, Site site, Campaign campaign)
    {
        var left = new SegmentFilter(store, campaign.ListId).Recipients(campaign.SegmentOptions).Length;
        campaign = Campaigns.Save(store, campaign with { Status = "canceled", Due = null, EmailsCanceled = left });
        WebhookCalls.CampaignIs(store, site, campaign, "canceled");
        return campaign;
    }

    /// <summary>Puts a test email into the inbox of an address, which need not be in the audience. It shows no one's data.</summary>
    public static void Test(Session store, Site site, Campaign campaign, string email, string sendType)
    {
        var source = DeliverySource.Of(store, campaign, Campaigns.Content(store, campaign.Id) ?? new Content("", ""), site.NowText);
        Deliver(store, source, campaign, Person.ForTest(store, campaign.ListId, email), sendType, site.NowText, test: true);
    }

    private static void Deliver(
        Session store,
        DeliverySource source,
        Campaign campaign,
        Person person,
        string sendType,
        string now,
        bool test
    ) =>
        store.Execute(
            """
            insert into message (id, campaign_id, list_id, member_id, email, test, send_type, subject, sender, reply_to, sent, person, source)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            Ids.Secret(),
            campaign.Id,
            campaign.ListId,
            Ids.Member(person.Email),
            person.Email,
            test,
            sendType,
            MergeTagRenderer.Render(source.Subject, source.Context(person) with { Part = MergeTagTarget.Subject }).Text,
            MergeTagRenderer.Render(source.FromName, source.Context(person) with { Part = MergeTagTarget.Subject }).Text,
            source.ReplyTo,
            now,
            person.Json,
            test ? source.Json : null
        );
}
