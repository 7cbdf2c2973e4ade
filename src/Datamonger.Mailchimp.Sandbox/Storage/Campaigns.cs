using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>A campaign. Settings, tracking, segment and the like stand in <see cref="Body"/> in the API's shape.</summary>
internal sealed record Campaign
{
    public long Number { get; init; }

    public required string Id { get; init; }

    public string ParentId { get; init; } = "";

    public required string Type { get; init; }

    /// <summary>save, paused, schedule, sending, sent, canceling, canceled or archived.</summary>
    public string Status { get; init; } = "save";

    public string ListId { get; init; } = "";

    public required string Created { get; init; }

    /// <summary>When it was or will be sent; null before that is known.</summary>
    public string? SendTime { get; init; }

    /// <summary>When the clock has to look at it next.</summary>
    public string? Due { get; init; }

    public long EmailsSent { get; init; }

    public long EmailsCanceled { get; init; }

    public string ContentType { get; init; } = "template";

    public required JsonObject Body { get; init; }

    public JsonObject Settings => Body["settings"]!.AsObject();

    public JsonObject? SegmentOptions => Body["segment_opts"] as JsonObject;

    public string Setting(string name) => Settings[name].Text() ?? "";

    public bool IsTracked(string kind) => Body["tracking"]?[kind].IsTrue() ?? false;
}

/// <summary>The HTML and text of a campaign.</summary>
internal sealed record Content(string Html, string PlainText);

/// <summary>Campaigns and their content in the store.</summary>
internal static class Campaigns
{
    public static Campaign? Find(Session store, string id) => store.First("select * from campaign where id = $1", Read, id);

    public static ImmutableArray<Campaign> All(Session store) => store.All("select * from campaign order by created, number", Read);

    public static ImmutableArray<Campaign> Due(Session store, string now) =>
        store.All("select * from campaign where due <= $1 order by due, number", Read, now);

    public static string? NextDue(Session store) => store.Text("select min(due) from campaign where due is not null");

    public static Campaign Save(Session store, Campaign campaign)
    {
        if (campaign.Number == 0)
            campaign = campaign with
            {
                Number = store.Insert(
                    "insert into campaign (id, parent_id, type, status, list_id, folder_id, title, created, content_type, body) values "
                        + "($1, '', '', '', '', '', '', '', '', '')",
                    campaign.Id
                ),
            };
        store.Execute(
            """
            update campaign set parent_id = $2, type = $3, status = $4, list_id = $5, folder_id = $6, title = $7, created = $8, send_time = $9, due = $10,
                emails_sent = $11, emails_canceled = $12, content_type = $13, body = $14 where id = $1
            """,
            campaign.Id,
            campaign.ParentId,
            campaign.Type,
            campaign.Status,
            campaign.ListId,
            campaign.Setting("folder_id"),
            campaign.Setting("title"),
            campaign.Created,
            campaign.SendTime,
            campaign.Due,
            campaign.EmailsSent,
            campaign.EmailsCanceled,
            campaign.ContentType,
            campaign.Body
        );
        return campaign;
    }

    public static Content? Content(Session store, string id) =>
        store.First("select * from content where campaign_id = $1", row => new Content(row.Text("html"), row.Text("plain_text")), id);

    public static void SaveContent(Session store, string id, Content content) =>
        store.Execute(
            "insert or replace into content (campaign_id, html, plain_text) values ($1, $2, $3)",
            id,
            content.Html,
            content.PlainText
        );

    private static Campaign Read(Row row) =>
        new()
        {
            Number = row.Number("number"),
            Id = row.Text("id"),
            ParentId = row.Text("parent_id"),
            Type = row.Text("type"),
            Status = row.Text("status"),
            ListId = row.Text("list_id"),
            Created = row.Text("created"),
            SendTime = row.TextOrNull("send_time"),
            Due = row.TextOrNull("due"),
            EmailsSent = row.Number("emails_sent"),
            EmailsCanceled = row.Number("emails_canceled"),
            ContentType = row.Text("content_type"),
            Body = row.Json("body"),
        };
}
