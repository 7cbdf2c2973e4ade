using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Data.Disclosure;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>A column of people that readers see: all its rows in a block, or one in a sentence.</summary>
/// <param name="What">"this table", for messages.</param>
internal sealed record ShownColumn(QueryTable Query, Column Column, PeopleColumn People, ImmutableArray<int> Rows, string What, SourceLocation Location)
{
    /// <summary>A value; null where there is none.</summary>
    public decimal? ValueAt(int row) => ValueFormat.ToDecimal(Column.Values[row]);

    /// <summary>Whether a value is withheld, by the publisher or by <c>suppress</c>.</summary>
    public bool IsHidden(int row) => Column.Values[row] is null && CellNote.Of(Query.Table!, row, Column.Name) is not null;

    /// <summary>What a row is called: its texts; empty for a total.</summary>
    public string LabelOf(int row) => TotalNames.IsTotalRow(Query.Table!, row) ? "" : string.Join(", ", Query.Table!.Columns
        .Where(column => !column.IsNumeric && !column.Name.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase))
        .Select(column => ValueFormat.Plain(column.Values[row], Language.BritishEnglish)).Where(text => !string.IsNullOrEmpty(text)));
}

/// <summary>Finds where counts of people, and what is made of them, are shown. What a chart shows also stands in its alt text, labels and CSV file.</summary>
internal static class ShownColumns
{
    /// <summary>The columns in blocks, in their order, then those in figures.</summary>
    public static ImmutableArray<ShownColumn> Of(CheckContext context)
    {
        if (context.Tables.All.All(query => query.People.IsEmpty)) return [];
        return
        [
            .. context.Issue.Charts.SelectMany(chart => Block(context, chart.Data, ColumnsOf(chart), "this chart (and its alt text and data file)", chart.Location)),
            .. context.Issue.Tables.SelectMany(table => Block(context, table.Data, ColumnsOf(table.Options["columns"]), "this table", table.Location)),
            .. context.Issue.Lists.SelectMany(list => Block(context, list.Data, null, "this list", list.Location)),
            .. Figures(context),
        ];
    }

    private static IEnumerable<ShownColumn> Block(CheckContext context, string? data, ImmutableHashSet<string>? columns, string what, SourceLocation location)
    {
        if (data is null || context.Tables.Find(data) is not { Table: { } table } query) yield break;
        foreach (var people in query.People.Where(people => columns?.Contains(people.Name) ?? true))
        {
            if (table[people.Name] is { } column) yield return new ShownColumn(query, column, people, [.. Enumerable.Range(0, table.RowCount)], what, location);
        }
    }

    private static IEnumerable<ShownColumn> Figures(CheckContext context)
    {
        foreach (var figure in context.Figures.All)
        {
            foreach (var cell in figure.Cells.Distinct())
            {
                if (context.Tables.Find(cell.Query) is not { Table: { } table } query || table[cell.Column] is not { } column) continue;
                var people = query.People.FirstOrDefault(candidate => candidate.Name.Equals(cell.Column, StringComparison.OrdinalIgnoreCase));
                if (people is not null) yield return new ShownColumn(query, column, people, [cell.Row], "this figure", figure.Expression.Location);
            }
        }
    }

    private static ImmutableHashSet<string> ColumnsOf(ChartBlock chart) =>
        Names((ChartCatalog.Find(chart.Kind)?.Fields ?? []).Where(field => field.Type is FieldType.Column or FieldType.Columns).SelectMany(field => chart.Options[field.Name] switch
        {
            YamlScalar one => [one.Value],
            YamlSequence list => list.Items.OfType<YamlScalar>().Select(item => item.Value),
            _ => [],
        }));

    // Null: all of them.
    private static ImmutableHashSet<string>? ColumnsOf(YamlNode? columns) => columns switch
    {
        YamlMapping mapping => Names(mapping.Entries.Select(entry => entry.Key.Value)),
        YamlSequence list => Names(list.Items.OfType<YamlScalar>().Select(item => item.Value)),
        YamlScalar { IsNull: false } one => Names([one.Value]),
        _ => null,
    };

    private static ImmutableHashSet<string> Names(IEnumerable<string> names) => names.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
}
