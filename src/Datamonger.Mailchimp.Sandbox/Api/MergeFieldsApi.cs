using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/lists/{list_id}/merge-fields</c>. EMAIL is a tag of every audience and never listed.</summary>
internal static class MergeFieldsApi
{
    private const int LongestTag = 10;
    private const int MostFields = 80;
    private static readonly string[] Types =
    [
        "text",
        "number",
        "address",
        "phone",
        "date",
        "url",
        "imageurl",
        "radio",
        "dropdown",
        "birthday",
        "zip",
    ];
    private static readonly string[] Reserved = ["EMAIL", "UNSUB", "ARCHIVE", "FORWARD", "UPDATE", "REWARDS", "DATE", "TITLE", "INTERESTS"];

    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/lists/{list_id}/merge-fields", All);
        router.Map("POST", "/lists/{list_id}/merge-fields", Create);
        router.Map("GET", "/lists/{list_id}/merge-fields/{merge_id}", call => new ApiAnswer(200, Find(call)));
        router.Map("PATCH", "/lists/{list_id}/merge-fields/{merge_id}", Change);
        router.Map("DELETE", "/lists/{list_id}/merge-fields/{merge_id}", Delete);
    }

    /// <summary>A text field without a default, in the API's shape.</summary>
    public static JsonObject New(long number, string tag, string name, string listId) =>
        new()
        {
            ["merge_id"] = number,
            ["tag"] = tag,
            ["name"] = name,
            ["type"] = "text",
            ["required"] = false,
            ["default_value"] = "",
            ["public"] = true,
            ["display_order"] = number + 1,
            ["options"] = new JsonObject { ["size"] = 25 },
            ["help_text"] = "",
            ["list_id"] = listId,
        };

    private static ApiAnswer All(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var (type, required) = (call.Query("type"), call.Query("required"));
        var fields = Lists
            .MergeFields(call.Store, list.Id)
            .Where(field => type is null || field["type"].Text() == type)
            .Where(field => required is null || field["required"].IsTrue() == call.Flag("required"))
            .ToList();
        return call.Collection("merge_fields", fields, field => field, ("list_id", list.Id));
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var list = ListsApi.Find(call);
        var taken = Lists.MergeFields(call.Store, list.Id);
        if (taken.Length >= MostFields)
            throw ApiProblem.Bad("Invalid Resource", $"An audience has at most {MostFields} merge fields.");
        var number = call.Store.Count("select coalesce(max(merge_id), 0) + 1 from merge_field where list_id = $1", list.Id);
        var body = call.Body;
        body.Text("name", required: true);
        body.Text("type", required: true);
        var field = Read(body, New(number, $"MMERGE{number}", "", list.Id), taken);
        Lists.SaveMergeField(call.Store, list.Id, field);
        call.Effect("merge-field.create");
        return new ApiAnswer(200, field);
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var field = Find(call);
        var before = field["tag"]!.GetValue<string>();
        if (call.Body.Text("type") is { } type && type != field["type"].Text())
            throw ApiProblem.Invalid("type", "The type of a merge field cannot be changed.");
        var others = Lists.MergeFields(call.Store, call["list_id"]).Where(other => other["tag"].Text() != before);
        field = Read(call.Body, field, others);
        Lists.SaveMergeField(call.Store, call["list_id"], field);
        if (field["tag"]!.GetValue<string>() is var tag && tag != before)
            Members.RenameField(call.Store, call["list_id"], before, tag);
        call.Effect("merge-field.update");
        return new ApiAnswer(200, field);
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        Find(call);
        call.Store.Execute("delete from merge_field where list_id = $1 and merge_id = $2", call["list_id"], call.Number("merge_id"));
        call.Effect("merge-field.delete");
        return new ApiAnswer(204, null);
    }

    private static JsonObject Find(ApiCall call)
    {
        ListsApi.Find(call);
        return call.Store.First(
                "select body from merge_field where list_id = $1 and merge_id = $2",
                row => row.Json("body"),
                call["list_id"],
                call.Number("merge_id")
            ) ?? throw ApiProblem.NotFound();
    }

    private static JsonObject Read(BodyReader body, JsonObject field, IEnumerable<JsonObject> others)
    {
        if (body.Text("name") is { } name)
            field["name"] = name.Length > 0 ? name : field["name"].Text();
        if (body.Text("type", oneOf: Types) is { } type)
            field["type"] = type;
        if (body.Text("tag") is { Length: > 0 } tag)
        {
            field["tag"] = tag = tag.ToUpperInvariant();
            if (tag.Length > LongestTag)
                body.Fail("tag", $"At most {LongestTag} characters.");
            if (!tag.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_'))
                body.Fail("tag", "Letters, digits and underscores only.");
            if (Reserved.Contains(tag))
                body.Fail("tag", "This name belongs to a system tag.");
        }
        if (others.Any(other => other["tag"].Text() == field["tag"].Text()))
            body.Fail("tag", "Another merge field of this audience has this tag.");
        if (body.Flag("required") is { } required)
            field["required"] = required;
        if (body.Flag("public") is { } visible)
            field["public"] = visible;
        if (body.Text("default_value") is { } value)
            field["default_value"] = value;
        if (body.Text("help_text") is { } help)
            field["help_text"] = help;
        if (body.Whole("display_order") is { } order)
            field["display_order"] = order;
        if (body.Object("options") is { } options)
        {
            var kept = new JsonObject { ["size"] = options.Whole("size") ?? 25 };
            if (options.Whole("default_country") is { } country)
                kept["default_country"] = country;
            if (options.Text("phone_format") is { } phone)
                kept["phone_format"] = phone;
            if (options.Text("date_format") is { } date)
                kept["date_format"] = date;
            if (options.Texts("choices") is { } choices)
                kept["choices"] = JsonTree.Array(choices);
            field["options"] = kept;
        }
        if (field["type"].Text() is "dropdown" or "radio" && field["options"]?["choices"] is null)
            body.Fail("options.choices", "This type needs its choices.");
        body.Done();
        return field;
    }
}
