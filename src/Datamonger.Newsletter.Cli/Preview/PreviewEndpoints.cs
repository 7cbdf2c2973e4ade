using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Cli.Preview.Hosting;
using Datamonger.Newsletter.Cli.Preview.Json;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Workspaces;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Cli.Preview;

/// <summary>What the page asks for. Whatever a path names is looked up in what was built; none becomes a path of the disk.</summary>
internal sealed class PreviewEndpoints(
    IssueStore store,
    UpdateHub hub,
    TestSending tests,
    PreviewGuard guard,
    TimeProvider time,
    CancellationToken stopping
)
{
    /// <summary>Answers a request that the guard has let pass.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "/").Split('/')[1..];
        var posted = HttpMethods.IsPost(context.Request.Method);
        if (parts is ["events"] && !posted)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await hub.ServeAsync(context, context.Request.Query["issue"], either.Token);
            return;
        }
        var answer = (posted ? await PostAsync(parts, context) : await GetAsync(parts, context)) ?? Answer.NotFound;
        await answer.SendAsync(context);
    }

    private async Task<Answer?> GetAsync(string[] parts, HttpContext context) =>
        parts switch
        {
            [""] => guard.MayRead(context) ? PreviewAssets.Shell(guard.Token) : PreviewAssets.Locked(),
            ["assets", var name] => PreviewAssets.Find(name),
            ["api", "issues"] => Answer.Json(IssueListJson.Of(store.Workspace)),
            ["api", "issues", var slug, .. var rest] when await store.FindAsync(slug, context.RequestAborted) is { } issue => About(
                issue,
                rest,
                context.Request
            ),
            ["mail", var slug, .. var rest] when await store.FindAsync(slug, context.RequestAborted) is { } issue => Mail(
                issue,
                rest,
                context.Request
            ),
            _ => null,
        };

    private async Task<Answer?> PostAsync(string[] parts, HttpContext context)
    {
        if (parts is ["session"])
        {
            guard.Admit(context);
            return Answer.Text(StatusCodes.Status200OK, "");
        }
        if (parts is ["api", "issues", var again, "check"] && await store.RebuildAsync(again, context.RequestAborted) is { } rebuilt)
        {
            hub.Updated(rebuilt.Slug, rebuilt.Version);
            return Answer.Json(State(rebuilt, context.Request));
        }
        return
            parts is ["api", "issues", var slug, "test"]
            && await store.FindAsync(slug, context.RequestAborted) is { Current: { } build } issue
            ? await tests.SendAsync(context.Request, issue.Workspace, build, context.RequestAborted)
            : null;
    }

    private Answer? About(PreviewedIssue issue, string[] rest, HttpRequest request) =>
        (rest, issue.Current) switch
        {
            ([], _) => Answer.Json(State(issue, request)),
            (["source"], { } build) => Answer.Json(
                SourceFiles.ToJson(SourceFiles.Of(build, issue.Workspace, IssueJson.AllFindings(issue, store.Personas)))
            ),
            (["html"], { } build) => Answer.Text(StatusCodes.Status200OK, build.Email.Html),
            (["outputs.zip"], { } build) => Answer.Download(issue.Slug + ".zip", "application/zip", OutputsZip.Of(issue.Workspace, build)),
            _ => null,
        };

    private Answer? Mail(PreviewedIssue issue, string[] rest, HttpRequest request)
    {
        var asItIs = AsItIs(request);
        if ((asItIs ? issue.Current ?? issue.Shown : issue.Shown) is not { Email: var email })
            return null;
        return rest switch
        {
            ["email.html"] => Answer.Mail(
                ClientView.Of(request.Query).Apply(Reading(issue, email, request).Html(issue.MarkedHtml(asItIs)!))
            ),
            ["web.html"] => Answer.Mail(ClientView.Of(request.Query).Apply(email.Web)),
            ["images", var name] when email.Images.FirstOrDefault(image => image.FileName == name) is { } image => new Answer(
                StatusCodes.Status200OK,
                image.MediaType,
                image.Bytes.AsMemory()
            ),
            [.. var path] when email.DataFiles.FirstOrDefault(file => file.FileName == string.Join('/', path)) is { } file =>
                Answer.Download(path[^1], "text/csv; charset=utf-8", file.Bytes.AsMemory()),
            _ => null,
        };
    }

    private JsonObject State(PreviewedIssue issue, HttpRequest request) =>
        IssueJson.Of(
            issue,
            store.Personas,
            store.Personas.Find(request.Query["persona"].FirstOrDefault()),
            AsItIs(request),
            time.GetUtcNow()
        );

    private PersonaReading Reading(PreviewedIssue issue, Email email, HttpRequest request) =>
        new(store.Personas.Find(request.Query["persona"].FirstOrDefault()), email, issue.Workspace.Settings, time.GetUtcNow());

    // An editor may look at an unfinished email instead of the last whole one.
    private static bool AsItIs(HttpRequest request) => request.Query["draft"] == "on";
}
