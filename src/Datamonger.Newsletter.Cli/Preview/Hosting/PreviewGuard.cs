using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Datamonger.Newsletter.Cli.Preview.Hosting;

/// <summary>
/// Keeps other web pages out. The Host must name this machine and our port, so that no foreign name that resolves to loopback reads
/// anything; no page of another origin may ask, but for a link to the page itself. Whoever reads needs the token that the program printed,
/// since other users of this machine reach loopback, too; what does something needs it in a header, which no other page can send.
/// </summary>
internal sealed class PreviewGuard
{
    /// <summary>The header that carries the token.</summary>
    public const string TokenHeader = "X-Preview-Token";

    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]"];

    // Nothing of ours has a path like these; whoever asks for one tries where it leads.
    private static readonly string[] Tricks = ["..", "//", "\\", "%2e", "%2f", "%5c", "%25", "%00"];

    /// <summary>New for each start, 32 random bytes in hex.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The status to refuse with, or null when the request may pass.</summary>
    public int? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (!IsOurs(request.Headers.Host.ToString(), context.Connection.LocalPort))
            return StatusCodes.Status421MisdirectedRequest;
        if (IsTrick(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
            return StatusCodes.Status404NotFound;
        if (IsForeign(request, context.Connection.LocalPort))
            return StatusCodes.Status403Forbidden;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return IsPublic(request.Path) || MayRead(context) ? null : StatusCodes.Status403Forbidden;
        if (!HttpMethods.IsPost(request.Method))
            return StatusCodes.Status405MethodNotAllowed;
        return HasToken(request) ? null : StatusCodes.Status403Forbidden;
    }

    /// <summary>Whether a request proves that it comes from whoever started the preview: by the header, or by the cookie.</summary>
    public bool MayRead(HttpContext context) =>
        HasToken(context.Request) || IsToken(context.Request.Cookies[CookieOf(context.Connection.LocalPort)]);

    /// <summary>Lets the browser of a request that has the token read from now on. Other servers of this machine have cookies of other names.</summary>
    public void Admit(HttpContext context) =>
        context.Response.Cookies.Append(
            CookieOf(context.Connection.LocalPort),
            Token,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict,
                Path = "/",
            }
        );

    // The page that asks for the token, and what every copy of this program has alike.
    private static bool IsPublic(PathString path) => path == "/" || path.StartsWithSegments("/assets");

    private bool HasToken(HttpRequest request) => IsToken(request.Headers[TokenHeader].ToString());

    private bool IsToken(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token));

    private static string CookieOf(int port) => FormattableString.Invariant($"preview-{port}");

    private static bool IsForeign(HttpRequest request, int port)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !(origin.StartsWith("http://", StringComparison.Ordinal) && IsOurs(origin["http://".Length..], port)))
            return true;
        // A browser says where a request comes from; another port of this machine is another site's page too.
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("cross-site" or "same-site"))
            return false;
        return !(
            HttpMethods.IsGet(request.Method)
            && request.Path == "/"
            && request.Headers["Sec-Fetch-Mode"] == "navigate"
            && request.Headers["Sec-Fetch-Dest"] == "document"
        );
    }

    private static bool IsOurs(string host, int port) =>
        Hosts.Any(name =>
            host.Equals($"{name}:{port}", StringComparison.OrdinalIgnoreCase)
            || (port == 80 && host.Equals(name, StringComparison.OrdinalIgnoreCase))
        );

    private static bool IsTrick(string target)
    {
        var path = target.AsSpan(0, target.IndexOf('?') is var query and >= 0 ? query : target.Length);
        foreach (var trick in Tricks)
        {
            if (path.Contains(trick, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>What every answer carries.</summary>
    public static void Harden(HttpResponse response)
    {
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
