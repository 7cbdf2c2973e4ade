using System.Globalization;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>
/// Tells webhooks what happened: form-encoded, unsigned, at least once, again at growing intervals for 75 minutes.
/// Only addresses of this machine's loopback are called.
/// </summary>
internal sealed class WebhookCalls : IDisposable
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(20),
        TimeSpan.FromMinutes(40),
    ];

    private readonly Store _store;
    private readonly Site _site;
    private readonly CancellationToken _stopping;
    private readonly Alarm _alarm;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };
    private readonly SemaphoreSlim _one = new(1);

    public WebhookCalls(Store store, Site site, CancellationToken stopping)
    {
        (_store, _site, _stopping) = (store, site, stopping);
        _alarm = new Alarm(
            site.Time,
            () => store.Read(session => session.Text("select min(due) from webhook_call")) is { } due ? Iso.Parse(due) : null,
            () => _ = CallAsync()
        );
    }

    public void Set() => _alarm.Set();

    public async Task StopAsync()
    {
        _alarm.Dispose();
        // A call that is under way ends with the token.
        await _one.WaitAsync(CancellationToken.None);
        _one.Release();
    }

    public void Dispose()
    {
        _alarm.Dispose();
        _client.Dispose();
        _one.Dispose();
    }

    public static void CampaignIs(Session store, Site site, Campaign campaign, string status) =>
        Add(
            store,
            site,
            campaign.ListId,
            "campaign",
            "admin",
            [
                ("id", campaign.Id),
                ("subject", campaign.Setting("subject_line")),
                ("status", status),
                ("reason", ""),
                ("list_id", campaign.ListId),
            ]
        );

    public static void MemberDid(Session store, Site site, Member member, string what) =>
        Add(
            store,
            site,
            member.ListId,
            what,
            "user",
            [
                ("action", what == "unsubscribe" ? "unsub" : what),
                ("reason", "manual"),
                ("id", member.UniqueId),
                ("list_id", member.ListId),
                ("email", member.Email),
                ("email_type", member.EmailType),
            ]
        );

    private static void Add(Session store, Site site, string listId, string type, string source, (string Name, string Value)[] data)
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            new("type", type),
            new("fired_at", site.Now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        };
        fields.AddRange(data.Select(pair => KeyValuePair.Create($"data[{pair.Name}]", pair.Value)));
        var form = string.Join('&', fields.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        foreach (var hook in store.All("select body from webhook where list_id = $1", row => row.Json("body"), listId))
            if (
                hook["events"]?[type].IsTrue() == true
                && hook["sources"]?[source].IsTrue() == true
                && Uri.TryCreate(hook["url"].Text(), UriKind.Absolute, out var url)
                && url.IsLoopback
            )
                store.Execute(
                    "insert into webhook_call (url, form, attempts, due) values ($1, $2, 0, $3)",
                    url.ToString(),
                    form,
                    site.NowText
                );
    }

    private async Task CallAsync()
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, CancellationToken.None))
            return;
        try
        {
            foreach (
                var (number, url, form, attempts) in _store.Read(session =>
                    session.All(
                        "select * from webhook_call where due <= $1 order by number",
                        row => (row.Number("number"), row.Text("url"), row.Text("form"), (int)row.Number("attempts")),
                        _site.NowText
                    )
                )
            )
            {
                var done = await PostAsync(url, form) || attempts >= Waits.Length;
                _store.Write(session =>
                    done
                        ? session.Execute("delete from webhook_call where number = $1", number)
                        : session.Execute(
                            "update webhook_call set attempts = attempts + 1, due = $2 where number = $1",
                            number,
                            Iso.Text(_site.Now + Waits[attempts])
                        )
                );
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What was not told stays in the store.
        }
        finally
        {
            _one.Release();
        }
        _alarm.Set();
    }

    private async Task<bool> PostAsync(string url, string form)
    {
        try
        {
            using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
            using var response = await _client.PostAsync(url, content, _stopping);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure)
            when (failure is HttpRequestException || (failure is OperationCanceledException && !_stopping.IsCancellationRequested))
        {
            return false;
        }
    }
}
