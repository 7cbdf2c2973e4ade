using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Cli.Preview.Hosting;

/// <summary>What a request gets.</summary>
internal sealed record Answer(int Status, string MediaType, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// For an email in its frame: styles and our own pictures, nothing from elsewhere. No script runs in it, yet the page around it
    /// may read it (allow-same-origin without allow-scripts), which is how a figure tells where it comes from.
    /// </summary>
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        + "sandbox allow-same-origin";

    /// <summary>What the browser may do with it.</summary>
    public string Policy { get; init; } = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>The name under which it is saved; null for what is shown.</summary>
    public string? SavedAs { get; init; }

    /// <summary>There is no such thing.</summary>
    public static Answer NotFound { get; } = Text(StatusCodes.Status404NotFound, "There is nothing here.");

    /// <summary>Data.</summary>
    public static Answer Json(JsonNode json, int status = StatusCodes.Status200OK) =>
        new(status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>Plain text.</summary>
    public static Answer Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    /// <summary>An email or archive page.</summary>
    public static Answer Mail(string html) =>
        new(StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html)) { Policy = MailPolicy };

    /// <summary>A file to save.</summary>
    public static Answer Download(string name, string mediaType, ReadOnlyMemory<byte> bytes) =>
        new(StatusCodes.Status200OK, mediaType, bytes) { SavedAs = name };

    /// <summary>Sends it.</summary>
    public async Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = MediaType;
        response.ContentLength = Body.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        if (SavedAs is not null)
            response.Headers.ContentDisposition = $"attachment; filename=\"{SavedAs}\"";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
