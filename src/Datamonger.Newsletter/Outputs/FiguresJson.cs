using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;

namespace Datamonger.Newsletter.Outputs;

/// <summary>
/// Writes <c>figures.json</c>: every figure of an issue with its place, expression, value as printed, the cells it read and the
/// datasets behind them; and the columns of every dataset that the issue reads. What <c>diff</c> compares, and what an editor shows who
/// asks where a number comes from.
/// </summary>
public static class FiguresJson
{
    /// <summary>The file's text, in the order of the figures' places.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="datasets">All that the issue reads, also where no figure stands on it, with their columns.</param>
    public static string Write(IssueFigures figures, ImmutableArray<Dataset> datasets) =>
        JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("figures");
            foreach (var figure in figures.All)
                Figure(json, figure, figures.Editions);
            json.WriteEndArray();
            json.WriteStartArray("datasets");
            foreach (var dataset in datasets)
                Columns(json, dataset);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void Columns(Utf8JsonWriter json, Dataset dataset)
    {
        json.WriteStartObject();
        json.WriteString("name", dataset.Name);
        json.WriteString("file", dataset.Path);
        json.WriteString("sha256", dataset.Hash);
        json.WriteStartObject("columns");
        foreach (var column in dataset.Columns)
            json.WriteString(column.Name, column.Type.ToString().ToLowerInvariant());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Figure(Utf8JsonWriter json, Figure figure, Editions? editions)
    {
        json.WriteStartObject();
        json.WriteString("place", figure.Expression.Location.ToString());
        json.WriteString("expression", figure.Expression.Expression);
        json.WriteString("printed", figure.Text);
        json.WriteString("value", PlainValue.Of(figure.Value));
        if (!figure.Personal.IsEmpty)
        {
            json.WriteStartArray("personal");
            foreach (var value in figure.Personal)
            {
                if (editions is { AreDrawn: false })
                    JsonText.Line(json, line => Personal(line, value));
                else
                    Personal(json, value);
            }
            json.WriteEndArray();
        }
        if (figure.Citation is not null)
            json.WriteString("cited", figure.Citation);
        json.WriteStartArray("cells");
        // Of very many keys the default's stand for all: the others are those of the same columns in another row.
        foreach (
            var cell in editions is { AreDrawn: false } && figure.ValueIn(editions.Default) is { } otherwise
                ? otherwise.Cells
                : figure.Cells
        )
        {
            json.WriteStartObject();
            json.WriteString("query", cell.Query);
            json.WriteNumber("row", cell.Row + 1);
            json.WriteString("column", cell.Column);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("datasets");
        foreach (var dataset in figure.Datasets)
            Dataset(json, dataset);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Above these, "printed" and "value" are the default's.
    private static void Personal(Utf8JsonWriter json, PersonalValue value)
    {
        json.WriteStartObject();
        json.WriteString("key", value.Key);
        json.WriteString("printed", value.Text);
        json.WriteString("value", PlainValue.Of(value.Value));
        json.WriteEndObject();
    }

    /// <summary>Writes what a file was made from: its table, hash and release.</summary>
    internal static void Dataset(Utf8JsonWriter json, Dataset dataset)
    {
        json.WriteStartObject();
        json.WriteString("name", dataset.Name);
        json.WriteString("file", dataset.Path);
        json.WriteString("sha256", dataset.Hash);
        if (dataset.Title is not null)
            json.WriteString("title", dataset.Title);
        if (dataset.Publisher is not null)
            json.WriteString("publisher", dataset.Publisher);
        if (dataset.Released is { } released)
            json.WriteString("released", PlainValue.Of(released));
        if (dataset.Retrieved is { } retrieved)
            json.WriteString("retrieved", PlainValue.Of(retrieved));
        json.WriteEndObject();
    }
}
