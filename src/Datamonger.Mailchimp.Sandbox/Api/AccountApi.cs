using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>GET /</c> and <c>GET /ping</c>.</summary>
internal static class AccountApi
{
    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/", Root);
        router.Map("GET", "/ping", _ => new ApiAnswer(200, new JsonObject { ["health_status"] = "Everything's Chimpy!" }));
    }

    private static ApiAnswer Root(ApiCall call)
    {
        var account = Accounts.Read(call.Store);
        account["total_subscribers"] = call.Store.Count("select count(*) from member where status = 'subscribed'");
        account["last_login"] = call.Now;
        account["industry_stats"] = new JsonObject
        {
            ["open_rate"] = 0,
            ["bounce_rate"] = 0,
            ["click_rate"] = 0,
        };
        return new ApiAnswer(200, account);
    }
}
