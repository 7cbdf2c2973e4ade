using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>A part of an audience: a list of members (a tag is one), or conditions.</summary>
internal sealed record Segment(long Id, string ListId, string Name, string Type, JsonObject Options, string Created, string Updated);

/// <summary>Segments in the store.</summary>
internal static class Segments
{
    public static ImmutableArray<Segment> All(Session store, string listId) =>
        store.All("select * from segment where list_id = $1 order by id", Read, listId);

    public static Segment? Find(Session store, string listId, long id) =>
        store.First("select * from segment where list_id = $1 and id = $2", Read, listId, id);

    public static long Insert(Session store, string listId, string name, string type, JsonObject options, string now) =>
        store.Insert(
            "insert into segment (list_id, name, type, options, created, updated) values ($1, $2, $3, $4, $5, $5)",
            listId,
            name,
            type,
            options,
            now
        );

    public static ImmutableHashSet<string> MemberIds(Session store, long id) =>
        [.. store.All("select member_id from segment_member where segment_id = $1", row => row.Text("member_id"), id)];

    private static Segment Read(Row row) =>
        new(
            row.Number("id"),
            row.Text("list_id"),
            row.Text("name"),
            row.Text("type"),
            row.Json("options"),
            row.Text("created"),
            row.Text("updated")
        );
}
