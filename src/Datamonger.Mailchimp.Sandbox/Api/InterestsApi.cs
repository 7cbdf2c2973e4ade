using System.Globalization;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/lists/{list_id}/interest-categories</c> and the groups in them.</summary>
internal static class InterestsApi
{
    private const string Categories = "/lists/{list_id}/interest-categories";
    private const string Groups = Categories + "/{interest_category_id}/interests";
    private static readonly string[] Types = ["checkboxes", "dropdown", "radio", "hidden"];

    public static void Map(ApiRouter router)
    {
        router.Map("GET", Categories, AllCategories);
        router.Map("POST", Categories, CreateCategory);
        router.Map("GET", Categories + "/{interest_category_id}", call => new ApiAnswer(200, FindCategory(call)));
        router.Map("PATCH", Categories + "/{interest_category_id}", ChangeCategory);
        router.Map("DELETE", Categories + "/{interest_category_id}", DeleteCategory);
        router.Map("GET", Groups, AllGroups);
        router.Map("POST", Groups, CreateGroup);
        router.Map("GET", Groups + "/{interest_id}", call => new ApiAnswer(200, View(call, FindGroup(call))));
        router.Map("PATCH", Groups + "/{interest_id}", ChangeGroup);
        router.Map("DELETE", Groups + "/{interest_id}", DeleteGroup);
    }

    private static JsonObject ViewCategory(Row row) =>
        new()
        {
            ["list_id"] = row.Text("list_id"),
            ["id"] = row.Text("id"),
            ["title"] = row.Text("title"),
            ["display_order"] = row.Number("display_order"),
            ["type"] = row.Text("type"),
        };

    private static JsonObject View(ApiCall call, Interest interest) =>
        new()
        {
            ["category_id"] = interest.CategoryId,
            ["list_id"] = call["list_id"],
            ["id"] = interest.Id,
            ["name"] = interest.Name,
            // A number in text, as the service has it.
            ["subscriber_count"] = Subscribers(call, interest).ToString(CultureInfo.InvariantCulture),
            ["display_order"] = interest.Order,
        };

    private static long Subscribers(ApiCall call, Interest interest) =>
        call.Store.Count(
            "select count(*) from member where list_id = $1 and status = 'subscribed' and instr(interests, $2) > 0",
            call["list_id"],
            $"\"{interest.Id}\""
        );

    private static JsonObject FindCategory(ApiCall call) =>
        call.Store.First(
            "select * from category where list_id = $1 and id = $2",
            ViewCategory,
            ListsApi.Find(call).Id,
            call["interest_category_id"]
        ) ?? throw ApiProblem.NotFound();

    private static Interest FindGroup(ApiCall call)
    {
        FindCategory(call);
        return Lists
                .Interests(call.Store, call["list_id"])
                .FirstOrDefault(interest => interest.CategoryId == call["interest_category_id"] && interest.Id == call["interest_id"])
            ?? throw ApiProblem.NotFound();
    }

    private static ApiAnswer AllCategories(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var type = call.Query("type");
        var categories = call
            .Store.All("select * from category where list_id = $1 order by display_order, rowid", ViewCategory, list.Id)
            .Where(category => type is null || category["type"].Text() == type)
            .ToList();
        return call.Collection("categories", categories, category => category, ("list_id", list.Id));
    }

    private static ApiAnswer CreateCategory(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var body = call.Body;
        var (title, type) = (body.Text("title", required: true) ?? "", body.Text("type", required: true, Types));
        if (title.Contains(':', StringComparison.Ordinal))
            body.Fail("title", "A colon would break the INTERESTED tag.");
        var order = body.Whole("display_order") ?? 0;
        body.Done();
        var id = Ids.New();
        call.Store.Execute(
            "insert into category (id, list_id, title, type, display_order) values ($1, $2, $3, $4, $5)",
            id,
            list.Id,
            title,
            type,
            order
        );
        call.Effect("interest-category.create");
        return new ApiAnswer(200, call.Store.First("select * from category where id = $1", ViewCategory, id));
    }

    private static ApiAnswer ChangeCategory(ApiCall call)
    {
        var category = FindCategory(call);
        var body = call.Body;
        var (title, type) = (body.Text("title", required: true), body.Text("type", required: true, Types));
        var order = body.Whole("display_order") ?? category["display_order"]!.GetValue<long>();
        body.Done();
        call.Store.Execute(
            "update category set title = $2, type = $3, display_order = $4 where id = $1",
            category["id"].Text(),
            title,
            type,
            order
        );
        call.Effect("interest-category.update");
        return new ApiAnswer(200, FindCategory(call));
    }

    private static ApiAnswer DeleteCategory(ApiCall call)
    {
        call.Store.Execute("delete from category where id = $1", FindCategory(call)["id"].Text());
        call.Effect("interest-category.delete");
        return new ApiAnswer(204, null);
    }

    private static ApiAnswer AllGroups(ApiCall call)
    {
        FindCategory(call);
        var interests = Lists
            .Interests(call.Store, call["list_id"])
            .Where(interest => interest.CategoryId == call["interest_category_id"])
            .ToList();
        return call.Collection(
            "interests",
            interests,
            interest => View(call, interest),
            ("list_id", call["list_id"]),
            ("category_id", call["interest_category_id"])
        );
    }

    private static ApiAnswer CreateGroup(ApiCall call)
    {
        FindCategory(call);
        var body = call.Body;
        var name = body.Text("name", required: true);
        var order = body.Whole("display_order") ?? 0;
        body.Done();
        var id = Ids.New();
        call.Store.Execute(
            "insert into interest (id, list_id, category_id, name, display_order) values ($1, $2, $3, $4, $5)",
            id,
            call["list_id"],
            call["interest_category_id"],
            name,
            order
        );
        call.Effect("interest.create");
        return new ApiAnswer(200, View(call, Lists.Interests(call.Store, call["list_id"]).First(interest => interest.Id == id)));
    }

    private static ApiAnswer ChangeGroup(ApiCall call)
    {
        var interest = FindGroup(call);
        var body = call.Body;
        var name = body.Text("name", required: true);
        body.Done();
        call.Store.Execute("update interest set name = $2 where id = $1", interest.Id, name);
        call.Effect("interest.update");
        return new ApiAnswer(200, View(call, FindGroup(call)));
    }

    private static ApiAnswer DeleteGroup(ApiCall call)
    {
        call.Store.Execute("delete from interest where id = $1", FindGroup(call).Id);
        call.Effect("interest.delete");
        return new ApiAnswer(204, null);
    }
}
