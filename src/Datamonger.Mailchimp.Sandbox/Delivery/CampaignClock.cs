using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>Sends what is scheduled and finishes what is being sent, when its time has come.</summary>
internal sealed class CampaignClock : IDisposable
{
    private readonly Alarm _alarm;
    private readonly Store _store;
    private readonly Site _site;
    private readonly WebhookCalls _webhooks;

    public CampaignClock(Store store, Site site, WebhookCalls webhooks)
    {
        (_store, _site, _webhooks) = (store, site, webhooks);
        _alarm = new Alarm(site.Time, () => store.Read(Campaigns.NextDue) is { } due ? Iso.Parse(due) : null, Ring);
    }

    /// <summary>Does what fell due while the server was down, and sets the alarm.</summary>
    public void Start()
    {
        Ring();
        Set();
    }

    public void Set() => _alarm.Set();

    public void Dispose() => _alarm.Dispose();

    private void Ring()
    {
        _store.Write(session =>
        {
            foreach (var campaign in Campaigns.Due(session, _site.NowText))
                _ = campaign.Status == "schedule" ? Sending.Start(session, _site, campaign) : Sending.Finish(session, _site, campaign);
            return 0;
        });
        _webhooks.Set();
    }
}
