using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/lists/{list_id}/members</c>.</summary>
internal static class MembersApi
{
    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/lists/{list_id}/members", All);
        router.Map("POST", "/lists/{list_id}/members", Create);
        router.Map("GET", "/lists/{list_id}/members/{subscriber_hash}", call => new ApiAnswer(200, View(call.Store, Find(call))));
        router.Map("PUT", "/lists/{list_id}/members/{subscriber_hash}", Put);
        router.Map("PATCH", "/lists/{list_id}/members/{subscriber_hash}", Change);
        router.Map("DELETE", "/lists/{list_id}/members/{subscriber_hash}", Archive);
        router.Map("POST", "/lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent", Erase);
    }

    /// <summary>The member of the route, by hash or by address.</summary>
    public static Member Find(ApiCall call) => Members.Find(call.Store, ListsApi.Find(call).Id, Id(call)) ?? throw ApiProblem.NotFound();

    public static JsonObject View(Session store, Member member) => View(new MemberView(store, member.ListId), member);

    public static JsonObject View(MemberView view, Member member) => view.Of(member);

    private static string Id(ApiCall call) =>
        call["subscriber_hash"] is var key && key.Contains('@', StringComparison.Ordinal) ? Ids.Member(key) : key.ToLowerInvariant();

    private static ApiAnswer All(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var (status, since, before) = (call.Query("status"), call.Date("since_last_changed"), call.Date("before_last_changed"));
        var (unsubscribed, category, ids) = (
            call.Date("unsubscribed_since"),
            call.Query("interest_category_id"),
            call.Query("interest_ids")?.Split(',')
        );
        var interests = category is null
            ? []
            : Lists
                .Interests(call.Store, list.Id)
                .Where(interest => interest.CategoryId == category)
                .Select(interest => interest.Id)
                .ToHashSet();
        if (ids is not null)
            interests.IntersectWith(ids);
        var all = call.Query("interest_match") == "all";
        var members = Members
            .All(call.Store, list.Id)
            .Where(member => status is null ? member.Status != "archived" : member.Status == status)
            .Where(member => since is null || string.CompareOrdinal(member.Changed, since) >= 0)
            .Where(member => before is null || string.CompareOrdinal(member.Changed, before) < 0)
            .Where(member =>
                unsubscribed is null || (member.Status == "unsubscribed" && string.CompareOrdinal(member.Changed, unsubscribed) >= 0)
            )
            .Where(member => category is null || (all ? interests.IsSubsetOf(member.Interests) : interests.Overlaps(member.Interests)))
            .Where(member => !call.Flag("vip_only") || member.Vip)
            .ToList();
        members = call.Query("sort_field") switch
        {
            "last_changed" => [.. members.OrderBy(member => member.Changed, StringComparer.Ordinal)],
            _ => members,
        };
        if (call.Descending)
            members.Reverse();
        var view = new MemberView(call.Store, list.Id);
        return call.Collection("members", members, view.Of, ("list_id", list.Id));
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var body = call.Body;
        var known = Members.Find(call.Store, list.Id, Ids.Member(body.Text("email_address", required: true) ?? ""));
        if (known is not null && known.Status != "archived")
            throw ApiProblem.Bad("Member Exists", "This contact is in the audience already; change it with PUT or PATCH.");
        body.Text("status", required: true);
        var tags = body.Texts("tags");
        var member = Members.Save(call.Store, Reader(call, list).Read(body, known, null, call.Flag("skip_merge_validation")));
        foreach (var tag in tags ?? [])
            MemberTagsApi.Set(call, member, tag, active: true);
        call.Effect("member.create");
        return new ApiAnswer(200, View(call.Store, member));
    }

    private static ApiAnswer Put(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var body = call.Body;
        var known = Members.Find(call.Store, list.Id, Id(call));
        body.Text("email_address", required: true);
        var otherwise = body.Text("status_if_new", required: known is null);
        var member = Members.Save(
            call.Store,
            Reader(call, list).Read(body, known, otherwise, call.Flag("skip_merge_validation")),
            known?.Id
        );
        call.Effect("member.put");
        return new ApiAnswer(200, View(call.Store, member));
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var known = Find(call);
        var member = Members.Save(
            call.Store,
            Reader(call, ListsApi.Find(call)).Read(call.Body, known, null, call.Flag("skip_merge_validation")),
            known.Id
        );
        call.Effect("member.update");
        return new ApiAnswer(200, View(call.Store, member));
    }

    private static ApiAnswer Archive(ApiCall call)
    {
        Members.Save(call.Store, Find(call) with { Status = "archived", Changed = call.Now });
        call.Effect("member.archive");
        return new ApiAnswer(204, null);
    }

    private static ApiAnswer Erase(ApiCall call)
    {
        Members.Erase(call.Store, Find(call));
        call.Effect("member.erase");
        return new ApiAnswer(204, null);
    }

    private static MemberReader Reader(ApiCall call, Audience list) => new(call.Store, list.Id, call.Now);
}
