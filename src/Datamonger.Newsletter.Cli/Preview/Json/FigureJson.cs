using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Cli.Preview.Json;

/// <summary>Where a number comes from: its expression, the rows it read, the dataset behind them.</summary>
internal static class FigureJson
{
    // A figure over a whole column is explained by its first rows.
    private const int MostRows = 6;

    /// <summary>The figures of a build in the order of the text, as a persona reads them.</summary>
    public static JsonArray Of(IssueBuild build, Persona? persona)
    {
        var edition = build.Figures.Editions is { } editions
            ? editions.All.FirstOrDefault(edition => edition.Key == persona?.Fields.GetValueOrDefault(editions.Field)) ?? editions.Default
            : null;
        return Places.Array(
            build.Figures.All.Select(figure =>
                Of(
                    edition is null || figure.ValueIn(edition) is not { } own
                        ? figure
                        : figure with
                        {
                            Text = own.Text,
                            Value = own.Value,
                            Cells = own.Cells,
                        },
                    build
                )
            )
        );
    }

    private static JsonObject Of(Figure figure, IssueBuild build) =>
        new()
        {
            ["place"] = Places.Of(figure.Expression.Location),
            ["expression"] = figure.Expression.Expression,
            ["printed"] = figure.Text,
            ["value"] = PlainValue.Of(figure.Value),
            ["missing"] = figure.Text == Figure.Missing,
            ["cited"] = figure.Citation,
            ["queries"] = Places.Array(figure.Queries.Select(name => Query(name, build))),
            ["rows"] = Places.Array(
                figure
                    .Cells.GroupBy(cell => (cell.Query, cell.Row))
                    .Take(MostRows)
                    .Select(row => Row(row.Key.Query, row.Key.Row, [.. row.Select(cell => cell.Column)], build))
            ),
            ["rowsRead"] = figure.Cells.Select(cell => (cell.Query, cell.Row)).Distinct().Count(),
            ["datasets"] = Places.Of(figure.Datasets),
        };

    private static JsonObject Query(string name, IssueBuild build) =>
        new() { ["name"] = name, ["place"] = build.Tables.Find(name) is { } table ? Places.Of(table.Query.Location) : null };

    private static JsonObject Row(string query, int row, HashSet<string> read, IssueBuild build)
    {
        var table = build.Tables.Find(query)?.Table;
        return new JsonObject
        {
            ["query"] = query,
            ["row"] = row + 1,
            ["cells"] = Places.Array(
                (table?.Columns ?? []).Select(column => new JsonObject
                {
                    ["column"] = column.Name,
                    ["value"] = PlainValue.Of(column.Values[row]),
                    ["read"] = read.Contains(column.Name),
                })
            ),
        };
    }
}
