using System.Collections.Immutable;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>Everything under <c>/inbox/</c>: readers, their emails, campaigns.</summary>
internal sealed class InboxPages(Site site)
{
    private static readonly ImmutableArray<(string View, string Name)> Views = [("html", "HTML"), ("text", "Text"), ("source", "Source")];
    private readonly MessageRenderer _renderer = new(site);

    public Answer? Find(Session store, string[] parts, string? view) =>
        parts switch
        {
            ["style.css"] => PageFrame.Style,
            [] => CampaignPages.Start(store),
            ["people", var id] => Person(store, id),
            ["campaigns"] => CampaignPages.All(store),
            ["campaigns", var id] => CampaignPages.One(store, id),
            ["messages", var id] => Message(store, id, view),
            ["messages", var id, "mail"] => Mail(store, id),
            _ => null,
        };

    private static Answer? Person(Session store, string id)
    {
        if (Letters.Readers(store).FirstOrDefault(reader => reader.Id == id) is not { } reader)
            return null;
        var letters = Letters.Of(store, id);
        return PageFrame.Inbox(
            reader.Email,
            SidePanel.Of(store, id),
            Html.Of(
                $"""
                <h1>{Words.Name(reader)}</h1>
                <p class="lead">{reader.Email} · {Words.Status(reader.Status)}</p>
                {(
                    letters.IsEmpty
                        ? Html.Of($"<p>Nothing has been delivered here.</p>")
                        : Html.Of($"<ol class=\"letters\">{letters.Select(letter => Line(store, letter))}</ol>")
                )}
                """
            )
        );
    }

    private static Html Line(Session store, Letter letter) =>
        Html.Of(
            $"""
            <li><a href="/inbox/messages/{letter.Id}"><span class="subject">{Words.Mark(letter)}{Words.Title(letter.Subject)}</span>
            <span class="preview">{MessageRenderer.Preview(Letters.Source(store, letter), Letters.Person(store, letter.Id))}</span>
            <span class="meta">{letter.Sender} · {letter.SentWords}{Words.Activity(letter)}</span></a></li>
            """
        );

    private Answer? Message(Session store, string id, string? view)
    {
        if (Letters.Find(store, id) is not { } letter)
            return null;
        var views = letter.IsPlain ? [Views[1]] : Views;
        view = views.Any(tab => tab.View == view) ? view! : views[0].View;
        return PageFrame.Inbox(
            letter.Subject,
            SidePanel.Of(store, letter.MemberId),
            Html.Of(
                $"""
                <h1>{Words.Mark(letter)}{Words.Title(letter.Subject)}</h1>
                <dl class="head">
                <dt>From</dt><dd>{letter.Sender} <span class="quiet">{letter.ReplyTo}</span></dd>
                <dt>To</dt><dd><a href="/inbox/people/{letter.MemberId}">{letter.Email}</a></dd>
                <dt>Date</dt><dd>{letter.SentWords}{Words.Activity(letter)}</dd>
                </dl>
                <div class="tabs">{views.Select(tab =>
                    Html.Of($"<a href=\"/inbox/messages/{id}?view={tab.View}\"{Words.Current(tab.View == view)}>{tab.Name}</a>")
                )}</div>
                {Body(store, letter, view)}
                """
            )
        );
    }

    private Html Body(Session store, Letter letter, string view)
    {
        var (source, person) = (Letters.Source(store, letter), Letters.Person(store, letter.Id));
        return view switch
        {
            "text" => Html.Of($"<pre class=\"text\">{_renderer.Text(source, person, letter.Id)}</pre>"),
            "source" => Html.Of($"<pre class=\"source\">{_renderer.Html(source, person, letter.Id, !letter.IsTest)}</pre>"),
            _ => Html.Of(
                $"""
                <iframe class="mail" title="The email" src="/inbox/messages/{letter.Id}/mail" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>
                """
            ),
        };
    }

    private Answer? Mail(Session store, string id)
    {
        if (Letters.Find(store, id) is not { IsPlain: false } letter)
            return null;
        var html = _renderer.Html(Letters.Source(store, letter), Letters.Person(store, id), id, !letter.IsTest);
        return Answer.Html(200, InNewWindow(html)) with { Headers = [("Content-Security-Policy", PageFrame.MailPolicy)] };
    }

    /// <summary>Links of a framed email open beside the inbox.</summary>
    private static string InNewWindow(string html)
    {
        const string target = "<base target=\"_blank\">";
        var head = html.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        return head < 0 ? target + html : html.Insert(head + 6, target);
    }
}
