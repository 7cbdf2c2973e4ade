using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Cli.Preview.Json;

/// <summary>Small things that several answers hold.</summary>
internal static class Places
{
    /// <summary>A place: file, line, column, and all three as <c>data-source</c> has them.</summary>
    public static JsonObject Of(SourceLocation place) =>
        new()
        {
            ["file"] = place.File,
            ["line"] = place.Line,
            ["column"] = place.Column,
            ["id"] = place.ToString(),
        };

    /// <summary>Where data come from, for people.</summary>
    public static JsonArray Of(ImmutableArray<Dataset> datasets) =>
        Array(
            datasets.Select(dataset => new JsonObject
            {
                ["name"] = dataset.Name,
                ["file"] = dataset.Path,
                ["title"] = dataset.Title,
                ["publisher"] = dataset.Publisher,
                ["released"] = dataset.Released?.ToString("yyyy-MM-dd"),
                ["illustrative"] = dataset.Illustrative,
            })
        );

    /// <summary>A list.</summary>
    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string?> items) => new([.. items.Select(item => (JsonNode?)item)]);
}
