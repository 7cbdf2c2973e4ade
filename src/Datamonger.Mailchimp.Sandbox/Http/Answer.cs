using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>Bytes that are about to be sent.</summary>
internal sealed record Answer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    public const string JsonType = "application/json; charset=utf-8";
    public const string ProblemType = "application/problem+json; charset=utf-8";
    public const string HtmlType = "text/html; charset=utf-8";

    /// <summary>Headers beyond the type.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    public static Answer Json(int status, JsonNode body) => new(status, JsonType, JsonTree.Utf8(body));

    public static Answer Problem(int status, JsonNode body) => new(status, ProblemType, JsonTree.Utf8(body));

    public static Answer Html(int status, string html) => new(status, HtmlType, Encoding.UTF8.GetBytes(html));

    public static Answer Redirect(string address) => new(302, null, default) { Headers = [("Location", address)] };

    public static Answer Empty(int status) => new(status, null, default);

    public async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (ContentType is not null)
            context.Response.ContentType = ContentType;
        foreach (var (name, value) in Headers)
            context.Response.Headers[name] = value;
        if (Status == 204)
            return;
        context.Response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
