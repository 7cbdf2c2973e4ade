using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>Each chart and table says where its figures come from.</summary>
internal sealed class BlocksSaySource : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DataCheckRules.NoSource];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var chart in context.Charts.All.Where(chart => chart is { Failure: null, IsInline: false, Source: null }))
            Report(chart.Block.Location, $"chart of \"{chart.Block.Data}\"", Datasets(context, chart.Block.Data), diagnostics);
        foreach (var table in context.Issue.Tables)
        {
            var datasets = Datasets(context, table.Data);
            if (datasets.IsEmpty || table.Texts.TryGetValue("source", out var source) && source.Parts.Length > 0)
                continue;
            if (SourceLine.For(null, datasets, context.Issue.FrontMatter.Language) is null)
                Report(table.Location, $"table of \"{table.Data}\"", datasets, diagnostics);
        }
    }

    private static ImmutableArray<Dataset> Datasets(CheckContext context, string? data) =>
        data is null ? [] : context.Tables.Find(data)?.Datasets ?? [];

    private static void Report(SourceLocation location, string what, ImmutableArray<Dataset> datasets, DiagnosticBag diagnostics)
    {
        // A query over no dataset (VALUES, arithmetic) has no publisher to name.
        if (datasets.IsEmpty)
            return;
        diagnostics.Add(
            DataCheckRules.NoSource.Rule,
            location,
            $"This {what} does not say where its figures come from.",
            $"Give {string.Join(", ", datasets.Select(dataset => dataset.Name))} a title and publisher in datasets.yml, or write "
                + $"source: here."
        );
    }
}
