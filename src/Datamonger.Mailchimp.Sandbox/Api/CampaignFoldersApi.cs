using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/campaign-folders</c>.</summary>
internal static class CampaignFoldersApi
{
    public static void Map(ApiRouter router)
    {
        router.Map(
            "GET",
            "/campaign-folders",
            call =>
                call.Collection(
                    "folders",
                    call.Store.All("select * from campaign_folder order by rowid", row => View(call, row)),
                    folder => folder
                )
        );
        router.Map("POST", "/campaign-folders", Create);
        router.Map("GET", "/campaign-folders/{folder_id}", call => new ApiAnswer(200, Find(call)));
        router.Map("PATCH", "/campaign-folders/{folder_id}", Change);
        router.Map("DELETE", "/campaign-folders/{folder_id}", Delete);
    }

    private static JsonObject View(ApiCall call, Row row) =>
        new()
        {
            ["name"] = row.Text("name"),
            ["id"] = row.Text("id"),
            ["count"] = call.Store.Count("select count(*) from campaign where folder_id = $1", row.Text("id")),
        };

    private static JsonObject Find(ApiCall call) =>
        call.Store.First("select * from campaign_folder where id = $1", row => View(call, row), call["folder_id"])
        ?? throw ApiProblem.NotFound();

    private static ApiAnswer Create(ApiCall call)
    {
        var body = call.Body;
        var name = body.Text("name", required: true);
        body.Done();
        var id = Ids.New();
        call.Store.Execute("insert into campaign_folder (id, name) values ($1, $2)", id, name);
        call.Effect("campaign-folder.create");
        return new ApiAnswer(200, call.Store.First("select * from campaign_folder where id = $1", row => View(call, row), id));
    }

    private static ApiAnswer Change(ApiCall call)
    {
        Find(call);
        var body = call.Body;
        var name = body.Text("name", required: true);
        body.Done();
        call.Store.Execute("update campaign_folder set name = $2 where id = $1", call["folder_id"], name);
        call.Effect("campaign-folder.update");
        return new ApiAnswer(200, Find(call));
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        Find(call);
        call.Store.Execute("delete from campaign_folder where id = $1", call["folder_id"]);
        foreach (var campaign in Campaigns.All(call.Store).Where(campaign => campaign.Setting("folder_id") == call["folder_id"]))
        {
            campaign.Settings["folder_id"] = "";
            Campaigns.Save(call.Store, campaign);
        }
        call.Effect("campaign-folder.delete");
        return new ApiAnswer(204, null);
    }
}
