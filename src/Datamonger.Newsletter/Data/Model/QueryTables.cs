using System.Collections.Immutable;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>What a query gave.</summary>
/// <param name="Query">The block of the issue.</param>
/// <param name="Table">Its rows; null when it failed (that has been reported).</param>
/// <param name="Datasets">Every dataset the rows come from, also through other queries; ordered by name.</param>
public sealed record QueryTable(QueryBlock Query, Table? Table, ImmutableArray<Dataset> Datasets)
{
    /// <summary>The columns that count people or are made of such counts, for disclosure control.</summary>
    public ImmutableArray<PeopleColumn> People { get; init; } = [];

    /// <summary>How its counts are made of those of the data files, as far as that could be followed.</summary>
    public CountSums Sums { get; init; } = CountSums.Unknown;

    /// <summary>Whether its author says in which order the rows come.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The datasets that the query reads itself.</summary>
    internal ImmutableArray<Dataset> OwnDatasets { get; init; } = [];

    /// <summary>The columns that its SQL names.</summary>
    internal SqlColumns Columns { get; init; } = SqlColumns.Unknown;

    /// <summary>Whether the query itself reads a column of a dataset, as far as its SQL says.</summary>
    public bool Reads(Dataset dataset, string column) => OwnDatasets.Any(own => own.Name == dataset.Name) && Columns.Reads(column);
}

/// <summary>The tables of an issue, by the names of its queries.</summary>
public sealed class QueryTables(IEnumerable<QueryTable> tables)
{
    /// <summary>No tables.</summary>
    public static readonly QueryTables None = new([]);

    /// <summary>In the order of the issue.</summary>
    public ImmutableArray<QueryTable> All { get; } = [.. tables];

    /// <summary>The names of the queries, in the order of the issue, failed ones too.</summary>
    public ImmutableArray<string> Names => [.. All.Select(table => table.Query.Name)];

    /// <summary>Every dataset that a query read, ordered by name.</summary>
    public ImmutableArray<Dataset> Datasets =>
        [
            .. All.SelectMany(table => table.Datasets)
                .DistinctBy(dataset => dataset.Name)
                .OrderBy(dataset => dataset.Name, StringComparer.Ordinal),
        ];

    /// <summary>A query's result by its name, in any case; null when the issue has no such query.</summary>
    public QueryTable? Find(string name) => All.FirstOrDefault(table => table.Query.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
