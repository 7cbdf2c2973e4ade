using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Charts;

namespace Datamonger.Newsletter.Cli.Preview.Json;

/// <summary>Charts with their words and their data.</summary>
internal static class ChartJson
{
    private const int MostRows = 200;

    /// <summary>The charts of a build in the order of the text.</summary>
    public static JsonArray Of(IssueBuild build) => Places.Array(build.Charts.All.Select(chart => Of(chart, build)));

    private static JsonObject Of(RenderedChart chart, IssueBuild build) =>
        new()
        {
            ["place"] = Places.Of(chart.Block.Location),
            ["kind"] = chart.Block.Kind,
            ["title"] = chart.Title,
            ["subtitle"] = chart.Subtitle,
            ["source"] = chart.Source,
            ["alt"] = chart.Alt,
            ["drawn"] =
                chart.Image is not null ? "picture"
                : chart.Cells is not null ? "cells"
                : null,
            ["image"] = chart.Image is { } image
                ? new JsonObject
                {
                    ["name"] = image.FileName,
                    ["bytes"] = image.Png.Length,
                    ["width"] = image.Width,
                    ["height"] = image.Height,
                }
                : null,
            ["failure"] = chart.Failure,
            ["query"] = chart.Block.Data,
            ["headings"] = Places.Texts(chart.Headings.IsEmpty ? chart.Data.ColumnNames : chart.Headings),
            ["rows"] = Places.Array(chart.Printed.Take(MostRows).Select(row => (JsonNode?)Places.Texts(row))),
            ["rowCount"] = chart.Data.RowCount,
            ["datasets"] = Places.Of(chart.Block.Data is { } name && build.Tables.Find(name) is { } table ? table.Datasets : []),
        };
}
