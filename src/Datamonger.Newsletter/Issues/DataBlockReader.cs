using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Issues;

/// <summary>Reads the YAML of a chart, table or list. Which keys a kind takes is the business of its stage.</summary>
internal sealed class DataBlockReader(BoundTextReader texts, DiagnosticBag diagnostics)
{
    /// <summary>A chart; null (reported) when it has no kind or its keys cannot be read.</summary>
    public ChartBlock? Chart(string kind, SourceLocation kindLocation, SourceLocation location, FenceText body)
    {
        if (kind.Length == 0)
        {
            diagnostics.Add(IssueRules.NoChartKind, location, "This chart has no kind.", "Write it behind the word: ```chart bar");
            return null;
        }
        if (Options(body, location, "chart") is not { } options)
            return null;
        return new ChartBlock(kind, options, location)
        {
            KindLocation = kindLocation,
            Texts = Texts(options),
            Data = DataOf(options),
        };
    }

    /// <summary>A table; null (reported) when its keys cannot be read.</summary>
    public TableBlock? Table(SourceLocation location, FenceText body)
    {
        if (Options(body, location, "table") is not { } options)
            return null;
        return new TableBlock(options, location) { Texts = Texts(options), Data = DataOf(options) };
    }

    /// <summary>A list; null (reported) when it names no partial or its keys cannot be read.</summary>
    public ListBlock? List(string partial, SourceLocation location, FenceText body)
    {
        if (partial.Length == 0)
        {
            diagnostics.Add(IssueRules.NoPartial, location, "This list names no partial.", "Write it behind the word: ```list releases");
            return null;
        }
        if (Options(body, location, "list") is not { } options)
            return null;
        return new ListBlock(partial, options, location) { Texts = Texts(options), Data = DataOf(options) };
    }

    private YamlMapping? Options(FenceText body, SourceLocation location, string what)
    {
        if (!YamlReader.TryRead(body.From(0), body.Place, diagnostics, out var node))
            return null;
        if (node is null or YamlMapping)
            return (node as YamlMapping ?? YamlMapping.Empty(location)) with { Location = location };
        diagnostics.Add(
            IssueRules.NotMapping,
            node.Location,
            $"The body of this {what} is not key: value lines.",
            "Begin with data: and the name of a query."
        );
        return null;
    }

    // Charts and tables are drawn once for everybody: figures may stand in their texts, merge tags may not.
    private ImmutableDictionary<string, BoundText> Texts(YamlMapping options) =>
        options
            .Entries.Where(entry => entry.Key.Value != "data" && entry.Value is YamlScalar { IsNull: false })
            .ToImmutableDictionary(entry => entry.Key.Value, entry => texts.Read((YamlScalar)entry.Value, mergeTags: false));

    private static string? DataOf(YamlMapping options) => options["data"] is YamlScalar { IsNull: false } data ? data.Value : null;
}
