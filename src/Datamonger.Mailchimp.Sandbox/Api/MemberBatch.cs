using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>POST /lists/{list_id}</c>: up to 500 members at once. The answer is 200 with the mistakes inside.</summary>
internal static class MemberBatch
{
    public const int Most = 500;

    public static ApiAnswer Run(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var body = call.Body;
        var items = body.Objects("members", required: true, Most) ?? [];
        var (update, syncTags) = (body.Flag("update_existing") ?? false, body.Flag("sync_tags") ?? false);
        body.Done();
        var reader = new MemberReader(call.Store, list.Id, call.Now);
        var (created, updated, errors) = (new List<Member>(), new List<Member>(), new List<JsonObject>());
        var seen = new HashSet<string>();
        foreach (var item in items)
        {
            var email = item.Json["email_address"].Text() ?? "";
            try
            {
                var known = Members.Find(call.Store, list.Id, Ids.Member(email));
                if (!call.Flag("skip_duplicate_check") && !seen.Add(Ids.Member(email)))
                    throw ApiProblem.Bad("Duplicate", "The address stands more than once in this request.");
                if (known is not null && known.Status != "archived" && !update)
                    throw ApiProblem.Bad("Member Exists", "This contact is in the audience already.");
                // Each member is read by itself: one mistake spoils one member.
                var member = Members.Save(
                    call.Store,
                    reader.Read(new BodyReader(item.Json), known, "subscribed", call.Flag("skip_merge_validation"))
                );
                Tags(call, member, item.Json, syncTags);
                (known is null ? created : updated).Add(member);
            }
            catch (ApiProblem problem)
            {
                errors.Add(Error(email, problem));
            }
        }
        if (created.Count + updated.Count > 0)
            call.Effect("member.batch");
        var view = new MemberView(call.Store, list.Id);
        return new ApiAnswer(
            200,
            new JsonObject
            {
                ["new_members"] = JsonTree.Array(created.Select(view.Of)),
                ["updated_members"] = JsonTree.Array(updated.Select(view.Of)),
                ["errors"] = JsonTree.Array(errors),
                ["total_created"] = created.Count,
                ["total_updated"] = updated.Count,
                ["error_count"] = errors.Count,
            }
        );
    }

    private static void Tags(ApiCall call, Member member, JsonObject item, bool sync)
    {
        if (item["tags"] is not JsonArray given)
            return;
        ImmutableHashSet<string> names = [.. given.Select(tag => tag.Text() ?? tag?["name"].Text() ?? "").Where(name => name.Length > 0)];
        foreach (var name in names)
            MemberTagsApi.Set(call, member, name, active: true);
        if (!sync)
            return;
        foreach (var tag in MemberTagsApi.Of(call.Store, member))
            if (!names.Contains(tag.Name))
                MemberTagsApi.Set(call, member, tag.Name, active: false);
    }

    private static JsonObject Error(string email, ApiProblem problem)
    {
        var first = problem.ToJson("")["errors"]?[0];
        return new JsonObject
        {
            ["email_address"] = email,
            ["error"] = first?["message"].Text() ?? problem.ToJson("")["detail"].Text(),
            ["error_code"] = problem.Message == "Member Exists" ? "ERROR_CONTACT_EXISTS" : "ERROR_GENERIC",
            ["field"] = first?["field"].Text() ?? "",
            ["field_message"] = first?["message"].Text() ?? "",
        };
    }
}
