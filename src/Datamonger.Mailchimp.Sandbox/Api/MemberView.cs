using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>Shows members of one audience as the API does; what is the audience's is read once.</summary>
internal sealed class MemberView(Session store, string listId)
{
    private readonly ImmutableArray<Interest> _interests = Lists.Interests(store, listId);

    private readonly ILookup<string, (long Id, string Name)> _tags = store
        .All(
            "select member_id, segment.id, name from segment_member join segment on segment.id = segment_id where list_id = $1 and "
                + "type = 'static' order by name",
            row => (Member: row.Text("member_id"), Tag: (row.Number("id"), row.Text("name"))),
            listId
        )
        .ToLookup(pair => pair.Member, pair => pair.Tag);

    private readonly ImmutableDictionary<string, (long Sent, long Opened, long Clicked)> _activity = store
        .All(
            """
            select member_id, count(*) as sent,
                sum(exists (select 1 from event where message_id = message.id and kind = 'open')) as opened,
                sum(exists (select 1 from event where message_id = message.id and kind = 'click')) as clicked
            from message where list_id = $1 and test = 0 group by member_id
            """,
            row => (Member: row.Text("member_id"), Counts: (row.Number("sent"), row.Number("opened"), row.Number("clicked"))),
            listId
        )
        .ToImmutableDictionary(pair => pair.Member, pair => pair.Counts);

    public JsonObject Of(Member member)
    {
        var tags = _tags[member.Id].ToList();
        var (sent, opened, clicked) = _activity.GetValueOrDefault(member.Id);
        var interests = new JsonObject();
        foreach (var interest in _interests)
            interests[interest.Id] = member.Interests.Contains(interest.Id);
        var view = new JsonObject
        {
            ["id"] = member.Id,
            ["email_address"] = member.Email,
            ["unique_email_id"] = member.UniqueId,
            ["contact_id"] = Ids.From("contact:" + member.Email.ToLowerInvariant()),
            ["full_name"] = $"{member.MergeFields["FNAME"].Text()} {member.MergeFields["LNAME"].Text()}".Trim(),
            ["web_id"] = member.Number,
            ["email_type"] = member.EmailType,
            ["status"] = member.Status,
            ["consents_to_one_to_one_messaging"] = true,
            ["merge_fields"] = member.MergeFields.DeepClone(),
            ["interests"] = interests,
            ["stats"] = new JsonObject { ["avg_open_rate"] = Rate(opened, sent), ["avg_click_rate"] = Rate(clicked, sent) },
            ["ip_signup"] = member.Rest["ip_signup"].Text() ?? "",
            ["timestamp_signup"] = member.Rest["timestamp_signup"].Text() ?? "",
            ["ip_opt"] = member.Rest["ip_opt"].Text() ?? "",
            ["timestamp_opt"] = member.Rest["timestamp_opt"].Text() ?? "",
            ["member_rating"] = 2,
            ["last_changed"] = member.Changed,
            ["language"] = member.Language,
            ["vip"] = member.Vip,
            ["email_client"] = "",
            ["location"] = new JsonObject
            {
                ["latitude"] = member.Rest["latitude"]?.DeepClone() ?? 0,
                ["longitude"] = member.Rest["longitude"]?.DeepClone() ?? 0,
                ["gmtoff"] = 0,
                ["dstoff"] = 0,
                ["country_code"] = "",
                ["timezone"] = "",
            },
            ["source"] = "API - Generic",
            ["tags_count"] = tags.Count,
            ["tags"] = JsonTree.Array(tags.Select(tag => new JsonObject { ["id"] = tag.Id, ["name"] = tag.Name })),
            ["list_id"] = member.ListId,
        };
        if (member.Status == "unsubscribed")
            view["unsubscribe_reason"] = member.Reason.Length > 0 ? member.Reason : "N/A (Unsubscribed by admin)";
        return view;
    }

    private static double Rate(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
