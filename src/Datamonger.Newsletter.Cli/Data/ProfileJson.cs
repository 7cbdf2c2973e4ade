using System.Text.Json.Nodes;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Data.Queries.Profiles;

namespace Datamonger.Newsletter.Cli.Data;

/// <summary>What a table holds, as JSON.</summary>
internal static class ProfileJson
{
    /// <summary>The whole of it.</summary>
    public static JsonObject Of(TableProfile profile) =>
        new()
        {
            ["table"] = profile.Name,
            ["file"] = profile.Dataset?.Path,
            ["sha256"] = profile.Dataset?.Hash,
            ["rows"] = profile.RowCount,
            ["columns"] = new JsonArray([.. profile.Columns.Select(Column)]),
            ["unmatched_authorities"] = new JsonArray([
                .. (profile.Dataset?.UnmatchedAuthorities ?? []).Select(cell =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["column"] = cell.Column,
                            ["row"] = cell.Row,
                            ["value"] = cell.Value,
                            ["nearest"] = cell.Nearest,
                        }
                ),
            ]),
        };

    private static JsonNode Column(ColumnSummary column) =>
        new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type.ToString().ToLowerInvariant(),
            ["years"] = column.AreYears,
            ["nulls"] = column.Nulls,
            ["distinct"] = column.Distinct,
            ["least"] = PlainValue.Of(column.Minimum),
            ["greatest"] = PlainValue.Of(column.Maximum),
            ["spread"] = new JsonArray([.. column.Spread.Select(count => (JsonNode)count)]),
            ["frequent"] = new JsonArray([
                .. column.Frequent.Select(value => (JsonNode)new JsonObject { ["value"] = value.Value, ["rows"] = value.Rows }),
            ]),
            ["markers"] = new JsonArray([
                .. column.Markers.Select(marker =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["marker"] = marker.Note.Marker,
                            ["meaning"] = marker.Note.Reason,
                            ["rows"] = marker.Rows,
                        }
                ),
            ]),
        };
}
