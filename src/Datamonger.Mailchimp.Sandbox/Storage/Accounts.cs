using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>The one account of a store, in the shape of the API's root.</summary>
internal static class Accounts
{
    /// <summary>The account's time zone is fixed: what is sent does not depend on the machine.</summary>
    public const string TimeZone = "Europe/London";

    public static JsonObject Read(Session store) => store.First("select body from account", row => row.Json("body"))!;

    public static void Create(Session store, string now, string id) =>
        store.Execute(
            "insert or ignore into account (id, body) values (1, $1)",
            new JsonObject
            {
                ["account_id"] = id,
                ["login_id"] = "5a4db00001",
                ["account_name"] = "Local sandbox",
                ["email"] = "editor@example.org",
                ["first_name"] = "Sandbox",
                ["last_name"] = "Editor",
                ["username"] = "sandbox",
                ["avatar_url"] = "",
                ["role"] = "owner",
                ["member_since"] = now,
                ["pricing_plan_type"] = "monthly",
                ["first_payment"] = now,
                ["account_timezone"] = TimeZone,
                ["account_industry"] = "",
                ["contact"] = new JsonObject
                {
                    ["company"] = "Sandbox Publishing",
                    ["addr1"] = "1 Example Street",
                    ["addr2"] = "",
                    ["city"] = "London",
                    ["state"] = "",
                    ["zip"] = "N1 1AA",
                    ["country"] = "GB",
                },
                ["pro_enabled"] = false,
            }
        );
}
