using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>
/// Keeps other web pages out: the Host must be a name of this machine's loopback with our port, and what changes
/// something may not come from a page of another origin.
/// </summary>
internal static class RequestGuard
{
    /// <summary>The status to refuse with, or null when the call may pass.</summary>
    public static int? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (!IsOurs(request.Host, context.Connection.LocalPort))
            return StatusCodes.Status421MisdirectedRequest;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return null;
        var origin = request.Headers.Origin.ToString();
        if (
            origin.Length > 0
            && (
                !Uri.TryCreate(origin, UriKind.Absolute, out var from)
                || from.Scheme != Uri.UriSchemeHttp
                || !IsOurs(new HostString(from.Authority), context.Connection.LocalPort)
            )
        )
            return StatusCodes.Status403Forbidden;
        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" ? StatusCodes.Status403Forbidden : null;
    }

    private static bool IsOurs(HostString host, int port) =>
        (host.Port ?? 80) == port
        && (
            host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        );

    /// <summary>What every answer carries.</summary>
    public static void Harden(HttpResponse response)
    {
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}
