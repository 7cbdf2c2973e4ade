using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Engine.Review;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Queries.Disclosure;

/// <summary>
/// Tells which columns of a result count people: those made of columns that <c>people:</c> names in datasets.yml, by whatever
/// names they pass through other queries; and counts of rows where <c>people: ["*"]</c> says that each row is a person.
/// </summary>
internal static class PeopleColumns
{
    /// <summary>Stands in <c>people:</c> for the rows of a table.</summary>
    public const string Rows = "*";

    private const string Joint = " + ";

    /// <summary>The columns of a result that tell of people.</summary>
    /// <param name="table">The result.</param>
    /// <param name="tree">The syntax tree of its query; empty where that is not known, and all its columns may be counts.</param>
    /// <param name="tables">The tables that the query reads, by the names it uses.</param>
    /// <param name="others">What any other table is that it reads, in a source; null where there is none.</param>
    public static ImmutableArray<PeopleColumn> Of(
        Table table,
        string tree,
        ImmutableArray<(string Name, LineageTable Table)> tables,
        LineageTable? others = null
    )
    {
        if (
            tables
                .Select(entry => entry.Table)
                .Concat(others is null ? [] : [others])
                .All(read => !read.Anything.With(read.Persons).IsOfPeople)
        )
            return [];
        var (columns, persons) = PeopleLineage.Of(tree, tables, others, [.. table.ColumnNames]);
        return
        [
            .. table
                .Columns.Zip(columns)
                .Where(entry => entry.Second.IsOfPeople && (entry.First.IsNumeric || entry.First.Type == ColumnType.Text))
                .Select(entry => Of(entry.First.Name, entry.Second))
                .Concat(persons.IsOfPeople ? [Of(Rows, persons)] : []),
        ];
    }

    /// <summary>What the columns of a data file tell.</summary>
    public static LineageTable Of(Dataset dataset, int threshold)
    {
        var least = dataset.DisclosureThreshold ?? threshold;
        return new LineageTable(
            [
                .. dataset.Columns.Select(column =>
                    (
                        column.Name,
                        dataset.PeopleColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
                            ? Tells.Counting($"{dataset.Name}.{column.Name}", least)
                            : Tells.Nothing
                    )
                ),
            ],
            true,
            Tells.Nothing,
            dataset.PeopleColumns.Contains(Rows) ? Tells.Counting($"{dataset.Name}.{Rows}", least) : Tells.Nothing
        );
    }

    /// <summary>What the tables of a source tell, whose columns are known by the names of those that count people alone.</summary>
    public static LineageTable OfSource(Dataset origin, int threshold)
    {
        var known = Of(
            origin with
            {
                Columns = [.. origin.PeopleColumns.Select(name => new DatasetColumn(name, ColumnType.Integer))],
            },
            threshold
        );
        return known with { IsComplete = false };
    }

    /// <summary>What the columns of another query tell.</summary>
    public static LineageTable Of(Table table, ImmutableArray<PeopleColumn> people) =>
        new([.. table.ColumnNames.Select(name => (name, Of(people, name)))], true, Tells.Nothing, Of(people, Rows));

    private static Tells Of(ImmutableArray<PeopleColumn> people, string name) =>
        people.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } known
            ? Tells.Nothing
            : new Tells(
                known.IsCount ? TellsOf.Count
                    : known.MayBeCount ? TellsOf.Perhaps
                    : TellsOf.Rate,
                [.. known.Origin.Split(Joint)],
                known.Threshold
            )
            {
                Factor = known.Factor,
                Offset = known.Offset,
            };

    private static PeopleColumn Of(string name, Tells tells) =>
        new(name, tells.Kind == TellsOf.Count, string.Join(Joint, tells.Origins), tells.Threshold)
        {
            MayBeCount = tells.Kind == TellsOf.Perhaps,
            Factor = tells.Factor,
            Offset = tells.Offset,
        };

    /// <summary>The same with what is known of groups of persons: their means, and their least and greatest.</summary>
    public static ImmutableArray<PeopleColumn> With(
        ImmutableArray<PeopleColumn> people,
        ImmutableArray<PersonGroups> groups,
        ImmutableArray<Dataset> datasets,
        int threshold
    )
    {
        foreach (var group in groups)
        {
            var known = people.FirstOrDefault(column => column.Name.Equals(group.Name, StringComparison.OrdinalIgnoreCase));
            var made =
                known ?? new PeopleColumn(group.Name, false, $"{datasets[0].Name}.{Rows}", datasets[0].DisclosureThreshold ?? threshold);
            people = (known is null ? people : people.Remove(known)).Add(made with { Sizes = group.Sizes, IsMean = group.IsMean });
        }
        return people;
    }
}
