using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries.Profiles;

/// <summary>Looks at whole tables with the engine that the issues' queries run in, so that it sees what they see.</summary>
/// <param name="runner">Runs the queries.</param>
/// <param name="issue">The issue whose queries and tables count as tables too; null for the datasets of the workspace alone.</param>
public sealed class TableProfiler(QueryRunner runner, Issue? issue = null)
{
    /// <summary>Bars of a distribution.</summary>
    public const int Bars = 16;

    private const int MostColumnsAtOnce = 256;
    private const long CellsAtOnce = 4_000_000;

    /// <summary>Every table, with its size.</summary>
    public async Task<ImmutableArray<TableEntry>> ListAsync(
        DatasetCatalog catalog,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var queries = catalog.Datasets.SelectMany(dataset =>
            new[] { $"SELECT count(*) FROM {From(dataset.Name)}", $"FROM {From(dataset.Name)} WHERE false" }
        );
        var tables = await RunAsync([.. queries], diagnostics, cancellationToken);
        return
        [
            .. catalog
                .Datasets.Select((dataset, i) => (Dataset: dataset, Count: tables[2 * i], Shape: tables[(2 * i) + 1]))
                .Select(entry => new TableEntry(
                    Identified(entry.Dataset, entry.Count),
                    entry.Count.Table is { } count ? (long)count.Columns[0].Values[0]! : null,
                    [.. entry.Shape.Table?.ColumnNames ?? []]
                )),
        ];
    }

    /// <summary>One table, column by column; null when it cannot be read, which has been reported.</summary>
    /// <param name="name">The name of a dataset, or of a query of the issue.</param>
    /// <param name="diagnostics">Takes what is wrong with the name and the table.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<TableProfile?> DescribeAsync(string name, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var shapes = await RunAsync(
            [$"FROM {From(name)} WHERE false", $"SELECT count(*) FROM {From(name)}"],
            diagnostics,
            cancellationToken
        );
        if (shapes is not [{ Table: { } columns } shape, { Table: { } count }])
            return null;
        var rows = (long)count.Columns[0].Values[0]!;
        var shown = columns.Columns.Where(column => !IsCompanion(column, columns)).ToArray();
        var summaries = ImmutableArray.CreateBuilder<ColumnSummary>(shown.Length);
        // Counting the different values of a column holds them all in memory: a few columns at a time.
        foreach (var batch in shown.Chunk((int)Math.Clamp(CellsAtOnce / Math.Max(1, rows), 1, MostColumnsAtOnce)))
        {
            var answers = await RunAsync(
                [
                    SummaryOf(name, batch),
                    FrequentOf(name, batch),
                    SpreadsOf(name, batch),
                    MarkersOf(name, batch, columns),
                    DistinctOf(name, batch),
                ],
                diagnostics,
                cancellationToken
            );
            if (answers.Any(answer => answer.Table is null))
                return null;
            summaries.AddRange(batch.Select((column, i) => Summary(column, i, rows, [.. answers.Select(answer => answer.Table!)])));
        }
        var dataset = shape.Datasets.FirstOrDefault(dataset => dataset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new TableProfile(dataset?.Name ?? name, dataset, rows, summaries.ToImmutable());
    }

    private Task<ImmutableArray<QueryTable>> RunAsync(
        ImmutableArray<string> queries,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    ) =>
        runner.RunAsync(
            [
                .. queries.Select(
                    (sql, i) =>
                        new QueryBlock(string.Create(CultureInfo.InvariantCulture, $"_look{i}"), sql, Here, Here) { AllowEmpty = true }
                ),
            ],
            issue,
            diagnostics,
            cancellationToken
        );

    private static SourceLocation Here => SourceLocation.StartOf("tables");

    private static string From(string name) => DuckDbSql.Identifier(name);

    private static Dataset Identified(Dataset dataset, QueryTable table) =>
        table.Datasets.FirstOrDefault(read => read.Name == dataset.Name) ?? dataset;

    private static bool IsCompanion(Column column, Table table) =>
        column.Name.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase)
        && table[column.Name[..^CellNote.ColumnSuffix.Length]] is { Type: not ColumnType.Text };

    private static string SummaryOf(string name, Column[] batch)
    {
        var parts = batch
            .Select((column, i) => (Column: From(column.Name), i))
            .Select(part =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"count({part.Column}) AS n{part.i}, min({part.Column}) AS lo{part.i}, " + $"max({part.Column}) AS hi{part.i}"
                )
            );
        return $"SELECT {string.Join(", ", parts)} FROM {From(name)}";
    }

    // The values of a batch that occur most, or how they are spread between their ends, by the column's number c. The batch is read in one
    // pass, whatever the width of the table.
    private static string FrequentOf(string name, Column[] batch) =>
        Counts(Long(name, batch.Select((column, i) => IsMeasured(column) ? null : Cell(i, $"CAST({From(column.Name)} AS VARCHAR)"))), Bars);

    private static string SpreadsOf(string name, Column[] batch) =>
        $"""
            WITH x AS ({Long(name, batch.Select((column, i) => IsMeasured(column) ? Cell(i, NumberOf(column)) : null))}),
            ends AS (SELECT c, min(v) AS lo, max(v) AS hi FROM x WHERE isfinite(v) GROUP BY c)
            SELECT x.c, least(CAST(floor((v - lo) * {Bars}.0 / (hi - lo)) AS BIGINT), {Bars - 1}) AS v, count(*) AS n
            FROM x JOIN ends ON x.c = ends.c WHERE isfinite(v) AND hi > lo GROUP BY ALL ORDER BY 1, 2
            """;

    private static string MarkersOf(string name, Column[] batch, Table table) =>
        Counts(
            Long(
                name,
                batch.Select(
                    (column, i) =>
                        table[column.Name + CellNote.ColumnSuffix] is { } note && IsCompanion(note, table) ? Cell(i, From(note.Name)) : null
                )
            ),
            null
        );

    // One aggregate over all columns: an aggregate for each would hold a hash table for each.
    private static string DistinctOf(string name, Column[] batch)
    {
        var cells = Long(name, batch.Select((column, i) => Cell(i, $"CAST({From(column.Name)} AS VARCHAR)")));
        return $"SELECT c, count(*) AS n FROM (SELECT DISTINCT c, v FROM ({cells}) WHERE v IS NOT NULL) GROUP BY c ORDER BY c";
    }

    private static string NumberOf(Column column) =>
        column.Type is ColumnType.Date or ColumnType.Timestamp
            ? $"CAST(epoch({From(column.Name)}) AS DOUBLE)"
            : $"CAST({From(column.Name)} AS DOUBLE)";

    private static (string Column, string Value)? Cell(int column, string value) => (column.ToString(CultureInfo.InvariantCulture), value);

    // One row for each cell of some columns: the column's number c and the value v.
    private static string Long(string name, IEnumerable<(string Column, string Value)?> cells)
    {
        var some = cells.OfType<(string Column, string Value)>().ToArray();
        return some.Length == 0
            ? "SELECT 0 AS c, NULL AS v WHERE false"
            : $"SELECT unnest([{string.Join(", ", some.Select(cell => cell.Column))}]) AS c, "
                + $"unnest([{string.Join(", ", some.Select(cell => cell.Value))}]) AS v FROM {From(name)}";
    }

    private static string Counts(string cells, int? most)
    {
        var counted = $"SELECT c, v, count(*) AS n FROM ({cells}) WHERE v IS NOT NULL GROUP BY c, v";
        return most is null
            ? $"{counted} ORDER BY c, n DESC, v"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT c, v, n FROM ({counted}) QUALIFY row_number() OVER (PARTITION BY c ORDER BY n DESC, v) <= {most} ORDER BY c, n "
                    + $"DESC, v"
            );
    }

    private static bool IsMeasured(Column column) => column.Type is not (ColumnType.Text or ColumnType.Boolean);

    private static ColumnSummary Summary(Column column, int index, long rows, ImmutableArray<Table> answers)
    {
        object? Value(string kind) => answers[0].ValueAt(0, string.Create(CultureInfo.InvariantCulture, $"{kind}{index}"));
        IEnumerable<int> Rows(Table table) =>
            Enumerable
                .Range(0, table.RowCount)
                .Where(row => Convert.ToInt64(table.ValueAt(row, "c"), CultureInfo.InvariantCulture) == index);
        List<(object Value, long Rows)> Counts(Table table) =>
            [.. Rows(table).Select(row => (table.ValueAt(row, "v")!, (long)table.ValueAt(row, "n")!))];
        var distinct = Rows(answers[4]).Sum(row => (long)answers[4].ValueAt(row, "n")!);
        var counts = Counts(answers[IsMeasured(column) ? 2 : 1]);
        var result = new ColumnSummary(column.Name, column.Type, rows - (long)Value("n")!, distinct, Value("lo"), Value("hi"))
        {
            Markers = [.. Counts(answers[3]).Select(marker => (CellNote.Parse(marker.Value)!.Value, marker.Rows))],
        };
        if (!result.IsMeasured)
            return result with
            {
                Spread = [.. counts.Select(count => count.Rows)],
                Frequent = [.. counts.Select(count => ((string)count.Value, count.Rows))],
            };
        if (counts.Count == 0)
            return result;
        var bars = new long[Bars];
        foreach (var (bar, height) in counts)
            bars[(int)(long)bar] = height;
        return result with { Spread = [.. bars] };
    }
}
