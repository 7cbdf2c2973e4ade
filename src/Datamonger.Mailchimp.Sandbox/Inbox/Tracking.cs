using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>Counts opens and clicks, which the reports show. Tests are not counted.</summary>
internal static class Tracking
{
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static Answer Open(Session store, Site site, string id)
    {
        if (Letters.Find(store, id) is { } letter)
            Note(store, site, letter, "open");
        return new Answer(200, "image/gif", Pixel);
    }

    /// <summary>Counts the click and leads on, to a web address that the campaign itself held.</summary>
    public static Answer? Click(Session store, Site site, string id, string linkId)
    {
        if (Letters.Find(store, id) is not { } letter)
            return null;
        if (store.Text("select url from link where campaign_id = $1 and id = $2", letter.CampaignId, linkId) is not { } url)
            return null;
        var target = new MessageRenderer(site).Target(Letters.Source(store, letter), Letters.Person(store, id), id, url);
        if (
            !Uri.TryCreate(target, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        )
            return null;
        Note(store, site, letter, "click", linkId, address.AbsoluteUri);
        return Answer.Redirect(address.AbsoluteUri);
    }

    public static void Note(Session store, Site site, Letter letter, string kind, string linkId = "", string detail = "")
    {
        if (letter.IsTest)
            return;
        store.Execute(
            "insert into event (message_id, campaign_id, member_id, kind, link_id, detail, at) values ($1, $2, $3, $4, $5, $6, $7)",
            letter.Id,
            letter.CampaignId,
            letter.MemberId,
            kind,
            linkId,
            detail,
            site.NowText
        );
    }
}
