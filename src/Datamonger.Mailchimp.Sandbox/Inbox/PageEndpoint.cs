using Datamonger.Mailchimp.Sandbox.Api;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>What a browser asks for: the inbox, the pages an email links to, uploaded files, results of batches.</summary>
internal sealed class PageEndpoint(Store store, Site site, Action changed)
{
    private readonly InboxPages _inbox = new(site);
    private readonly SubscriberPages _subscriber = new(site);

    public async Task HandleAsync(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var posted = HttpMethods.IsPost(context.Request.Method);
        if (!posted && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        if (posted && !context.Request.HasFormContentType)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        var form = posted ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        var answer =
            Answer(parts, context.Request.Query["view"], form)
            ?? PageFrame.Leaf(
                "Not found",
                Html.Of($"<h1>There is nothing here</h1><p><a href=\"/inbox/\">To the inbox</a></p>"),
                StatusCodes.Status404NotFound
            );
        if (posted)
            changed();
        await answer.SendAsync(context);
    }

    private Answer? Answer(string[] parts, string? view, IFormCollection? form) =>
        parts switch
        {
            [] => Http.Answer.Redirect("/inbox/"),
            ["unsubscribe", var id] => Change(session => _subscriber.Unsubscribe(session, id, form), form),
            ["preferences", var id] => Change(session => _subscriber.Preferences(session, id, form), form),
            ["subscribe", var id] => Change(session => _subscriber.Subscribe(session, id, form), form),
            _ when form is not null => null,
            ["inbox", .. var rest] => store.Read(session => _inbox.Find(session, rest, view)),
            ["track", "open", var file] when file.EndsWith(".gif", StringComparison.Ordinal) => store.Write(session =>
                Tracking.Open(session, site, file[..^4])
            ),
            ["track", "click", var id, var link] => store.Write(session => Tracking.Click(session, site, id, link)),
            ["forward", var id] => store.Read(session => SubscriberPages.Forward(session, id)),
            ["about", var id] => store.Read(session => SubscriberPages.About(session, id)),
            ["vcard", var id] => store.Read(session => VCard.Of(session, id)),
            ["archive", var id] => store.Read(session => Archive(session, id)),
            ["files", var address] => store.Read(session => File(session, address, isServed: false)),
            ["files", var address, "served"] => store.Read(session => File(session, address, isServed: true)),
            ["batches", var file] when file.EndsWith(".tar.gz", StringComparison.Ordinal) => store.Read(session =>
                BatchWorker.Results(session, file[..^7])
            )
                is { } results
                ? new Answer(200, "application/gzip", results)
                : null,
            _ => null,
        };

    private Answer? Change(Func<Session, Answer?> page, IFormCollection? form) => form is null ? store.Read(page) : store.Write(page);

    private Answer? Archive(Session session, string id)
    {
        if (Campaigns.Find(session, id) is not { } campaign)
            return null;
        var source =
            DeliverySource.Find(session, id)
            ?? DeliverySource.Of(session, campaign, Campaigns.Content(session, id) ?? new Content("", ""), site.NowText);
        return Http.Answer.Html(200, new MessageRenderer(site).Archive(source)) with
        {
            Headers = [("Content-Security-Policy", PageFrame.MailPolicy + " allow-top-navigation-by-user-activation")],
        };
    }

    private Answer? File(Session session, string address, bool isServed) =>
        session.First(
            "select * from file where address = $1",
            row =>
                Iso.Parse(row.Text("created")) + site.Modes.LatePictures > site.Now
                    ? PageFrame.Leaf("Not here yet", Html.Of($"<h1>Not here yet</h1>"), StatusCodes.Status404NotFound)
                : site.Modes.RedirectedPictures && !isServed ? Http.Answer.Redirect($"/files/{address}/served")
                : new Answer(200, row.Text("media_type"), row.Bytes("bytes"))
                {
                    Headers =
                    [
                        // An uploaded SVG is a picture, never a page.
                        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
                        ("Content-Disposition", row.Text("type") == "image" ? "inline" : "attachment"),
                        ("Cache-Control", "private, max-age=31536000, immutable"),
                    ],
                },
            address
        );
}
