using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>A tag that a member has, and since when.</summary>
internal sealed record MemberTag(long Id, string Name, string Added);

/// <summary><c>/lists/{list_id}/members/{subscriber_hash}/tags</c> and <c>tag-search</c>. A tag is a static segment.</summary>
internal static class MemberTagsApi
{
    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/lists/{list_id}/members/{subscriber_hash}/tags", All);
        router.Map("POST", "/lists/{list_id}/members/{subscriber_hash}/tags", Change);
        router.Map("GET", "/lists/{list_id}/tag-search", Search);
    }

    public static ImmutableArray<MemberTag> Of(Session store, Member member) =>
        store.All(
            "select segment.id, name, added from segment_member join segment on segment.id = segment_id where list_id = $1 and type = "
                + "'static' and member_id = $2 order by name",
            row => new MemberTag(row.Number("id"), row.Text("name"), row.Text("added")),
            member.ListId,
            member.Id
        );

    /// <summary>Gives or takes a tag; one that the audience does not know is made.</summary>
    public static void Set(ApiCall call, Member member, string name, bool active)
    {
        var id = call.Store.Count("select id from segment where list_id = $1 and type = 'static' and name = $2", member.ListId, name);
        if (id == 0 && !active)
            return;
        if (id == 0)
            id = Segments.Insert(call.Store, member.ListId, name, "static", [], call.Now);
        if (active)
            call.Store.Execute(
                "insert or ignore into segment_member (segment_id, member_id, added) values ($1, $2, $3)",
                id,
                member.Id,
                call.Now
            );
        else
            call.Store.Execute("delete from segment_member where segment_id = $1 and member_id = $2", id, member.Id);
    }

    private static ApiAnswer All(ApiCall call)
    {
        var tags = Of(call.Store, MembersApi.Find(call));
        return call.Collection(
            "tags",
            tags,
            tag => new JsonObject
            {
                ["id"] = tag.Id,
                ["name"] = tag.Name,
                ["date_added"] = tag.Added,
            }
        );
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var member = MembersApi.Find(call);
        var body = call.Body;
        var tags = (body.Objects("tags", required: true) ?? [])
            .Select(tag => (Name: tag.Text("name", required: true), Status: tag.Text("status", required: true, ["active", "inactive"])))
            .ToList();
        body.Done();
        foreach (var (name, status) in tags)
            Set(call, member, name!, status == "active");
        call.Effect("member.tags");
        return new ApiAnswer(204, null);
    }

    private static ApiAnswer Search(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var prefix = call.Query("name") ?? "";
        var tags = Segments
            .All(call.Store, list.Id)
            .Where(segment => segment.Type == "static" && segment.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return call.Collection("tags", tags, tag => new JsonObject { ["id"] = tag.Id, ["name"] = tag.Name });
    }
}
