using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Api;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Mailchimp.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>
/// Everything under <c>/sandbox</c>: faults, the journal of calls, the effects, and edits from outside. No key is asked for.
/// </summary>
internal sealed class ControlEndpoint(FaultPlan plan, FaultRunner faults, RequestJournal journal, Store store, OutsideEdits edits)
{
    public async Task HandleAsync(HttpContext context, string path)
    {
        try
        {
            await (await AnswerAsync(context, path)).SendAsync(context);
        }
        catch (Exception mistake) when (mistake is FormatException or JsonException)
        {
            await Answer.Problem(400, new ApiProblem(400, "Bad Request", mistake.Message).ToJson("")).SendAsync(context);
        }
        catch (ApiProblem problem)
        {
            await Answer.Problem(problem.Status, problem.ToJson("")).SendAsync(context);
        }
    }

    private async Task<Answer> AnswerAsync(HttpContext context, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (context.Request.Method, parts)
        {
            case ("GET", ["faults"]):
                return Answer.Json(200, new JsonObject { ["faults"] = JsonTree.Array(plan.Active.Select(Describe)) });
            case ("POST", ["faults"]):
                return await SwitchOnAsync(Fault.FromJson(await BodyAsync(context)));
            case ("DELETE", ["faults"]):
                plan.Clear();
                await faults.TakeAsync();
                return Answer.Empty(204);
            case ("DELETE", ["faults", var id]):
                return int.TryParse(id, out var number) && plan.Remove(number) ? Answer.Empty(204) : throw ApiProblem.NotFound();
            case ("GET", ["requests"]):
                return Answer.Json(200, new JsonObject { ["requests"] = JsonTree.Array(journal.Entries.Select(Describe)) });
            case ("DELETE", ["requests"]):
                journal.Clear();
                return Answer.Empty(204);
            case ("GET", ["effects"]):
                return Answer.Json(200, new JsonObject { ["campaigns"] = store.Read(Effects.Count) });
            case ("POST", ["campaigns", var campaign, "edit"]):
                edits.Edit(campaign, await BodyAsync(context));
                return Answer.Empty(204);
            default:
                throw ApiProblem.NotFound();
        }
    }

    private async Task<Answer> SwitchOnAsync(Fault fault)
    {
        // Without a call to wait for, the server goes away now.
        if (fault is { Kind: FaultKind.Refuse, Method: "*", Path: "*", Nth: 1 })
        {
            var answer = Answer.Json(200, new JsonObject { ["id"] = 0 });
            await faults.RefuseAsync(fault.After ?? TimeSpan.FromSeconds(10));
            return answer;
        }
        return Answer.Json(200, new JsonObject { ["id"] = plan.Add(fault) });
    }

    private static JsonObject Describe(ActiveFault active)
    {
        var json = active.Fault.ToJson();
        json["id"] = active.Id;
        json["matched"] = active.Matched;
        json["hit"] = active.Hit;
        return json;
    }

    private static JsonObject Describe(JournalEntry entry) =>
        new()
        {
            ["number"] = entry.Number,
            ["at"] = Iso.Text(entry.At),
            ["method"] = entry.Method,
            ["path"] = entry.Path,
            ["status"] = entry.Status,
            ["fault"] = entry.Fault,
            ["effects"] = JsonTree.Array(entry.Effects),
        };

    private static async Task<JsonObject> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is 0)
            return [];
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw new ApiProblem(415, "Unsupported Media Type", "The body is sent as application/json.");
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return JsonTree.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) as JsonObject
            ?? throw new JsonException("The body is a JSON object.");
    }
}
