using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Api;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Mailchimp.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>Everything under <c>/3.0</c>: the key, the limit of connections, the faults, then the operation.</summary>
internal sealed class ApiEndpoint(
    ApiRouter router,
    Store store,
    Site site,
    ApiKeys keys,
    FaultRunner faults,
    RequestJournal journal,
    Action changed
)
{
    public async Task HandleAsync(HttpContext context, string path)
    {
        var instance = Guid.NewGuid().ToString();
        context.Response.Headers["X-Request-Id"] = instance;
        // Callers take the time from here, so that it must be the clock that schedules run by.
        context.Response.Headers.Date = site.Now.ToString("R");
        var key = ApiKeys.Read(context.Request);
        if (key is null || !keys.Accepts(key))
        {
            await RefuseAsync(
                context,
                path,
                instance,
                new ApiProblem(
                    401,
                    key is null ? "API Key Missing" : "API Key Invalid",
                    "The call carries no key that this server accepts."
                )
            );
            return;
        }
        using var connection = keys.Enter(key);
        if (connection is null)
        {
            await RefuseAsync(
                context,
                path,
                instance,
                new ApiProblem(429, "Too Many Requests", $"This key has {ApiKeys.MostConnections} connections open.")
            );
            return;
        }
        var method = context.Request.Method;
        ApiRequest request;
        try
        {
            if (HttpMethods.IsPost(method) && context.Request.Headers["X-HTTP-Method-Override"].ToString() is { Length: > 0 } other)
                method = other.ToUpperInvariant();
            request = new ApiRequest(method, path, Query(context.Request), await BodyAsync(context.Request, context.RequestAborted));
        }
        catch (JsonException)
        {
            await RefuseAsync(context, path, instance, new ApiProblem(400, "JSONParseError", "The body is not JSON."));
            return;
        }
        await faults.RunAsync(context, request, asked => Run(asked, instance));
    }

    /// <summary>Runs the operation and keeps what it changed.</summary>
    private Outcome Run(ApiRequest request, string instance)
    {
        try
        {
            var answer = router.Run(request, store);
            if (request.Method != "GET")
                changed();
            return new Outcome(answer.Body is null ? Answer.Empty(answer.Status) : Answer.Json(answer.Status, answer.Body), answer.Effects);
        }
        catch (ApiProblem problem)
        {
            return new Outcome(Answer.Problem(problem.Status, problem.ToJson(instance)), []) { Allow = problem.Allow };
        }
    }

    private async Task RefuseAsync(HttpContext context, string path, string instance, ApiProblem problem)
    {
        journal.Add(site.Now, context.Request.Method, path, context.Request.QueryString.Value ?? "", problem.Status, fault: null, []);
        await Answer.Problem(problem.Status, problem.ToJson(instance)).SendAsync(context);
    }

    private static ImmutableDictionary<string, string> Query(HttpRequest request) =>
        request.Query.ToImmutableDictionary(pair => pair.Key, pair => string.Join(',', pair.Value.ToArray()));

    private static async Task<JsonNode?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.Length == 0 ? null : JsonTree.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}

/// <summary>What an operation answered and changed.</summary>
internal sealed record Outcome(Answer Answer, ImmutableArray<string> Effects)
{
    public string? Allow { get; init; }
}
