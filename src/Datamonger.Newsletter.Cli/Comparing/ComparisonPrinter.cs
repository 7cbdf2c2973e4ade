using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Data;
using Datamonger.Newsletter.Comparing;

namespace Datamonger.Newsletter.Cli.Comparing;

/// <summary>Prints which figures changed, from what to what, because of which dataset.</summary>
internal sealed class ComparisonPrinter(CliSession session)
{
    private const int ShownExpression = 64;
    private const int ShownHash = 8;

    /// <summary>Prints a comparison for people, or as JSON.</summary>
    /// <param name="issue">The path of the issue's file, to leave out where it would only repeat itself.</param>
    public void Print(string slug, string issue, Baseline baseline, FigureComparison comparison)
    {
        if (session.AsJson)
        {
            session.Reporter.Json(Json(slug, baseline.Name, comparison));
            return;
        }
        var shown = comparison.Changes.Where(change => change.Kind != FigureChangeKind.PrintsTheSame).ToList();
        var printer = new TablePrinter(session.Environment);
        if (shown.Count > 0)
        {
            printer.Print(
                [("place", false), ("was", false), ("is", false), ("figure", false), ("because of", false)],
                shown.Select(change =>
                    new[]
                    {
                        Place(change.Figure, issue) + (change.Figure.Key is { } key ? $", {key}" : ""),
                        change.Before?.Printed ?? "–",
                        change.After?.Printed ?? "–",
                        Cut(change.Figure.Expression),
                        change.Kind switch
                        {
                            FigureChangeKind.Added => "new",
                            FigureChangeKind.Removed => "gone",
                            _ => change.Because.IsEmpty ? "the issue" : string.Join(", ", change.Because),
                        },
                    }
                )
            );
        }
        if (!comparison.Datasets.IsEmpty)
        {
            printer.Print(
                [("dataset", false), ("file", false), ("was", false), ("is", false)],
                comparison.Datasets.Select(dataset =>
                    new[] { dataset.Name, (dataset.After ?? dataset.Before)!.File, State(dataset.Before), State(dataset.After) }
                )
            );
        }
        var same = comparison.Changes.Length - shown.Count;
        session.Reporter.Say(
            $"{slug} against {baseline.Name}: {(shown.Count == 0 ? "no figure" : TablePrinter.Count(shown.Count, "figure"))} changed, "
                + $"{comparison.Unchanged + same} did not{(same == 0 ? "" : $" ({same} of them only in digits that are not printed)")}."
        );
        if (baseline.Note is { } note)
            session.Reporter.Say(note);
    }

    private static string Place(FigureRecord figure, string issue) =>
        figure.Place.File == issue ? $"line {figure.Place.Line}" : $"{figure.Place.File}:{figure.Place.Line}";

    private static string State(DatasetRecord? dataset) =>
        dataset is null
            ? "–"
            : $"{dataset.Hash[..Math.Min(ShownHash, dataset.Hash.Length)]}{(dataset.Released is null ? "" : $", released {dataset.Released}")}";

    private static string Cut(string text) =>
        text.Length <= ShownExpression ? text : string.Concat(text.AsSpan(0, ShownExpression - 1), "…");

    private static JsonObject Json(string slug, string against, FigureComparison comparison) =>
        new()
        {
            ["issue"] = slug,
            ["against"] = against,
            ["unchanged"] = comparison.Unchanged,
            ["changes"] = new JsonArray([
                .. comparison.Changes.Select(change =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["kind"] = change.Kind switch
                            {
                                FigureChangeKind.Changed => "changed",
                                FigureChangeKind.PrintsTheSame => "prints_the_same",
                                FigureChangeKind.Added => "added",
                                _ => "removed",
                            },
                            ["place"] = change.Figure.Place.ToString(),
                            ["expression"] = change.Figure.Expression,
                            ["key"] = change.Figure.Key,
                            ["was"] = Json(change.Before),
                            ["is"] = Json(change.After),
                            ["because"] = new JsonArray([.. change.Because.Select(name => (JsonNode)name)]),
                        }
                ),
            ]),
            ["datasets"] = new JsonArray([
                .. comparison.Datasets.Select(dataset =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = dataset.Name,
                            ["file"] = (dataset.After ?? dataset.Before)!.File,
                            ["was"] = Json(dataset.Before),
                            ["is"] = Json(dataset.After),
                        }
                ),
            ]),
        };

    private static JsonObject? Json(FigureRecord? figure) =>
        figure is null ? null : new JsonObject { ["printed"] = figure.Printed, ["value"] = figure.Value };

    private static JsonObject? Json(DatasetRecord? dataset) =>
        dataset is null ? null : new JsonObject { ["sha256"] = dataset.Hash, ["released"] = dataset.Released };
}
