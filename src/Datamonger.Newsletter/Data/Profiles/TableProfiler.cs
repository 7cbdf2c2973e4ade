using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Profiles;

/// <summary>Looks at whole tables with the engine that the issues' queries run in, so that it sees what they see.</summary>
/// <param name="runner">Runs the queries.</param>
/// <param name="issue">The issue whose queries and tables count as tables too; null for the datasets of the workspace alone.</param>
public sealed class TableProfiler(QueryRunner runner, Issue? issue = null)
{
    /// <summary>Bars of a distribution.</summary>
    public const int Bars = 16;

    /// <summary>Every table, with its size.</summary>
    public async Task<ImmutableArray<TableEntry>> ListAsync(DatasetCatalog catalog, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var queries = catalog.Datasets.SelectMany(dataset => new[] { $"SELECT count(*) FROM {From(dataset.Name)}", $"FROM {From(dataset.Name)} WHERE false" });
        var tables = await RunAsync([.. queries], diagnostics, cancellationToken);
        return
        [
            .. catalog.Datasets.Select((dataset, i) => (Dataset: dataset, Count: tables[2 * i], Shape: tables[(2 * i) + 1]))
                .Select(entry => new TableEntry(Identified(entry.Dataset, entry.Count), entry.Count.Table is { } count ? (long)count.Columns[0].Values[0]! : null, [.. entry.Shape.Table?.ColumnNames ?? []])),
        ];
    }

    /// <summary>One table, column by column; null when it cannot be read, which has been reported.</summary>
    /// <param name="name">The name of a dataset, or of a query of the issue.</param>
    /// <param name="diagnostics">Takes what is wrong with the name and the table.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<TableProfile?> DescribeAsync(string name, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var shape = (await RunAsync([$"FROM {From(name)} WHERE false"], diagnostics, cancellationToken))[0];
        if (shape.Table is not { } columns) return null;
        var queries = columns.Columns.SelectMany(column => new[] { SpreadOf(name, column), MarkersOf(name, column, columns) });
        var answers = await RunAsync([SummaryOf(name, columns), .. queries], diagnostics, cancellationToken);
        if (answers.Any(answer => answer.Table is null)) return null;
        var summaries = columns.Columns.Select((column, i) => Summary(column, i, answers[0].Table!, answers[(2 * i) + 1].Table!, answers[(2 * i) + 2].Table!));
        var dataset = shape.Datasets.FirstOrDefault(dataset => dataset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new TableProfile(dataset?.Name ?? name, dataset, Whole(answers[0].Table!, "rows"), [.. summaries.Where((_, i) => !IsCompanion(columns.Columns[i], columns))]);
    }

    private Task<ImmutableArray<QueryTable>> RunAsync(ImmutableArray<string> queries, DiagnosticBag diagnostics, CancellationToken cancellationToken) =>
        runner.RunAsync([.. queries.Select((sql, i) => new QueryBlock(string.Create(CultureInfo.InvariantCulture, $"_look{i}"), sql, Here, Here) { AllowEmpty = true })], issue, diagnostics, cancellationToken);

    private static SourceLocation Here => SourceLocation.StartOf("tables");

    private static string From(string name) => DuckDbEngine.Identifier(name);

    private static Dataset Identified(Dataset dataset, QueryTable table) => table.Datasets.FirstOrDefault(read => read.Name == dataset.Name) ?? dataset;

    private static bool IsCompanion(Column column, Table table) => column.Name.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase) && table[column.Name[..^CellNote.ColumnSuffix.Length]] is { Type: not ColumnType.Text };

    private static string SummaryOf(string name, Table table)
    {
        var parts = table.Columns.Select((column, i) => (Column: From(column.Name), i))
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"count({part.Column}) AS n{part.i}, count(DISTINCT {part.Column}) AS d{part.i}, min({part.Column}) AS lo{part.i}, max({part.Column}) AS hi{part.i}"));
        return $"SELECT count(*) AS \"rows\", {string.Join(", ", parts)} FROM {From(name)}";
    }

    private static string SpreadOf(string name, Column column)
    {
        var value = From(column.Name);
        if (column.Type is ColumnType.Text or ColumnType.Boolean)
        {
            return $"SELECT CAST({value} AS VARCHAR) AS v, count(*) AS n FROM {From(name)} WHERE {value} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v LIMIT {Bars}";
        }
        var number = column.Type is ColumnType.Date or ColumnType.Timestamp ? $"CAST(epoch({value}) AS DOUBLE)" : $"CAST({value} AS DOUBLE)";
        return $"""
            WITH x AS (SELECT {number} AS v FROM {From(name)} WHERE {value} IS NOT NULL), ends AS (SELECT min(v) AS lo, max(v) AS hi FROM x WHERE isfinite(v))
            SELECT least(CAST(floor((v - lo) * {Bars}.0 / (hi - lo)) AS BIGINT), {Bars - 1}) AS v, count(*) AS n FROM x, ends WHERE isfinite(v) AND hi > lo GROUP BY 1 ORDER BY 1
            """;
    }

    private static string MarkersOf(string name, Column column, Table table)
    {
        var note = column.Name + CellNote.ColumnSuffix;
        return table[note] is not null && IsCompanion(table[note]!, table)
            ? $"SELECT {From(note)} AS v, count(*) AS n FROM {From(name)} WHERE {From(note)} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v"
            : "SELECT '' AS v, 0 AS n WHERE false";
    }

    private static ColumnSummary Summary(Column column, int index, Table summary, Table spread, Table markers)
    {
        object? Value(string kind) => summary.ValueAt(0, string.Create(CultureInfo.InvariantCulture, $"{kind}{index}"));
        var counts = Enumerable.Range(0, spread.RowCount).Select(row => (Value: spread.ValueAt(row, "v")!, Rows: (long)spread.ValueAt(row, "n")!)).ToList();
        var result = new ColumnSummary(column.Name, column.Type, Whole(summary, "rows") - (long)Value("n")!, (long)Value("d")!, Value("lo"), Value("hi"))
        {
            Markers = [.. Enumerable.Range(0, markers.RowCount).Select(row => (CellNote.Parse(markers.ValueAt(row, "v"))!.Value, (long)markers.ValueAt(row, "n")!))],
        };
        if (!result.IsMeasured) return result with { Spread = [.. counts.Select(count => count.Rows)], Frequent = [.. counts.Select(count => ((string)count.Value, count.Rows))] };
        if (counts.Count == 0) return result;
        var bars = new long[Bars];
        foreach (var (value, rows) in counts) bars[(int)(long)value] = rows;
        return result with { Spread = [.. bars] };
    }

    private static long Whole(Table table, string column) => (long)table.ValueAt(0, column)!;
}
