using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/lists/{list_id}/segments</c>.</summary>
internal static class SegmentsApi
{
    private const int MostMembers = 500;

    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/lists/{list_id}/segments", All);
        router.Map("POST", "/lists/{list_id}/segments", Create);
        router.Map("GET", "/lists/{list_id}/segments/{segment_id}", call => new ApiAnswer(200, View(call, Find(call))));
        router.Map("PATCH", "/lists/{list_id}/segments/{segment_id}", Change);
        router.Map("POST", "/lists/{list_id}/segments/{segment_id}", AddAndRemove);
        router.Map("DELETE", "/lists/{list_id}/segments/{segment_id}", Delete);
        router.Map("GET", "/lists/{list_id}/segments/{segment_id}/members", MembersOf);
        router.Map("POST", "/lists/{list_id}/segments/{segment_id}/members", AddMember);
        router.Map("DELETE", "/lists/{list_id}/segments/{segment_id}/members/{subscriber_hash}", RemoveMember);
    }

    /// <summary>Reads match and conditions, and refuses what the sandbox does not understand.</summary>
    public static JsonObject? Options(BodyReader body, string name)
    {
        if (body.Object(name) is not { } given)
            return null;
        var options = new JsonObject();
        if (given.Whole("saved_segment_id") is { } saved)
            options["saved_segment_id"] = saved;
        if (given.Text("match", oneOf: ["any", "all"]) is { } match)
            options["match"] = match;
        if (given.Items("conditions") is { } conditions)
            options["conditions"] = conditions.DeepClone();
        if (SegmentFilter.Mistake(options) is { } mistake)
            given.Fail("conditions", mistake);
        return options;
    }

    private static Segment Find(ApiCall call) =>
        Segments.Find(call.Store, ListsApi.Find(call).Id, call.Number("segment_id")) ?? throw ApiProblem.NotFound();

    private static ApiAnswer All(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var (type, since, before) = (call.Query("type"), call.Date("since_created_at"), call.Date("before_created_at"));
        var segments = Segments
            .All(call.Store, list.Id)
            .Where(segment => type is null || segment.Type == type)
            .Where(segment => since is null || string.CompareOrdinal(segment.Created, since) >= 0)
            .Where(segment => before is null || string.CompareOrdinal(segment.Created, before) < 0)
            .ToList();
        return call.Collection("segments", segments, segment => View(call, segment), ("list_id", list.Id));
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var body = call.Body;
        var name = body.Text("name", required: true) ?? "";
        if (name.Length > 100)
            body.Fail("name", "At most 100 characters.");
        var emails = body.Texts("static_segment");
        var options = Options(body, "options");
        if (emails is null == options is null)
            body.Fail("static_segment", "A segment has either static_segment or options.");
        if (Segments.All(call.Store, list.Id).Any(other => other.Name == name))
            body.Fail("name", "Another segment or tag of this audience has this name.");
        body.Done();
        var id = Segments.Insert(call.Store, list.Id, name, emails is null ? "saved" : "static", options ?? [], call.Now);
        Add(call, list.Id, id, emails ?? []);
        call.Effect("segment.create");
        return new ApiAnswer(200, View(call, Segments.Find(call.Store, list.Id, id)!));
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var segment = Find(call);
        var body = call.Body;
        var name = body.Text("name") ?? segment.Name;
        var options = Options(body, "options") ?? segment.Options;
        var emails = body.Texts("static_segment");
        body.Done();
        call.Store.Execute("update segment set name = $2, options = $3, updated = $4 where id = $1", segment.Id, name, options, call.Now);
        if (emails is not null && segment.Type == "static")
        {
            call.Store.Execute("delete from segment_member where segment_id = $1", segment.Id);
            Add(call, segment.ListId, segment.Id, emails.Value);
        }
        call.Effect("segment.update");
        return new ApiAnswer(200, View(call, Find(call)));
    }

    private static ApiAnswer AddAndRemove(ApiCall call)
    {
        var segment = Static(call);
        var body = call.Body;
        var (add, remove) = (
            body.Texts("members_to_add", most: MostMembers) ?? [],
            body.Texts("members_to_remove", most: MostMembers) ?? []
        );
        body.Done();
        var unknown = add.Where(email => Members.Find(call.Store, segment.ListId, Ids.Member(email)) is null).ToList();
        var added = Add(call, segment.ListId, segment.Id, add);
        var removed = new List<Member>();
        foreach (var email in remove)
            if (
                call.Store.Execute("delete from segment_member where segment_id = $1 and member_id = $2", segment.Id, Ids.Member(email)) > 0
                && Members.Find(call.Store, segment.ListId, Ids.Member(email)) is { } member
            )
                removed.Add(member);
        call.Store.Execute("update segment set updated = $2 where id = $1", segment.Id, call.Now);
        call.Effect("segment.members");
        var view = new MemberView(call.Store, segment.ListId);
        return new ApiAnswer(
            200,
            new JsonObject
            {
                ["members_added"] = JsonTree.Array(added.Select(view.Of)),
                ["members_removed"] = JsonTree.Array(removed.Select(view.Of)),
                ["errors"] =
                    unknown.Count == 0
                        ? []
                        : new JsonArray(
                            new JsonObject
                            {
                                ["email_addresses"] = JsonTree.Array(unknown),
                                ["error"] = "These addresses are not in the audience.",
                            }
                        ),
                ["total_added"] = added.Count,
                ["total_removed"] = removed.Count,
                ["error_count"] = unknown.Count,
            }
        );
    }

    private static ApiAnswer MembersOf(ApiCall call)
    {
        var segment = Find(call);
        var view = new MemberView(call.Store, segment.ListId);
        return call.Collection("members", In(call.Store, segment), view.Of);
    }

    private static ApiAnswer AddMember(ApiCall call)
    {
        var segment = Static(call);
        var body = call.Body;
        var email = body.Text("email_address", required: true) ?? "";
        body.Done();
        var member =
            Members.Find(call.Store, segment.ListId, Ids.Member(email))
            ?? throw ApiProblem.Invalid("email_address", "This address is not in the audience.");
        Add(call, segment.ListId, segment.Id, [email]);
        call.Effect("segment.members");
        return new ApiAnswer(200, MembersApi.View(call.Store, member));
    }

    private static ApiAnswer RemoveMember(ApiCall call)
    {
        var segment = Static(call);
        call.Store.Execute("delete from segment_member where segment_id = $1 and member_id = $2", segment.Id, MembersApi.Find(call).Id);
        call.Effect("segment.members");
        return new ApiAnswer(204, null);
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        call.Store.Execute("delete from segment where id = $1", Find(call).Id);
        call.Effect("segment.delete");
        return new ApiAnswer(204, null);
    }

    private static Segment Static(ApiCall call) =>
        Find(call) is { Type: "static" } segment
            ? segment
            : throw ApiProblem.Bad("Invalid Action", "Members are chosen by this segment's conditions.");

    private static List<Member> Add(ApiCall call, string listId, long id, ImmutableArray<string> emails)
    {
        var added = new List<Member>();
        foreach (var email in emails)
            if (
                Members.Find(call.Store, listId, Ids.Member(email)) is { } member
                && call.Store.Execute(
                    "insert or ignore into segment_member (segment_id, member_id, added) values ($1, $2, $3)",
                    id,
                    member.Id,
                    call.Now
                ) > 0
            )
                added.Add(member);
        return added;
    }

    private static List<Member> In(Session store, Segment segment) =>
        [
            .. Members
                .All(store, segment.ListId)
                .Where(member => member.Status == "subscribed")
                .Where(new SegmentFilter(store, segment.ListId).For(segment)),
        ];

    private static JsonObject View(ApiCall call, Segment segment)
    {
        var view = new JsonObject
        {
            ["id"] = segment.Id,
            ["name"] = segment.Name,
            ["member_count"] = In(call.Store, segment).Count,
            ["type"] = segment.Type,
            ["created_at"] = segment.Created,
            ["updated_at"] = segment.Updated,
            ["list_id"] = segment.ListId,
        };
        if (segment.Type == "saved")
            view["options"] = segment.Options.DeepClone();
        return view;
    }
}
