using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>
/// Cuts an answer to <c>fields</c>, or rids it of <c>exclude_fields</c>. Paths are separated by dots and pass through lists.
/// </summary>
internal static class FieldFilter
{
    public static JsonNode? Apply(JsonNode? body, string? fields, string? excluded)
    {
        if (body is null)
            return null;
        if (fields is not null)
            Keep(body, Paths(fields));
        else if (excluded is not null)
            Drop(body, Paths(excluded));
        return body;
    }

    private static string[][] Paths(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(path => path.Split('.'))];

    private static void Keep(JsonNode node, string[][] paths)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                if (item is not null)
                    Keep(item, paths);
        }
        else if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                var below = paths.Where(path => path.Length > 0 && path[0] == name).ToArray();
                if (below.Length == 0)
                    members.Remove(name);
                else if (below.All(path => path.Length > 1) && members[name] is { } inner)
                    Keep(inner, [.. below.Select(path => path[1..])]);
            }
        }
    }

    private static void Drop(JsonNode node, string[][] paths)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                if (item is not null)
                    Drop(item, paths);
        }
        else if (node is JsonObject members)
        {
            foreach (var path in paths)
            {
                if (path.Length == 1)
                    members.Remove(path[0]);
                else if (members[path[0]] is { } inner)
                    Drop(inner, [path[1..]]);
            }
        }
    }
}
