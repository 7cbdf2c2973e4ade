using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>
/// Runs the operations of batches. An operation and its result are kept in one transaction: a killed server goes on where it was.
/// </summary>
internal sealed class BatchWorker(ApiRouter router, Store store, Site site, CampaignClock clock, CancellationToken stopping) : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0);
    private Task _running = Task.CompletedTask;

    public void Start()
    {
        _running = RunAsync();
        Wake();
    }

    public void Wake() => _wake.Release();

    public Task StopAsync() => _running;

    public void Dispose() => _wake.Dispose();

    /// <summary>The results of a finished batch: a gzipped tar with one JSON file.</summary>
    public static byte[]? Results(Session store, string secret)
    {
        var id = store.Text("select id from batch where secret = $1 and completed is not null", secret);
        if (id is null)
            return null;
        var results = JsonTree.Array(
            Batches
                .Operations(store, id)
                .Select(operation => new JsonObject
                {
                    ["status_code"] = operation.Status,
                    ["operation_id"] = operation.Body["operation_id"].Text(),
                    // The answer itself is text inside the JSON.
                    ["response"] = operation.Answer,
                })
        );
        using var buffer = new MemoryStream();
        using (var zip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            using var json = new MemoryStream(JsonTree.Utf8(results));
            tar.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, $"{id}.json") { DataStream = json, ModificationTime = DateTimeOffset.UnixEpoch }
            );
        }
        return buffer.ToArray();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _wake.WaitAsync(stopping);
                while (!stopping.IsCancellationRequested && store.Write(Step))
                    await Task.Yield();
                clock.Set();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The rest runs when the store is opened again.
        }
    }

    private bool Step(Session session)
    {
        if (Batches.Next(session) is not { } operation)
            return false;
        var (status, answer) = Run(session, operation.Body);
        session.Execute(
            "update batch_operation set status = $3, answer = $4 where batch_id = $1 and place = $2",
            operation.BatchId,
            operation.Place,
            status,
            answer
        );
        session.Execute(
            "update batch set completed = $2 where id = $1 and not exists (select 1 from batch_operation where batch_id = $1 and "
                + "status is null)",
            operation.BatchId,
            site.NowText
        );
        return true;
    }

    private (int Status, string Answer) Run(Session session, JsonObject operation)
    {
        session.Execute("savepoint operation");
        try
        {
            var answer = router.Run(Request(operation), session);
            session.Execute("release operation");
            return (answer.Status, answer.Body?.ToJsonString() ?? "");
        }
        catch (ApiProblem problem)
        {
            session.Execute("rollback to operation");
            session.Execute("release operation");
            return (problem.Status, problem.ToJson(Guid.NewGuid().ToString()).ToJsonString());
        }
    }

    private static ApiRequest Request(JsonObject operation)
    {
        try
        {
            var body = operation["body"].Text() is { Length: > 0 } text ? JsonNode.Parse(text) : null;
            var query = (operation["params"] as JsonObject ?? []).ToImmutableDictionary(
                pair => pair.Key,
                pair => pair.Value.Text() ?? pair.Value?.ToJsonString() ?? ""
            );
            var path = operation["path"].Text()!.TrimStart('/');
            return new ApiRequest(
                operation["method"].Text()!,
                "/" + (path.StartsWith("3.0/", StringComparison.Ordinal) ? path[4..] : path),
                query,
                body
            );
        }
        catch (JsonException)
        {
            throw new ApiProblem(400, "JSONParseError", "The body of this operation is not JSON.");
        }
    }
}
