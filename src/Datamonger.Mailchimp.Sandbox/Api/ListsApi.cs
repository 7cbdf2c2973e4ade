using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/lists</c>: audiences, and the batch of members that is posted to one.</summary>
internal static class ListsApi
{
    private static readonly string[] ContactFields = ["company", "address1", "address2", "city", "state", "zip", "country", "phone"];
    private static readonly string[] DefaultFields = ["from_name", "from_email", "subject", "language"];

    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/lists", All);
        router.Map("POST", "/lists", Create);
        router.Map("GET", "/lists/{list_id}", call => new ApiAnswer(200, View(call, Find(call))));
        router.Map("PATCH", "/lists/{list_id}", Change);
        router.Map("DELETE", "/lists/{list_id}", Delete);
        router.Map("POST", "/lists/{list_id}", MemberBatch.Run);
    }

    public static Audience Find(ApiCall call) => Lists.Find(call.Store, call["list_id"]) ?? throw ApiProblem.NotFound();

    private static ApiAnswer All(ApiCall call)
    {
        var (since, before) = (call.Date("since_date_created"), call.Date("before_date_created"));
        var member = call.Query("email") is { } email ? Ids.Member(email) : null;
        var lists = Lists
            .All(call.Store)
            .Where(list => since is null || string.CompareOrdinal(list.Created, since) >= 0)
            .Where(list => before is null || string.CompareOrdinal(list.Created, before) < 0)
            .Where(list => member is null || Members.Find(call.Store, list.Id, member) is not null)
            .ToList();
        if (call.Descending)
            lists.Reverse();
        return call.Collection(
            "lists",
            lists,
            list => View(call, list),
            (
                "constraints",
                new JsonObject
                {
                    ["may_create"] = true,
                    ["max_instances"] = 100,
                    ["current_total_instances"] = lists.Count,
                }
            )
        );
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var body = Read(call.Body, [], required: true);
        var id = Ids.New();
        Lists.Insert(call.Store, id, call.Now, body);
        // What every new audience of the service has.
        long number = 1;
        foreach (var (tag, name) in new[] { ("FNAME", "First Name"), ("LNAME", "Last Name") })
            Lists.SaveMergeField(call.Store, id, MergeFieldsApi.New(number++, tag, name, id));
        call.Effect("list.create");
        return new ApiAnswer(200, View(call, Lists.Find(call.Store, id)!));
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var list = Find(call);
        Lists.Update(call.Store, list.Id, Read(call.Body, list.Body, required: false));
        call.Effect("list.update");
        return new ApiAnswer(200, View(call, Find(call)));
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        call.Store.Execute("delete from list where id = $1", Find(call).Id);
        call.Effect("list.delete");
        return new ApiAnswer(204, null);
    }

    private static JsonObject Read(BodyReader body, JsonObject before, bool required)
    {
        var list = before.DeepClone().AsObject();
        foreach (var name in new[] { "name", "permission_reminder" })
            if (body.Text(name, required) is { } text)
                list[name] = text;
        foreach (var name in new[] { "notify_on_subscribe", "notify_on_unsubscribe" })
            list[name] = body.Text(name) ?? list[name].Text() ?? "";
        foreach (var name in new[] { "use_archive_bar", "email_type_option", "double_optin", "marketing_permissions" })
            list[name] = body.Flag(name) ?? list[name].IsTrue();
        if (required && !body.Has("email_type_option"))
            body.Fail("email_type_option", "Required; it is missing.");
        Texts("contact", ContactFields, "company", "address1", "city", "country");
        Texts("campaign_defaults", DefaultFields, DefaultFields);
        body.Done();
        return list;

        void Texts(string name, string[] fields, params string[] needed)
        {
            if (body.Object(name, required) is not { } inner)
                return;
            var values = new JsonObject();
            foreach (var field in fields)
                values[field] = inner.Text(field, required && needed.Contains(field)) ?? list[name]?[field].Text() ?? "";
            list[name] = values;
        }
    }

    private static JsonObject View(ApiCall call, Audience list)
    {
        var view = new JsonObject { ["id"] = list.Id, ["web_id"] = list.WebId };
        foreach (var (name, value) in list.Body)
            view[name] = value?.DeepClone();
        view["date_created"] = list.Created;
        view["list_rating"] = 0;
        view["subscribe_url_short"] = call.Site.Url($"subscribe/{list.Id}");
        view["subscribe_url_long"] = call.Site.Url($"subscribe/{list.Id}");
        view["beamer_address"] = $"{list.Id}@sandbox.invalid";
        view["visibility"] = "prv";
        view["has_welcome"] = false;
        view["modules"] = new JsonArray();
        view["stats"] = Stats(call.Store, list.Id);
        return view;
    }

    private static JsonObject Stats(Session store, string id)
    {
        var last = store.Text("select max(send_time) from campaign where list_id = $1 and status = 'sent'", id) ?? "";
        var (sent, opened, clicked) = (
            store.Count("select count(*) from message where list_id = $1 and test = 0", id),
            Distinct("open"),
            Distinct("click")
        );
        return new JsonObject
        {
            ["member_count"] = Members("status = 'subscribed'"),
            ["total_contacts"] = Members("status <> 'archived'"),
            ["unsubscribe_count"] = Members("status = 'unsubscribed'"),
            ["cleaned_count"] = Members("status = 'cleaned'"),
            ["member_count_since_send"] = store.Count(
                "select count(*) from member where list_id = $1 and status = 'subscribed' and created > $2",
                id,
                last
            ),
            ["unsubscribe_count_since_send"] = store.Count(
                "select count(*) from member where list_id = $1 and status = 'unsubscribed' and changed > $2",
                id,
                last
            ),
            ["cleaned_count_since_send"] = 0,
            ["campaign_count"] = store.Count("select count(*) from campaign where list_id = $1", id),
            ["campaign_last_sent"] = last,
            ["merge_field_count"] = store.Count("select count(*) from merge_field where list_id = $1", id),
            ["avg_sub_rate"] = 0,
            ["avg_unsub_rate"] = 0,
            ["target_sub_rate"] = 0,
            ["open_rate"] = sent == 0 ? 0 : 100.0 * opened / sent,
            ["click_rate"] = sent == 0 ? 0 : 100.0 * clicked / sent,
            ["last_sub_date"] = store.Text("select max(created) from member where list_id = $1 and status = 'subscribed'", id) ?? "",
            ["last_unsub_date"] = store.Text("select max(changed) from member where list_id = $1 and status = 'unsubscribed'", id) ?? "",
        };

        long Members(string condition) => store.Count($"select count(*) from member where list_id = $1 and {condition}", id);

        long Distinct(string kind) =>
            store.Count(
                "select count(distinct event.message_id) from event join message on message.id = message_id where list_id = $1 and "
                    + "kind = $2 and test = 0",
                id,
                kind
            );
    }
}
