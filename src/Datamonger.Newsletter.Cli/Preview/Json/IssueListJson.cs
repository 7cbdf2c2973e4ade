using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Preview.Json;

/// <summary>The issues of the workspace, newest first.</summary>
internal static class IssueListJson
{
    /// <summary>Slug, title and day of each.</summary>
    public static JsonObject Of(Workspace workspace) =>
        new()
        {
            ["newsletter"] = workspace.Settings.Name,
            ["issues"] = Places.Array(
                Read(workspace)
                    .Reverse()
                    .Select(issue => new JsonObject
                    {
                        ["slug"] = issue.Slug,
                        ["title"] = issue.Title,
                        ["date"] = issue.Date?.ToString("yyyy-MM-dd"),
                    })
            ),
        };

    private static ImmutableArray<IssueReference> Read(Workspace workspace)
    {
        try
        {
            return new WorkspaceFiles(workspace).Issues;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // One that cannot be read must not hide the others; opening it tells why.
            return [.. workspace.Slugs.Select(slug => new IssueReference(slug, slug, null))];
        }
    }
}
