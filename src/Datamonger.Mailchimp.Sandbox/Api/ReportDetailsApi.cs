using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/reports/{campaign_id}/…</c>: who received, opened, clicked and left.</summary>
internal static class ReportDetailsApi
{
    public static void Map(ApiRouter router)
    {
        const string report = "/reports/{campaign_id}/";
        router.Map("GET", report + "click-details", Clicks);
        router.Map(
            "GET",
            report + "click-details/{link_id}",
            call => new ApiAnswer(200, LinkView(call, ReportsApi.Find(call), Link(call)))
        );
        router.Map("GET", report + "click-details/{link_id}/members", Clickers);
        router.Map("GET", report + "open-details", Opens);
        router.Map("GET", report + "email-activity", Activity);
        router.Map(
            "GET",
            report + "email-activity/{subscriber_hash}",
            call => new ApiAnswer(200, ActivityView(ReportsApi.Find(call), One(call), Events(call, ReportsApi.Find(call))))
        );
        router.Map("GET", report + "sent-to", SentTo);
        router.Map(
            "GET",
            report + "sent-to/{subscriber_hash}",
            call => new ApiAnswer(200, SentToView(call, ReportsApi.Find(call), One(call), Events(call, ReportsApi.Find(call))))
        );
        router.Map("GET", report + "unsubscribed", Unsubscribed);
        router.Map("GET", report + "locations", call => Empty(call, "locations"));
        router.Map("GET", report + "advice", call => Empty(call, "advice"));
        router.Map("GET", report + "abuse-reports", call => Empty(call, "abuse_reports"));
        router.Map("GET", report + "sub-reports", call => Empty(call, "reports"));
        router.Map("GET", report + "domain-performance", Domains);
    }

    private sealed record Recipient(string MessageId, string MemberId, string Email, JsonObject Person);

    private sealed record Event(string MessageId, string Kind, string LinkId, string Detail, string At);

    private sealed record TrackedUrl(string Id, string Url);

    private static ImmutableArray<Recipient> Recipients(ApiCall call, Campaign campaign) =>
        call.Store.All(
            "select id, member_id, email, person from message where campaign_id = $1 and test = 0 order by number",
            row => new Recipient(row.Text("id"), row.Text("member_id"), row.Text("email"), row.Json("person")),
            campaign.Id
        );

    private static ILookup<string, Event> Events(ApiCall call, Campaign campaign) =>
        call
            .Store.All(
                "select * from event where campaign_id = $1 and ($2 is null or at >= $2) order by number",
                row => new Event(row.Text("message_id"), row.Text("kind"), row.Text("link_id"), row.Text("detail"), row.Text("at")),
                campaign.Id,
                call.Date("since")
            )
            .ToLookup(one => one.MessageId);

    private static Recipient One(ApiCall call)
    {
        var id = call["subscriber_hash"] is var key && key.Contains('@', StringComparison.Ordinal) ? Ids.Member(key) : key;
        return Recipients(call, ReportsApi.Find(call)).FirstOrDefault(recipient => recipient.MemberId == id) ?? throw ApiProblem.NotFound();
    }

    private static ApiAnswer Empty(ApiCall call, string name) =>
        call.Collection<JsonObject>(name, [], one => one, ("campaign_id", ReportsApi.Find(call).Id));

    private static ApiAnswer Clicks(ApiCall call)
    {
        var campaign = ReportsApi.Find(call);
        var links = call
            .Store.All(
                "select id, url from link where campaign_id = $1 order by place",
                row => new TrackedUrl(row.Text("id"), row.Text("url")),
                campaign.Id
            )
            .Select(link => LinkView(call, campaign, link));
        if (call.Query("sort_field") is "total_clicks" or "unique_clicks")
            links = links.OrderBy(link => link[call.Query("sort_field")!]!.GetValue<long>());
        var sorted = links.ToList();
        if (call.Descending)
            sorted.Reverse();
        return call.Collection("urls_clicked", sorted, link => link, ("campaign_id", campaign.Id));
    }

    private static TrackedUrl Link(ApiCall call) =>
        call.Store.First(
            "select id, url from link where campaign_id = $1 and id = $2",
            row => new TrackedUrl(row.Text("id"), row.Text("url")),
            call["campaign_id"],
            call["link_id"]
        ) ?? throw ApiProblem.NotFound();

    private static JsonObject LinkView(ApiCall call, Campaign campaign, TrackedUrl link)
    {
        var total = Count("count(*)", link.Id);
        var unique = Count("count(distinct member_id)", link.Id);
        var (allTotal, allUnique) = (Count("count(*)", null), Count("count(distinct member_id || link_id)", null));
        return new JsonObject
        {
            ["id"] = link.Id,
            ["url"] = link.Url,
            ["total_clicks"] = total,
            ["click_percentage"] = allTotal == 0 ? 0 : (double)total / allTotal,
            ["unique_clicks"] = unique,
            ["unique_click_percentage"] = allUnique == 0 ? 0 : (double)unique / allUnique,
            ["last_click"] =
                call.Store.Text(
                    "select max(at) from event where campaign_id = $1 and kind = 'click' and link_id = $2",
                    campaign.Id,
                    link.Id
                ) ?? "",
            ["campaign_id"] = campaign.Id,
        };

        long Count(string what, string? id) =>
            call.Store.Count(
                $"select {what} from event where campaign_id = $1 and kind = 'click' and ($2 is null or link_id = $2)",
                campaign.Id,
                id
            );
    }

    private static ApiAnswer Clickers(ApiCall call)
    {
        var campaign = ReportsApi.Find(call);
        var link = Link(call);
        var events = Events(call, campaign);
        var members = Recipients(call, campaign)
            .Select(recipient =>
                (Recipient: recipient, Clicks: events[recipient.MessageId].Count(one => one.Kind == "click" && one.LinkId == link.Id))
            )
            .Where(pair => pair.Clicks > 0)
            .ToList();
        return call.Collection(
            "members",
            members,
            pair =>
                With(
                    Common(call, campaign, pair.Recipient),
                    ("clicks", pair.Clicks),
                    ("url_id", link.Id),
                    ("contact_status", Status(call, campaign, pair.Recipient))
                ),
            ("campaign_id", campaign.Id)
        );
    }

    private static ApiAnswer Opens(ApiCall call)
    {
        var campaign = ReportsApi.Find(call);
        var events = Events(call, campaign);
        var members = Recipients(call, campaign)
            .Select(recipient => (Recipient: recipient, Opens: events[recipient.MessageId].Where(one => one.Kind == "open").ToList()))
            .Where(pair => pair.Opens.Count > 0)
            .ToList();
        if (call.Query("sort_field") == "opens_count")
            members = [.. members.OrderBy(pair => pair.Opens.Count)];
        if (call.Descending)
            members.Reverse();
        return call.Collection(
            "members",
            members,
            pair =>
                With(
                    Common(call, campaign, pair.Recipient),
                    ("contact_status", Status(call, campaign, pair.Recipient)),
                    ("opens_count", pair.Opens.Count),
                    ("opens", JsonTree.Array(pair.Opens.Select(open => new JsonObject { ["timestamp"] = open.At })))
                ),
            ("campaign_id", campaign.Id),
            ("total_opens", members.Sum(pair => pair.Opens.Count))
        );
    }

    private static ApiAnswer Activity(ApiCall call)
    {
        var campaign = ReportsApi.Find(call);
        var events = Events(call, campaign);
        return call.Collection(
            "emails",
            Recipients(call, campaign),
            recipient => ActivityView(campaign, recipient, events),
            ("campaign_id", campaign.Id)
        );
    }

    private static JsonObject ActivityView(Campaign campaign, Recipient recipient, ILookup<string, Event> events) =>
        new()
        {
            ["campaign_id"] = campaign.Id,
            ["list_id"] = campaign.ListId,
            ["list_is_active"] = true,
            ["email_id"] = recipient.MemberId,
            ["email_address"] = recipient.Email,
            ["activity"] = JsonTree.Array(
                events[recipient.MessageId]
                    .Where(one => one.Kind is "open" or "click")
                    .Select(one =>
                    {
                        var activity = new JsonObject
                        {
                            ["action"] = one.Kind,
                            ["timestamp"] = one.At,
                            ["ip"] = "127.0.0.1",
                        };
                        if (one.Kind == "click")
                            activity["url"] = one.Detail;
                        return activity;
                    })
            ),
        };

    private static ApiAnswer SentTo(ApiCall call)
    {
        var campaign = ReportsApi.Find(call);
        var events = Events(call, campaign);
        return call.Collection(
            "sent_to",
            Recipients(call, campaign),
            recipient => SentToView(call, campaign, recipient, events),
            ("campaign_id", campaign.Id)
        );
    }

    private static JsonObject SentToView(ApiCall call, Campaign campaign, Recipient recipient, ILookup<string, Event> events)
    {
        var opens = events[recipient.MessageId].Where(one => one.Kind == "open").ToList();
        return With(
            Common(call, campaign, recipient),
            ("status", "sent"),
            ("open_count", opens.Count),
            ("last_open", opens.LastOrDefault()?.At ?? ""),
            ("absplit_group", ""),
            ("gmt_offset", 0)
        );
    }

    private static ApiAnswer Unsubscribed(ApiCall call)
    {
        var campaign = ReportsApi.Find(call);
        var events = Events(call, campaign);
        var members = Recipients(call, campaign)
            .Select(recipient => (Recipient: recipient, Left: events[recipient.MessageId].LastOrDefault(one => one.Kind == "unsubscribe")))
            .Where(pair => pair.Left is not null)
            .ToList();
        return call.Collection(
            "unsubscribes",
            members,
            pair => With(Common(call, campaign, pair.Recipient), ("timestamp", pair.Left!.At), ("reason", pair.Left.Detail)),
            ("campaign_id", campaign.Id)
        );
    }

    private static ApiAnswer Domains(ApiCall call)
    {
        var campaign = ReportsApi.Find(call);
        var (events, recipients) = (Events(call, campaign), Recipients(call, campaign));
        var domains = recipients
            .GroupBy(recipient => recipient.Email[(recipient.Email.IndexOf('@', StringComparison.Ordinal) + 1)..].ToLowerInvariant())
            .OrderByDescending(group => group.Count())
            .ToList();
        return call.Collection(
            "domains",
            domains,
            group =>
            {
                long Having(string kind) => group.Count(recipient => events[recipient.MessageId].Any(one => one.Kind == kind));
                var sent = group.Count();
                return new JsonObject
                {
                    ["domain"] = group.Key,
                    ["emails_sent"] = sent,
                    ["bounces"] = 0,
                    ["opens"] = Having("open"),
                    ["clicks"] = Having("click"),
                    ["unsubs"] = Having("unsubscribe"),
                    ["delivered"] = sent,
                    ["emails_pct"] = (double)sent / recipients.Length,
                    ["bounces_pct"] = 0,
                    ["opens_pct"] = (double)Having("open") / sent,
                    ["clicks_pct"] = (double)Having("click") / sent,
                    ["unsubs_pct"] = (double)Having("unsubscribe") / sent,
                };
            },
            ("total_sent", recipients.Length),
            ("campaign_id", campaign.Id)
        );
    }

    private static JsonObject Common(ApiCall call, Campaign campaign, Recipient recipient)
    {
        var fields = new JsonObject();
        foreach (var (tag, value) in recipient.Person["values"]!.AsObject())
            if (tag != "EMAIL")
                fields[tag] = value?.DeepClone();
        return new JsonObject
        {
            ["email_id"] = recipient.MemberId,
            ["email_address"] = recipient.Email,
            ["merge_fields"] = fields,
            ["vip"] = Members.Find(call.Store, campaign.ListId, recipient.MemberId)?.Vip ?? false,
            ["campaign_id"] = campaign.Id,
            ["list_id"] = campaign.ListId,
            ["list_is_active"] = true,
        };
    }

    private static string Status(ApiCall call, Campaign campaign, Recipient recipient) =>
        Members.Find(call.Store, campaign.ListId, recipient.MemberId)?.Status ?? "archived";

    private static JsonObject With(JsonObject json, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        foreach (var (name, value) in more)
            json[name] = value;
        return json;
    }
}
