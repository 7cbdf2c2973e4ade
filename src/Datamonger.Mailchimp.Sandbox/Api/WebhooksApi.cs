using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/lists/{list_id}/webhooks</c> and <c>/batch-webhooks</c>.</summary>
internal static class WebhooksApi
{
    private const int MostBatchWebhooks = 20;
    private static readonly string[] Events = ["subscribe", "unsubscribe", "profile", "cleaned", "upemail", "campaign"];
    private static readonly string[] Sources = ["user", "admin", "api"];

    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/lists/{list_id}/webhooks", All);
        router.Map("POST", "/lists/{list_id}/webhooks", Create);
        router.Map("GET", "/lists/{list_id}/webhooks/{webhook_id}", call => new ApiAnswer(200, Find(call)));
        router.Map("PATCH", "/lists/{list_id}/webhooks/{webhook_id}", Change);
        router.Map("DELETE", "/lists/{list_id}/webhooks/{webhook_id}", Delete);
        router.Map("GET", "/batch-webhooks", AllOfBatches);
        router.Map("POST", "/batch-webhooks", CreateOfBatches);
        router.Map("GET", "/batch-webhooks/{id}", call => new ApiAnswer(200, FindOfBatches(call)));
        router.Map("PATCH", "/batch-webhooks/{id}", ChangeOfBatches);
        router.Map("DELETE", "/batch-webhooks/{id}", DeleteOfBatches);
    }

    private static ApiAnswer All(ApiCall call)
    {
        var list = ListsApi.Find(call);
        return call.Collection(
            "webhooks",
            call.Store.All("select body from webhook where list_id = $1 order by rowid", row => row.Json("body"), list.Id),
            hook => hook,
            ("list_id", list.Id)
        );
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var id = Ids.New();
        var hook = Read(
            call.Body,
            new JsonObject
            {
                ["id"] = id,
                ["url"] = "",
                ["events"] = Flags(Events),
                ["sources"] = Flags(Sources),
                ["list_id"] = list.Id,
            },
            required: true
        );
        call.Store.Execute("insert into webhook (id, list_id, body) values ($1, $2, $3)", id, list.Id, hook);
        call.Effect("webhook.create");
        return new ApiAnswer(200, hook);
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var hook = Read(call.Body, Find(call), required: false);
        call.Store.Execute("update webhook set body = $2 where id = $1", call["webhook_id"], hook);
        call.Effect("webhook.update");
        return new ApiAnswer(200, hook);
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        Find(call);
        call.Store.Execute("delete from webhook where id = $1", call["webhook_id"]);
        call.Effect("webhook.delete");
        return new ApiAnswer(204, null);
    }

    private static JsonObject Find(ApiCall call) =>
        call.Store.First(
            "select body from webhook where list_id = $1 and id = $2",
            row => row.Json("body"),
            ListsApi.Find(call).Id,
            call["webhook_id"]
        ) ?? throw ApiProblem.NotFound();

    private static JsonObject Read(BodyReader body, JsonObject hook, bool required)
    {
        Url(body, hook, required);
        foreach (var (name, members) in new[] { ("events", Events), ("sources", Sources) })
            if (body.Object(name) is { } flags)
                foreach (var member in members)
                    if (flags.Flag(member) is { } flag)
                        hook[name]![member] = flag;
        body.Done();
        return hook;
    }

    private static void Url(BodyReader body, JsonObject hook, bool required)
    {
        if (body.Text("url", required) is not { } url)
            return;
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        )
            body.Fail("url", "Takes an http or https address.");
        hook["url"] = url;
    }

    private static JsonObject Flags(string[] names)
    {
        var flags = new JsonObject();
        foreach (var name in names)
            flags[name] = false;
        return flags;
    }

    private static ApiAnswer AllOfBatches(ApiCall call) =>
        call.Collection("webhooks", call.Store.All("select body from batch_webhook order by rowid", row => row.Json("body")), hook => hook);

    private static ApiAnswer CreateOfBatches(ApiCall call)
    {
        if (call.Store.Count("select count(*) from batch_webhook") >= MostBatchWebhooks)
            throw ApiProblem.Bad("Bad Request", $"At most {MostBatchWebhooks} batch webhooks.");
        var hook = new JsonObject
        {
            ["id"] = Ids.New(),
            ["url"] = "",
            ["enabled"] = true,
        };
        SaveOfBatches(call, hook, required: true);
        call.Effect("batch-webhook.create");
        return new ApiAnswer(200, hook);
    }

    private static ApiAnswer ChangeOfBatches(ApiCall call)
    {
        var hook = FindOfBatches(call);
        SaveOfBatches(call, hook, required: false);
        call.Effect("batch-webhook.update");
        return new ApiAnswer(200, hook);
    }

    private static void SaveOfBatches(ApiCall call, JsonObject hook, bool required)
    {
        var body = call.Body;
        Url(body, hook, required);
        if (body.Flag("enabled") is { } enabled)
            hook["enabled"] = enabled;
        body.Done();
        call.Store.Execute("insert or replace into batch_webhook (id, body) values ($1, $2)", hook["id"].Text(), hook);
    }

    private static ApiAnswer DeleteOfBatches(ApiCall call)
    {
        call.Store.Execute("delete from batch_webhook where id = $1", FindOfBatches(call)["id"].Text());
        call.Effect("batch-webhook.delete");
        return new ApiAnswer(204, null);
    }

    private static JsonObject FindOfBatches(ApiCall call) =>
        call.Store.First("select body from batch_webhook where id = $1", row => row.Json("body"), call["id"])
        ?? throw ApiProblem.NotFound();
}
