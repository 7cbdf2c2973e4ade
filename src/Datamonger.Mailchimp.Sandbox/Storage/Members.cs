using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>A subscriber of one audience.</summary>
internal sealed record Member
{
    public required string ListId { get; init; }

    public required string Email { get; init; }

    public string Id => Ids.Member(Email);

    public long Number { get; init; }

    public required string Status { get; init; }

    public string EmailType { get; init; } = "html";

    /// <summary>Values by tag: text, a number, or an address object.</summary>
    public JsonObject MergeFields { get; init; } = [];

    /// <summary>The ids of the groups that were chosen.</summary>
    public ImmutableHashSet<string> Interests { get; init; } = [];

    public string Language { get; init; } = "";

    public bool Vip { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Signup addresses and times, location: kept as they came.</summary>
    public JsonObject Rest { get; init; } = [];

    public required string Created { get; init; }

    public required string Changed { get; init; }

    /// <summary>When the person left by a link in an email. Only they can come back from that.</summary>
    public string? OptedOut { get; init; }

    /// <summary>Says the same person in every audience; printed by EMAIL_UID.</summary>
    public string UniqueId => Ids.From("unique:" + Email.ToLowerInvariant());
}

/// <summary>Subscribers in the store.</summary>
internal static class Members
{
    public static Member? Find(Session store, string listId, string id) =>
        store.First("select * from member where list_id = $1 and id = $2", Read, listId, id);

    public static ImmutableArray<Member> All(Session store, string listId) =>
        store.All("select * from member where list_id = $1 order by number", Read, listId);

    public static bool IsErased(Session store, string listId, string id) =>
        store.Count("select count(*) from erased where list_id = $1 and id = $2", listId, id) > 0;

    /// <summary>Writes a member. With <paramref name="before"/>, the one known by that id, whose address may have been another.</summary>
    public static Member Save(Session store, Member member, string? before = null)
    {
        if (before is not null && before != member.Id)
        {
            store.Execute("delete from member where list_id = $1 and id = $2", member.ListId, before);
            store.Execute(
                "update segment_member set member_id = $3 where member_id = $2 and segment_id in (select id from segment where "
                    + "list_id = $1)",
                member.ListId,
                before,
                member.Id
            );
        }
        if (member.Number == 0)
            member = member with { Number = store.Count("select coalesce(max(number), 0) + 1 from member") };
        store.Execute(
            """
            insert or replace into member (list_id, id, number, email, status, email_type, merge_fields, interests, language, vip, reason, body, created, changed, opted_out)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            member.ListId,
            member.Id,
            member.Number,
            member.Email,
            member.Status,
            member.EmailType,
            member.MergeFields,
            JsonTree.Array(member.Interests.Order(StringComparer.Ordinal)),
            member.Language,
            member.Vip,
            member.Reason,
            member.Rest,
            member.Created,
            member.Changed,
            member.OptedOut
        );
        return member;
    }

    public static void Erase(Session store, Member member)
    {
        store.Execute(
            "delete from segment_member where member_id = $2 and segment_id in (select id from segment where list_id = $1)",
            member.ListId,
            member.Id
        );
        store.Execute("delete from member where list_id = $1 and id = $2", member.ListId, member.Id);
        store.Execute("delete from message where list_id = $1 and member_id = $2", member.ListId, member.Id);
        store.Execute("insert or ignore into erased (list_id, id) values ($1, $2)", member.ListId, member.Id);
    }

    public static void RenameField(Session store, string listId, string before, string tag)
    {
        foreach (var member in All(store, listId))
        {
            if (member.MergeFields[before] is not { } value)
                continue;
            member.MergeFields.Remove(before);
            member.MergeFields[tag] = value;
            Save(store, member);
        }
    }

    private static Member Read(Row row) =>
        new()
        {
            ListId = row.Text("list_id"),
            Email = row.Text("email"),
            Number = row.Number("number"),
            Status = row.Text("status"),
            EmailType = row.Text("email_type"),
            MergeFields = row.Json("merge_fields"),
            Interests = [.. JsonNode.Parse(row.Text("interests"))!.AsArray().Select(id => id!.GetValue<string>())],
            Language = row.Text("language"),
            Vip = row.Flag("vip"),
            Reason = row.Text("reason"),
            Rest = row.Json("body"),
            Created = row.Text("created"),
            Changed = row.Text("changed"),
            OptedOut = row.TextOrNull("opted_out"),
        };
}
