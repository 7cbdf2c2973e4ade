using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries.Disclosure;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Recovery;

/// <summary>A column of people that readers see: all its rows in a block, or one in a sentence.</summary>
/// <param name="Kind">"figure", "table", "chart", "list".</param>
internal sealed record ShownColumn(
    QueryTable Query,
    Column Column,
    PeopleColumn People,
    ImmutableArray<int> Rows,
    string Kind,
    SourceLocation Location
)
{
    /// <summary>What shows it, for messages.</summary>
    public string What => Kind == "chart" ? "this chart (and its alt text and data file)" : $"this {Kind}";

    /// <summary>The figure that shows it; null in a block.</summary>
    public Figure? Figure { get; init; }

    /// <summary>The format that a table prints it in; null for its plain value, and in a chart, whose data file has every digit.</summary>
    public ValueFormat? Format { get; init; }

    /// <summary>A value; null where there is none.</summary>
    public decimal? ValueAt(int row) => ValueFormat.ToDecimal(Column.Values[row]);

    /// <summary>Whether a value is withheld, by the publisher or by <c>suppress</c>.</summary>
    public bool IsHidden(int row) => Column.Values[row] is null && CellNote.Of(Query.Table!, row, Column.Name) is not null;

    /// <summary>What a row is called: its texts; empty for a total.</summary>
    public string LabelOf(int row) =>
        TotalNames.IsTotalRow(Query.Table!, row)
            ? ""
            : string.Join(
                ", ",
                Query
                    .Table!.Columns.Where(column =>
                        !column.IsNumeric
                        && column.Name != Column.Name
                        && !column.Name.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(column => ValueFormat.Plain(column.Values[row], Language.BritishEnglish))
                    .Where(text => !string.IsNullOrEmpty(text))
            );
}

/// <summary>
/// Finds where counts of people, and what is made of them, are shown. What a chart shows also stands in its alt text, labels and CSV file.
/// </summary>
internal static class ShownColumns
{
    /// <summary>The columns in blocks, in their order, then those in figures.</summary>
    public static ImmutableArray<ShownColumn> Of(ShownIssue shown)
    {
        if (shown.Tables.All.All(query => query.People.IsEmpty))
            return [];
        return
        [
            .. shown.Issue.Charts.SelectMany(chart => Block(shown, chart.Data, ColumnsOf(chart), "chart", chart.Location)),
            .. shown.Issue.Tables.SelectMany(table =>
                Block(shown, table.Data, ColumnsOf(table.Options["columns"]), "table", table.Location)
                    .Select(column => column with { Format = FormatOf(table.Options["columns"], column.Column.Name) })
            ),
            .. shown.Issue.Lists.SelectMany(list => Block(shown, list.Data, null, "list", list.Location)),
            .. Figures(shown),
        ];
    }

    /// <summary>Blocks and figures that show rows of which each is a person; their column is the first.</summary>
    public static IEnumerable<ShownColumn> Persons(ShownIssue shown)
    {
        var blocks = shown
            .Issue.Charts.Select(chart => (chart.Data, Kind: "chart", chart.Location))
            .Concat(shown.Issue.Tables.Select(table => (table.Data, Kind: "table", table.Location)))
            .Concat(shown.Issue.Lists.Select(list => (list.Data, Kind: "list", list.Location)));
        foreach (var (data, kind, location) in blocks)
        {
            if (data is not null && PersonsIn(shown, data) is var (query, people) && query is { Table.RowCount: > 0 })
                yield return new ShownColumn(
                    query,
                    query.Table.Columns[0],
                    people,
                    [.. Enumerable.Range(0, query.Table.RowCount)],
                    kind,
                    location
                );
        }
        foreach (var figure in shown.Figures.All)
        {
            foreach (var cells in figure.Cells.GroupBy(cell => cell.Query, StringComparer.OrdinalIgnoreCase))
            {
                if (PersonsIn(shown, cells.Key) is var (query, people) && query is { Table.RowCount: > 0 })
                    yield return new ShownColumn(
                        query,
                        query.Table.Columns[0],
                        people,
                        [.. cells.Select(cell => cell.Row).Distinct()],
                        "figure",
                        figure.Expression.Location
                    );
            }
        }
    }

    private static (QueryTable Query, PeopleColumn People)? PersonsIn(ShownIssue shown, string data) =>
        shown.Tables.Find(data) is { } query
        && query.People.FirstOrDefault(people => people.Name == PeopleColumns.Rows && people.Threshold > 1) is { } people
            ? (query, people)
            : null;

    private static IEnumerable<ShownColumn> Block(
        ShownIssue shown,
        string? data,
        ImmutableHashSet<string>? columns,
        string kind,
        SourceLocation location
    )
    {
        if (data is null || shown.Tables.Find(data) is not { Table: { } table } query)
            yield break;
        foreach (var people in query.People.Where(people => columns?.Contains(people.Name) ?? true))
        {
            if (table[people.Name] is { } column)
                yield return new ShownColumn(query, column, people, [.. Enumerable.Range(0, table.RowCount)], kind, location);
        }
    }

    private static IEnumerable<ShownColumn> Figures(ShownIssue shown)
    {
        foreach (var figure in shown.Figures.All)
        {
            foreach (var cell in figure.Cells.Distinct())
            {
                if (shown.Tables.Find(cell.Query) is not { Table: { } table } query || table[cell.Column] is not { } column)
                    continue;
                var people = query.People.FirstOrDefault(candidate =>
                    candidate.Name.Equals(cell.Column, StringComparison.OrdinalIgnoreCase)
                );
                if (people is not null)
                    yield return new ShownColumn(query, column, people, [cell.Row], "figure", figure.Expression.Location)
                    {
                        Figure = figure,
                    };
            }
        }
    }

    /// <summary>Whether readers see a value of a query, whatever it tells.</summary>
    public static bool IsShown(ShownIssue shown, string query, string column, int row)
    {
        return shown.Issue.Charts.Any(chart => Is(chart.Data) && ColumnsOf(chart).Contains(column))
            || shown.Issue.Tables.Any(table => Is(table.Data) && (ColumnsOf(table.Options["columns"])?.Contains(column) ?? true))
            || shown.Issue.Lists.Any(list => Is(list.Data))
            || shown.Figures.All.Any(figure =>
                figure.Cells.Any(cell =>
                    cell.Row == row && Is(cell.Query) && cell.Column.Equals(column, StringComparison.OrdinalIgnoreCase)
                )
            );

        bool Is(string? data) => query.Equals(data, StringComparison.OrdinalIgnoreCase);
    }

    private static ValueFormat? FormatOf(YamlNode? columns, string column) =>
        columns is YamlMapping mapping
        && mapping.Entries.FirstOrDefault(entry => entry.Key.Value.Equals(column, StringComparison.OrdinalIgnoreCase))?.Value
            is YamlMapping options
        && options["format"] is YamlScalar { Value: { } name }
        && ValueFormat.Names.Contains(name)
            ? ValueFormat.Of(name)
            : null;

    /// <summary>The columns that a chart names.</summary>
    public static ImmutableHashSet<string> ColumnsOf(ChartBlock chart) =>
        Names(
            (ChartCatalog.Find(chart.Kind)?.Fields ?? [])
                .Where(field => field.Type is FieldType.Column or FieldType.Columns)
                .SelectMany(field =>
                    chart.Options[field.Name] switch
                    {
                        YamlScalar one => [one.Value],
                        YamlSequence list => list.Items.OfType<YamlScalar>().Select(item => item.Value),
                        _ => [],
                    }
                )
        );

    // Null: all of them.
    private static ImmutableHashSet<string>? ColumnsOf(YamlNode? columns) =>
        columns switch
        {
            YamlMapping mapping => Names(mapping.Entries.Select(entry => entry.Key.Value)),
            YamlSequence list => Names(list.Items.OfType<YamlScalar>().Select(item => item.Value)),
            YamlScalar { IsNull: false } one => Names([one.Value]),
            _ => null,
        };

    private static ImmutableHashSet<string> Names(IEnumerable<string> names) => names.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
}
