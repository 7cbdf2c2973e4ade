using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>An audience: its id and what it says about itself, in the API's shape.</summary>
internal sealed record Audience(string Id, long WebId, string Created, JsonObject Body)
{
    public string Name => Body["name"].Text() ?? "";
}

/// <summary>A group that subscribers choose, with the category it belongs to.</summary>
internal sealed record Interest(string Id, string CategoryId, string Category, string Name, long Order);

/// <summary>Audiences, their merge fields and their groups.</summary>
internal static class Lists
{
    public static ImmutableArray<Audience> All(Session store) => store.All("select * from list order by created, rowid", Read);

    public static Audience? Find(Session store, string id) => store.First("select * from list where id = $1", Read, id);

    public static void Insert(Session store, string id, string now, JsonObject body) =>
        store.Execute(
            "insert into list (id, web_id, created, body) values ($1, (select coalesce(max(web_id), 100000) + 1 from list), $2, $3)",
            id,
            now,
            body
        );

    public static void Update(Session store, string id, JsonObject body) =>
        store.Execute("update list set body = $2 where id = $1", id, body);

    /// <summary>The merge fields in the API's shape, in their order.</summary>
    public static ImmutableArray<JsonObject> MergeFields(Session store, string listId) =>
        store.All("select body from merge_field where list_id = $1 order by display_order, merge_id", row => row.Json("body"), listId);

    public static ImmutableArray<MergeTagField> MergeTags(Session store, string listId) =>
        [
            .. MergeFields(store, listId)
                .Select(field => new MergeTagField(
                    field["tag"].Text()!,
                    field["type"].Text()!,
                    field["default_value"].Text()!,
                    (int)field["merge_id"]!.GetValue<long>()
                )),
        ];

    public static void SaveMergeField(Session store, string listId, JsonObject field) =>
        store.Execute(
            "insert or replace into merge_field (list_id, merge_id, tag, display_order, body) values ($1, $2, $3, $4, $5)",
            listId,
            field["merge_id"]!.GetValue<long>(),
            field["tag"]!.GetValue<string>(),
            field["display_order"]!.GetValue<long>(),
            field
        );

    public static ImmutableArray<Interest> Interests(Session store, string listId) =>
        store.All(
            """
            select interest.*, category.title from interest join category on category.id = category_id where interest.list_id = $1
            order by category.display_order, category.id, interest.display_order, interest.rowid
            """,
            row => new Interest(row.Text("id"), row.Text("category_id"), row.Text("title"), row.Text("name"), row.Number("display_order")),
            listId
        );

    private static Audience Read(Row row) => new(row.Text("id"), row.Number("web_id"), row.Text("created"), row.Json("body"));
}
