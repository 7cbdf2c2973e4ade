using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/templates</c>: kept and listed. Campaigns take whole HTML here, never a template.</summary>
internal static class TemplatesApi
{
    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/templates", All);
        router.Map("POST", "/templates", Create);
        router.Map("GET", "/templates/{template_id}", call => new ApiAnswer(200, Find(call)));
        router.Map("PATCH", "/templates/{template_id}", Change);
        router.Map("DELETE", "/templates/{template_id}", Delete);
    }

    private static JsonObject View(Row row) =>
        new()
        {
            ["id"] = row.Number("id"),
            ["type"] = "user",
            ["name"] = row.Text("name"),
            ["drag_and_drop"] = false,
            ["responsive"] = false,
            ["category"] = "",
            ["date_created"] = row.Text("created"),
            ["date_edited"] = row.Text("edited"),
            ["created_by"] = "Sandbox Editor",
            ["edited_by"] = "Sandbox Editor",
            ["active"] = row.Flag("active"),
            ["folder_id"] = row.Text("folder_id"),
            ["thumbnail"] = "",
            ["share_url"] = "",
            ["content_type"] = "html",
        };

    private static ApiAnswer All(ApiCall call)
    {
        var (type, folder) = (call.Query("type"), call.Query("folder_id"));
        var templates = call
            .Store.All("select * from template where active = 1 order by id", View)
            .Where(template =>
                (type is null || template["type"].Text() == type) && (folder is null || template["folder_id"].Text() == folder)
            )
            .ToList();
        if (call.Descending)
            templates.Reverse();
        return call.Collection("templates", templates, template => template);
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var body = call.Body;
        var (name, html, folder) = (body.Text("name", required: true), body.Text("html", required: true), body.Text("folder_id"));
        body.Done();
        var id = call.Store.Insert(
            "insert into template (name, folder_id, html, active, created, edited) values ($1, $2, $3, 1, $4, $4)",
            name,
            folder ?? "",
            html,
            call.Now
        );
        call.Effect("template.create");
        return new ApiAnswer(200, call.Store.First("select * from template where id = $1", View, id));
    }

    private static ApiAnswer Change(ApiCall call)
    {
        Find(call);
        var body = call.Body;
        var (name, html) = (body.Text("name", required: true), body.Text("html", required: true));
        body.Done();
        call.Store.Execute(
            "update template set name = $2, html = $3, edited = $4 where id = $1",
            call.Number("template_id"),
            name,
            html,
            call.Now
        );
        call.Effect("template.update");
        return new ApiAnswer(200, Find(call));
    }

    /// <summary>The service keeps a deleted template, inactive; sent campaigns may refer to it.</summary>
    private static ApiAnswer Delete(ApiCall call)
    {
        Find(call);
        call.Store.Execute("update template set active = 0 where id = $1", call.Number("template_id"));
        call.Effect("template.delete");
        return new ApiAnswer(204, null);
    }

    private static JsonObject Find(ApiCall call) =>
        call.Store.First("select * from template where id = $1", View, call.Number("template_id")) ?? throw ApiProblem.NotFound();
}
