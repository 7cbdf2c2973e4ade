using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>
/// <c>/batches</c>: operations that run one by one in the background; each takes effect exactly once, also over a restart.
/// </summary>
internal static class BatchesApi
{
    private const int MostPending = 500;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/batches", call => call.Collection("batches", Batches.All(call.Store), batch => View(call, batch)));
        router.Map("POST", "/batches", Create);
        router.Map("GET", "/batches/{batch_id}", call => new ApiAnswer(200, View(call, Find(call))));
        router.Map("DELETE", "/batches/{batch_id}", Delete);
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var body = call.Body;
        var operations = body.Objects("operations", required: true) ?? [];
        if (body.Has("operations") && operations.IsEmpty)
            body.Fail("operations", "At least one operation.");
        foreach (var operation in operations)
        {
            operation.Text("method", required: true, Methods);
            operation.Text("path", required: true);
            operation.Text("operation_id");
            operation.Text("body");
            operation.Object("params");
        }
        body.Done();
        if (call.Store.Count("select count(*) from batch where completed is null") >= MostPending)
            throw new ApiProblem(429, "Too Many Requests", $"{MostPending} batches are pending.");
        var id = Ids.New();
        call.Store.Execute(
            "insert into batch (id, number, submitted, secret) values ($1, (select coalesce(max(number), 0) + 1 from batch), $2, $3)",
            id,
            call.Now,
            Ids.Secret()
        );
        foreach (var (operation, place) in operations.Select((operation, place) => (operation, place)))
            call.Store.Execute("insert into batch_operation (batch_id, place, body) values ($1, $2, $3)", id, place, operation.Json);
        call.Effect("batch.create");
        return new ApiAnswer(200, View(call, Batches.Find(call.Store, id)!));
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        call.Store.Execute("delete from batch where id = $1", Find(call).Id);
        call.Effect("batch.delete");
        return new ApiAnswer(204, null);
    }

    private static Batch Find(ApiCall call) => Batches.Find(call.Store, call["batch_id"]) ?? throw ApiProblem.NotFound();

    private static JsonObject View(ApiCall call, Batch batch) =>
        new()
        {
            ["id"] = batch.Id,
            ["status"] = batch.Status,
            ["total_operations"] = batch.Total,
            ["finished_operations"] = batch.Finished,
            ["errored_operations"] = batch.Errored,
            ["submitted_at"] = batch.Submitted,
            ["completed_at"] = batch.Completed ?? "",
            ["response_body_url"] = batch.Completed is null ? "" : call.Site.Url($"batches/{batch.Secret}.tar.gz"),
        };
}
