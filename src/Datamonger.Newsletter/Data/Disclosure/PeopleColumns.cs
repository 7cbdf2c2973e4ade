using System.Collections.Immutable;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.DuckDb.Review;

namespace Datamonger.Newsletter.Data.Disclosure;

/// <summary>
/// Tells which columns of a result count people: those made of columns that <c>people:</c> names in datasets.yml, by whatever
/// names they pass through other queries; and counts of rows where <c>people: ["*"]</c> says that each row is a person.
/// </summary>
internal static class PeopleColumns
{
    /// <summary>Stands in <c>people:</c> for the rows of a table.</summary>
    public const string Rows = "*";

    /// <summary>The columns of a result that tell of people.</summary>
    /// <param name="table">The result.</param>
    /// <param name="lineage">What its columns are made of.</param>
    /// <param name="datasets">The datasets it reads itself.</param>
    /// <param name="inputs">Those columns of the queries that it reads.</param>
    /// <param name="threshold">The threshold of datasets that have none of their own.</param>
    public static ImmutableArray<PeopleColumn> Of(Table table, SqlLineage lineage, IEnumerable<Dataset> datasets, IEnumerable<PeopleColumn> inputs, int threshold)
    {
        ImmutableArray<PeopleColumn> known =
        [
            .. datasets.SelectMany(dataset => dataset.PeopleColumns.Select(column => new PeopleColumn(column, true, $"{dataset.Name}.{column}", dataset.DisclosureThreshold ?? threshold))),
            .. inputs,
        ];
        if (known.IsEmpty) return [];
        return [.. table.Columns.Select((column, i) => (column, output: OutputOf(lineage, column, i, table.Columns.Length))).Where(entry => entry.column.IsNumeric).Select(entry => Of(entry.column, entry.output, known)).OfType<PeopleColumn>()];
    }

    /// <summary>The same with what is known of groups of persons: their means, and their least and greatest.</summary>
    public static ImmutableArray<PeopleColumn> With(ImmutableArray<PeopleColumn> people, ImmutableArray<PersonGroups> groups, ImmutableArray<Dataset> datasets, int threshold)
    {
        foreach (var group in groups)
        {
            var known = people.FirstOrDefault(column => column.Name.Equals(group.Name, StringComparison.OrdinalIgnoreCase));
            var made = known ?? new PeopleColumn(group.Name, false, $"{datasets[0].Name}.{Rows}", datasets[0].DisclosureThreshold ?? threshold);
            people = (known is null ? people : people.Remove(known)).Add(made with { Sizes = group.Sizes, IsMean = group.IsMean });
        }
        return people;
    }

    private static PeopleColumn? Of(Column column, OutputColumn output, ImmutableArray<PeopleColumn> known)
    {
        PeopleColumn[] counts = [.. known.Where(source => source.IsCount && (source.Name == Rows ? output.CountsRows : output.Same.Contains(source.Name)))];
        if (counts.Length > 0) return Made(column, counts, true);
        PeopleColumn[] others = [.. known.Where(source => output.Derived.Contains(source.Name) || (!source.IsCount && output.Same.Contains(source.Name)))];
        return others.Length > 0 ? Made(column, others, false) : null;
    }

    private static PeopleColumn Made(Column column, PeopleColumn[] sources, bool isCount) => new(
        column.Name, isCount, string.Join(" + ", sources.Select(source => source.Origin).Distinct().Order(StringComparer.Ordinal)), sources.Max(source => source.Threshold));

    // By position where the query names each column, by name where some come through *.
    private static OutputColumn OutputOf(SqlLineage lineage, Column column, int index, int count)
    {
        if (!lineage.HasStar && lineage.Outputs.Length == count) return lineage.Outputs[index];
        var own = new OutputColumn(column.Name, [column.Name], [], false);
        var named = lineage.Outputs.Where(output => output.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        // An expression without a name, among columns that come through *: its name is the expression.
        if (named.Length == 0 && column.Name.Contains('(')) named = [.. lineage.Outputs.Where(output => output.Name.Length == 0)];
        return named.Aggregate(own, (all, output) => all with { Same = all.Same.Union(output.Same), Derived = all.Derived.Union(output.Derived), CountsRows = all.CountsRows || output.CountsRows });
    }
}
