using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>Whom an email was rendered for, as they were when it was sent.</summary>
internal sealed record Person(JsonObject Json)
{
    private static readonly string[] AddressParts = ["addr1", "addr2", "city", "state", "zip", "country"];

    public string Email => Json["values"]!["EMAIL"].Text() ?? "";

    public string UniqueId => Json["unique_id"].Text() ?? "";

    public string Language => Json["language"].Text() ?? "";

    public ImmutableDictionary<string, string> Values =>
        Json["values"]!.AsObject().ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Text() ?? "");

    public ImmutableDictionary<string, ImmutableArray<string>> Interests => Groups(Json["interests"]!.AsObject());

    public static Person Of(Session store, Member member)
    {
        var values = new JsonObject();
        foreach (var (tag, value) in member.MergeFields)
            values[tag] = Text(value);
        values["EMAIL"] = member.Email;
        return New(
            values,
            member.UniqueId,
            member.Language,
            Groups(Lists.Interests(store, member.ListId).Where(interest => member.Interests.Contains(interest.Id)))
        );
    }

    /// <summary>Nobody: each field holds a marker with the field's name, as test emails of the service do.</summary>
    public static Person ForTest(Session store, string listId, string email)
    {
        var values = new JsonObject();
        foreach (var field in Lists.MergeFields(store, listId))
            values[field["tag"]!.GetValue<string>()] = $"<< Test {field["name"].Text()} >>";
        values["EMAIL"] = email;
        return New(values, Ids.From("test:" + email), "", []);
    }

    public static JsonObject Groups(IEnumerable<Interest> interests)
    {
        var groups = new JsonObject();
        foreach (var category in interests.GroupBy(interest => interest.Category))
            groups[category.Key] = JsonTree.Array(category.Select(interest => interest.Name));
        return groups;
    }

    public static ImmutableDictionary<string, ImmutableArray<string>> Groups(JsonObject groups) =>
        groups.ToImmutableDictionary(
            pair => pair.Key,
            pair => pair.Value!.AsArray().Select(name => name!.GetValue<string>()).ToImmutableArray()
        );

    private static Person New(JsonObject values, string uniqueId, string language, JsonObject interests) =>
        new(
            new JsonObject
            {
                ["values"] = values,
                ["unique_id"] = uniqueId,
                ["language"] = language,
                ["interests"] = interests,
            }
        );

    private static string Text(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonObject address => string.Join(", ", AddressParts.Select(part => address[part].Text() ?? "").Where(part => part.Length > 0)),
            _ => value.Text() ?? value.ToJsonString(),
        };
}
