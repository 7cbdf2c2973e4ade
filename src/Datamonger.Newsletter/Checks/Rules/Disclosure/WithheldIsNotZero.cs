using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Recovery;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>A chart does not draw a withheld value as zero.</summary>
internal sealed class WithheldIsNotZero : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DisclosureCheckRules.DrawnAsZero];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var chart in context.Issue.Charts)
        {
            if (
                chart.Options["missing"] is not YamlScalar { Value: "zero" } missing
                || chart.Data is null
                || context.Tables.Find(chart.Data) is not { Table: { } table } query
            )
                continue;
            foreach (
                var column in ShownColumns.ColumnsOf(chart).Select(name => table[name]).OfType<Column>().Where(column => column.IsNumeric)
            )
            {
                if (Why(query, table, column) is not var (row, why) || row < 0)
                    continue;
                diagnostics.Add(
                    DisclosureCheckRules.DrawnAsZero.Rule,
                    missing.Location,
                    $"Row {row + 1} of \"{chart.Data}\" {why}, and this chart draws it as zero.",
                    "Write missing: gap, or leave the row out."
                );
            }
        }
    }

    // The note of the cell says why it is empty; a query that leaves the notes out does not make it a nought.
    private static (int Row, string Why)? Why(QueryTable query, Table table, Column column)
    {
        int[] empty = [.. Enumerable.Range(0, table.RowCount).Where(row => column.Values[row] is null)];
        foreach (var row in empty)
        {
            if (CellNote.Of(table, row, column.Name) is { } note)
                return (row, $"withholds \"{column.Name}\" ({note})");
        }
        if (empty.Length == 0 || table[column.Name + CellNote.ColumnSuffix] is not null)
            return null;
        foreach (var dataset in query.Datasets)
        {
            string[] marked =
            [
                .. dataset
                    .Columns.Where(other => other.Name.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase))
                    .Select(other => other.Name[..^CellNote.ColumnSuffix.Length]),
            ];
            var isRead = dataset.Columns.Any(other => other.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
            if (marked.Length > 0 && (!isRead || marked.Contains(column.Name, StringComparer.OrdinalIgnoreCase)))
            {
                return (
                    empty[0],
                    $"has no \"{column.Name}\", which \"{dataset.Name}\" may withhold (it marks cells of {string.Join(", ", marked)})"
                );
            }
        }
        return null;
    }
}
