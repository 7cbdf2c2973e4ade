using System.Text.Json.Nodes;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Cli.Preview.Json;

/// <summary>The issues of the workspace, newest first.</summary>
internal static class IssueListJson
{
    /// <summary>Slug, title and day of each.</summary>
    public static JsonObject Of(Workspace workspace) => new()
    {
        ["newsletter"] = workspace.Settings.Name,
        ["issues"] = Places.Array(((IIssueFiles)new WorkspaceFiles(workspace)).Issues.Reverse().Select(issue => new JsonObject
        {
            ["slug"] = issue.Slug, ["title"] = issue.Title, ["date"] = issue.Date?.ToString("yyyy-MM-dd"),
        })),
    };
}
