using System.Collections.Immutable;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>Everything under <c>/inbox/</c>: readers, their emails, campaigns.</summary>
internal sealed class InboxPages(Site site)
{
    private readonly MessageRenderer _renderer = new(site);

    private sealed record LatestLetter(string Id, string Subject);

    public Answer? Find(Session store, string[] parts, string? view) => parts switch
    {
        ["style.css"] => PageFrame.Style,
        [] => Welcome(store),
        ["people", var id] => Person(store, id),
        ["campaigns"] => CampaignsPage(store),
        ["campaigns", var id] => CampaignPage(store, id),
        ["messages", var id] => Message(store, id, view),
        ["messages", var id, "mail"] => Mail(store, id),
        _ => null,
    };

    private static Answer Welcome(Session store)
    {
        var sent = store.Count("select count(*) from message where test = 0");
        var latest = store.First("select id, subject from message order by number desc limit 1", row => new LatestLetter(row.Text("id"), row.Text("subject")));
        return PageFrame.Inbox("Inbox", Side(store, null), Html.Of($"""
            <h1>Inbox</h1>
            <p class="lead">{(sent == 0 ? "No campaign has been sent yet." : $"{sent} emails have been delivered.")} Everyone here is invented; nothing leaves this machine.</p>
            {(latest is null ? Html.Of($"<p>Publish an issue, then choose a reader to see what reached them.</p>") : Html.Of($"<p>Latest: <a href=\"/inbox/messages/{latest.Id}\">{Title(latest.Subject)}</a></p>"))}
            """));
    }

    private static Answer? Person(Session store, string id)
    {
        if (Letters.Readers(store).FirstOrDefault(reader => reader.Id == id) is not { } reader) return null;
        var letters = Letters.Of(store, id);
        return PageFrame.Inbox(reader.Email, Side(store, id), Html.Of($"""
            <h1>{Name(reader)}</h1>
            <p class="lead">{reader.Email} · {Status(reader.Status)}</p>
            {(letters.IsEmpty ? Html.Of($"<p>Nothing has been delivered here.</p>") : Html.Of($"<ol class=\"letters\">{letters.Select(Line)}</ol>"))}
            """));

        static Html Line(Letter letter) => Html.Of($"""
            <li><a href="/inbox/messages/{letter.Id}"><span class="subject">{Mark(letter)}{Title(letter.Subject)}</span><span class="meta">{letter.Sender} · {letter.SentWords}{Activity(letter)}</span></a></li>
            """);
    }

    private Answer? Message(Session store, string id, string? view)
    {
        if (Letters.Find(store, id) is not { } letter) return null;
        view = view is "text" or "source" ? view : letter.IsPlain ? "text" : "html";
        var (source, person) = (Letters.Source(store, letter), Letters.Person(store, id));
        var body = view switch
        {
            "text" => Html.Of($"<pre class=\"text\">{_renderer.Text(source, person, id)}</pre>"),
            "source" => Html.Of($"<pre class=\"source\">{_renderer.Html(source, person, id, !letter.IsTest)}</pre>"),
            _ => Html.Of($"<iframe class=\"mail\" title=\"The email\" src=\"/inbox/messages/{id}/mail\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" referrerpolicy=\"no-referrer\"></iframe>"),
        };
        ImmutableArray<(string View, string Name)> tabs = letter.IsPlain ? [("text", "Text")] : [("html", "HTML"), ("text", "Text"), ("source", "Source")];
        return PageFrame.Inbox(letter.Subject, Side(store, letter.MemberId), Html.Of($"""
            <h1>{Mark(letter)}{Title(letter.Subject)}</h1>
            <dl class="head"><dt>From</dt><dd>{letter.Sender} <span class="quiet">{letter.ReplyTo}</span></dd><dt>To</dt><dd><a href="/inbox/people/{letter.MemberId}">{letter.Email}</a></dd><dt>Date</dt><dd>{letter.SentWords}{Activity(letter)}</dd></dl>
            <div class="tabs">{tabs.Select(tab => Html.Of($"<a href=\"/inbox/messages/{id}?view={tab.View}\"{(tab.View == view ? Html.Of($" aria-current=\"page\"") : Html.Empty)}>{tab.Name}</a>"))}</div>
            {body}
            """));
    }

    private Answer? Mail(Session store, string id)
    {
        if (Letters.Find(store, id) is not { IsPlain: false } letter) return null;
        var html = _renderer.Html(Letters.Source(store, letter), Letters.Person(store, id), id, !letter.IsTest);
        return Answer.Html(200, InNewWindow(html)) with { Headers = [("Content-Security-Policy", PageFrame.MailPolicy)] };
    }

    private static Answer CampaignsPage(Session store)
    {
        var campaigns = Campaigns.All(store).Reverse().ToList();
        return PageFrame.Inbox("Campaigns", Side(store, "campaigns"), Html.Of($"""
            <h1>Campaigns</h1>
            {(campaigns.Count == 0 ? Html.Of($"<p>There are none.</p>") : Html.Of($"<ol class=\"letters\">{campaigns.Select(Line)}</ol>"))}
            """));

        Html Line(Campaign campaign) => Html.Of($"""
            <li><a href="/inbox/campaigns/{campaign.Id}"><span class="subject">{Title(campaign.Setting("subject_line"))}</span><span class="meta">{Stage(campaign)} · {campaign.Setting("title")}</span></a></li>
            """);
    }

    private static Answer? CampaignPage(Session store, string id)
    {
        if (Campaigns.Find(store, id) is not { } campaign) return null;
        var figures = new CampaignFigures(store, campaign);
        var letters = Letters.Sent(store, id);
        return PageFrame.Inbox("Campaign", Side(store, "campaigns"), Html.Of($"""
            <h1>{Title(campaign.Setting("subject_line"))}</h1>
            <p class="lead">{Stage(campaign)} · {campaign.Setting("title")}</p>
            <dl class="figures"><div><dt>Sent</dt><dd>{campaign.EmailsSent}</dd></div><div><dt>Opened</dt><dd>{figures.UniqueOpens}</dd></div><div><dt>Clicked</dt><dd>{figures.Clickers}</dd></div><div><dt>Left</dt><dd>{figures.Unsubscribed}</dd></div></dl>
            <p><a href="/archive/{id}">View in browser</a></p>
            {(letters.IsEmpty ? Html.Empty : Html.Of($"<ol class=\"letters\">{letters.Select(letter => Html.Of($"<li><a href=\"/inbox/messages/{letter.Id}\"><span class=\"subject\">{letter.Email}</span><span class=\"meta\">{Title(letter.Subject)}{Activity(letter)}</span></a></li>"))}</ol>"))}
            """));
    }

    private static Html Side(Session store, string? current)
    {
        var readers = Letters.Readers(store).OrderByDescending(reader => reader.Status == "test").ThenByDescending(reader => reader.Latest, StringComparer.Ordinal).ThenBy(reader => reader.Email, StringComparer.Ordinal);
        return Html.Of($"""
            <p class="mast"><a href="/inbox/">Sandbox inbox</a></p>
            <p class="sections"><a href="/inbox/campaigns"{(current == "campaigns" ? Html.Of($" aria-current=\"page\"") : Html.Empty)}>Campaigns</a></p>
            <h2>Readers</h2>
            <ol>{readers.Select(Entry)}</ol>
            """);

        Html Entry(Reader reader) => Html.Of($"""
            <li><a href="/inbox/people/{reader.Id}"{(reader.Id == current ? Html.Of($" aria-current=\"page\"") : Html.Empty)}><span class="who" dir="auto">{Name(reader)}</span><span class="count">{(reader.Letters > 0 ? reader.Letters.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")}</span><span class="meta">{reader.Email}{(reader.Status == "subscribed" ? "" : " · " + Status(reader.Status))}</span></a></li>
            """);
    }

    private static string Name(Reader reader) => reader.Name.Length > 0 ? reader.Name : reader.Email[..reader.Email.IndexOf('@', StringComparison.Ordinal)];

    private static string Title(string subject) => subject.Trim().Length > 0 ? subject : "(no subject)";

    private static Html Mark(Letter letter) => letter.IsTest ? Html.Of($"<span class=\"mark\">Test</span> ") : Html.Empty;

    private static string Status(string status) => status switch { "test" => "test address", "cleaned" => "bounced", _ => status };

    private static string Activity(Letter letter) => (letter.Opens, letter.Clicks) switch
    {
        (0, 0) => "",
        (_, 0) => " · opened",
        _ => " · opened, clicked",
    };

    private static string Stage(Campaign campaign) => campaign.Status switch
    {
        "save" => "Draft",
        "schedule" => $"Scheduled for {Days.Words(campaign.SendTime ?? "")}",
        "sent" => $"Sent {Days.Words(campaign.SendTime ?? "")}",
        _ => char.ToUpperInvariant(campaign.Status[0]) + campaign.Status[1..],
    };

    /// <summary>Links of a framed email open beside the inbox.</summary>
    private static string InNewWindow(string html)
    {
        const string target = "<base target=\"_blank\">";
        var head = html.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        return head < 0 ? target + html : html.Insert(head + 6, target);
    }
}
