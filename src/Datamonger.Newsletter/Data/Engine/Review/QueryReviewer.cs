using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>A table that a query reads, as far as it matters to how its rows are combined.</summary>
/// <param name="Columns">Its columns; null when they are not known.</param>
/// <param name="RowCount">Its rows; null when they are too many to be held.</param>
/// <param name="IsOfPeople">Whether each row is a person.</param>
internal sealed record ReviewedTable(ImmutableArray<string>? Columns, int? RowCount, bool IsOfPeople);

/// <summary>
/// Asks the engine, after a query has run, what its rows do not show: whether a join multiplied them, whether a sum left out what is
/// withheld, and of how many persons a mean is. Only what is certain is told.
/// </summary>
internal sealed class QueryReviewer
{
    /// <summary>Part of every key of what is kept of a review.</summary>
    public const string Version = "1";

    private readonly SqlPlaces _places;
    private readonly ImmutableArray<JoinProbe> _joins;
    private readonly ImmutableArray<WithheldProbe> _sums;
    private readonly GroupProbe? _groups;
    private readonly (JsonElement Join, long Inputs)? _product;

    private QueryReviewer(
        SqlPlaces places,
        ImmutableArray<JoinProbe> joins,
        (JsonElement Join, long Inputs)? product,
        ImmutableArray<WithheldProbe> sums,
        GroupProbe? groups
    ) => (_places, _joins, _product, _sums, _groups) = (places, joins, product, sums, groups);

    /// <summary>What there is to ask of a query; null when there is nothing, as with most.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="tree">Its syntax tree.</param>
    /// <param name="tables">The datasets and queries that it reads, by name.</param>
    public static QueryReviewer? Of(string sql, string tree, IReadOnlyDictionary<string, ReviewedTable> tables)
    {
        using var document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 1 << 16 });
        var root = document.RootElement.Clone();
        var columns = new ColumnOwners(tables);
        var nodes = SelectNode.Of(root);
        ImmutableArray<JoinProbe> joins = [.. nodes.SelectMany(node => JoinProbe.Of(node, columns))];
        ImmutableArray<WithheldProbe> sums = [.. nodes.Select(node => WithheldProbe.Of(node, columns, root)).OfType<WithheldProbe>()];
        var groups = GroupProbe.Of(nodes, columns);
        var product = JoinProbe.ProductOf(nodes, columns);
        return joins.IsEmpty && product is null && sums.IsEmpty && groups is null
            ? null
            : new QueryReviewer(new SqlPlaces(sql), joins, product, sums, groups);
    }

    /// <summary>Asks.</summary>
    /// <param name="result">The query's rows.</param>
    /// <param name="ask">Runs SQL over the same tables.</param>
    public async Task<QueryReview> RunAsync(Table result, Func<string, Task<Table>> ask)
    {
        var (joins, withheld) = (ImmutableArray.CreateBuilder<ManyToMany>(), ImmutableArray.CreateBuilder<WithheldInput>());
        foreach (var probe in _joins)
            joins.AddRange(probe.Read(await AskAsync(probe.Statement, probe.Outer, ask), _places));
        foreach (var probe in _sums)
            withheld.AddRange(probe.Read(await AskAsync(probe.Statement, probe.Outer, ask), _places));
        var groups = _groups is null ? [] : _groups.Read(await AskAsync(_groups.Statement, "{0}", ask), result);
        var product =
            joins.Count == 0 && _product is var (join, inputs) && result.RowCount > inputs && _places.Of(join) is var (line, column)
                ? new Product(result.RowCount, inputs, line, column)
                : null;
        return new QueryReview(joins.ToImmutable(), product, withheld.ToImmutable(), groups);
    }

    // A question may not bind where the query does (an alias of SELECT in WHERE), or take longer: then nothing is known, and nothing is
    // said.
    private static async Task<Table?> AskAsync(string statement, string outer, Func<string, Task<Table>> ask)
    {
        try
        {
            var sql = await ask($"SELECT json_deserialize_sql(CAST({DuckDbSql.Literal(statement)} AS JSON))");
            return await ask(outer.Replace("{0}", (string)sql.Columns[0].Values[0]!, StringComparison.Ordinal));
        }
        catch (QueryException)
        {
            return null;
        }
    }
}
