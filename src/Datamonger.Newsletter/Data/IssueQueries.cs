using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.Disclosure;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.DuckDb.Review;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Results;
using Datamonger.Newsletter.Data.Sources;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data;

/// <summary>The queries of one issue while they run.</summary>
internal sealed class IssueQueries(
    ImmutableArray<QueryNode> graph, EnginePool engines, DatasetLoader loader, IssueSources sources, BuildCache cache, QueryLimits limits, int disclosureThreshold, DiagnosticBag diagnostics, CancellationToken cancellationToken) : IAsyncDisposable
{
    private const string Kind = "query";
    private const string ReviewKind = "review";
    private const string ColumnsKind = "columns";
    private readonly Dictionary<QueryBlock, QueryNode> _nodes = graph.ToDictionary(node => node.Query);
    private readonly ConcurrentDictionary<QueryBlock, Lazy<Task<Result>>> _results = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<LoadedDataset?>>> _datasets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Workbench>>> _workbenches = new(StringComparer.Ordinal);

    /// <summary>What a query gave.</summary>
    /// <param name="Table">Null when it failed.</param>
    /// <param name="Hash">Of the table's bytes: what reads it need run again only when these change.</param>
    private sealed record Result(Table? Table, string Hash, ImmutableArray<Dataset> Datasets)
    {
        public ImmutableArray<PeopleColumn> People { get; init; } = [];
    }

    /// <summary>An engine with the names of this issue's tables.</summary>
    private sealed class Workbench(DuckDbEngine engine, EngineRun run)
    {
        private readonly ConcurrentDictionary<string, Lazy<bool>> _defined = new(StringComparer.OrdinalIgnoreCase);

        public EngineRun Run { get; } = run;

        public void Put(string name, string key, Table table) => _ = _defined.GetOrAdd(name, _ => new Lazy<bool>(() =>
        {
            engine.EnsureTable(key, table);
            Run.Define(name, DuckDbEngine.SharedTable(key));
            return true;
        })).Value;

        public void Attach(LoadedDataset dataset) => _ = _defined.GetOrAdd(dataset.Dataset.Name, _ => new Lazy<bool>(() =>
        {
            var rows = RowsOf(dataset);
            // A declaration that means nothing has been reported; the rows are then read as they stand.
            var isSound = !dataset.Findings.Any(finding => finding.Rule == DatasetRules.UnknownColumn || finding.Rule == DatasetRules.UnknownType);
            Run.Define(dataset.Dataset.Name, isSound ? NormalisedRows.Of(rows, dataset.Dataset.Options) : rows);
            return true;
        })).Value;
    }

    // The rows of a snapshot as they stand in it.
    private static string RowsOf(LoadedDataset dataset) => DuckDbEngine.Snapshot(dataset.SnapshotPath!);

    /// <summary>Runs them all; the tables come in the order of the issue.</summary>
    public async Task<ImmutableArray<QueryTable>> RunAsync()
    {
        var results = await Task.WhenAll(graph.Select(node => ResultOf(node.Query)));
        return [.. graph.Zip(results, Shown)];
    }

    // What is hidden is hidden from readers: queries go on from the counts, so that their sums are right.
    private QueryTable Shown(QueryNode node, Result result) => new(
        node.Query, result.Table is { } table ? Suppression.Apply(node.Query, table, result.People, disclosureThreshold, diagnostics) : null, result.Datasets)
    {
        People = result.People,
        OwnDatasets = node.Datasets,
        Columns = node.Analysis?.Columns ?? SqlColumns.Unknown,
    };

    private Task<Result> ResultOf(QueryBlock query) => _results.GetOrAdd(query, _ => new Lazy<Task<Result>>(() => Task.Run(() => RunAsync(_nodes[query]), cancellationToken))).Value;

    private async Task<Result> RunAsync(QueryNode node)
    {
        // A query in a circle would wait for itself.
        if (!node.IsSound) return new Result(null, "", []);
        if (node.Query.Source is not null) return await AskAsync(node.Query);
        var inputs = await Task.WhenAll(node.Queries.Select(ResultOf));
        var datasets = await LoadAsync(node.Datasets);
        var lineage = inputs.SelectMany(input => input.Datasets).Concat(datasets.Where(dataset => dataset is not null).Select(dataset => dataset!.Dataset))
            .DistinctBy(dataset => dataset.Name).OrderBy(dataset => dataset.Name, StringComparer.Ordinal).ToImmutableArray();
        if (inputs.Any(input => input.Table is null) || datasets.Any(dataset => dataset is not { IsReadable: true })) return new Result(null, "", lineage);
        var key = KeyOf(node, inputs, datasets);
        var (table, bytes) = Find(Kind, key);
        try
        {
            table ??= await QueryAsync(node, inputs, datasets);
        }
        catch (QueryException e)
        {
            Report(node.Query, e);
            return new Result(null, "", lineage);
        }
        if (bytes is null) cache.Keep(Kind, key, bytes = TableFormat.Write(table));
        ResultCheck.Run(node.Query, table, diagnostics);
        var review = await ReviewAsync(node, inputs, datasets, key, table);
        ReviewCheck.Run(node.Query, review, diagnostics);
        var people = PeopleColumns.Of(table, node.Analysis?.Lineage ?? SqlLineage.Unknown, datasets.Select(dataset => dataset!.Dataset), inputs.SelectMany(input => input.People), disclosureThreshold);
        return new Result(table, ContentHash.Of(bytes), lineage) { People = PeopleColumns.With(people, review.Groups, node.Datasets, disclosureThreshold) };
    }

    // Only the rows come back: from here on they are a table like any other.
    private async Task<Result> AskAsync(QueryBlock query)
    {
        try
        {
            var table = await sources.QueryAsync(query, cancellationToken);
            var hash = ContentHash.Of(TableFormat.Write(table));
            ResultCheck.Run(query, table, diagnostics);
            var origin = sources.Origin(query, hash);
            return new Result(table, hash, [origin]) { People = PeopleColumns.Of(table, SqlLineage.Unknown, [origin], [], disclosureThreshold) };
        }
        catch (QueryException e)
        {
            Report(query, e);
            return new Result(null, "", []);
        }
    }

    private void Report(QueryBlock query, QueryException e) => diagnostics.Add(e.Rule, e.Line > 0 ? query.LocationInSql(e.Line, e.Column) : query.Location, e.Message, e.Hint);

    // Once for all queries of the issue, so that they read the same file, whatever happens to it meanwhile.
    private async Task<LoadedDataset?[]> LoadAsync(ImmutableArray<Dataset> datasets) =>
        await Task.WhenAll(datasets.Select(dataset => _datasets.GetOrAdd(dataset.Name, _ => new Lazy<Task<LoadedDataset?>>(() => LoadAsync(dataset))).Value));

    private async Task<LoadedDataset?> LoadAsync(Dataset dataset)
    {
        if (await loader.IdentifyAsync(dataset, diagnostics, cancellationToken) is not var (identified, key)) return null;
        var loaded = await loader.LoadAsync(identified, key, cancellationToken);
        diagnostics.AddRange(loaded.Findings);
        // The same bytes may have been loaded for another issue, which knows less or more of their origin.
        return loaded with { Dataset = identified with { UnmatchedAuthorities = loaded.SnapshotPath is { } path ? await UnmatchedAsync(loaded, path) : loaded.UnmatchedAuthorities, Columns = await ColumnsOfAsync(loaded) } };
    }

    private async Task<ImmutableArray<UnmatchedAuthority>> UnmatchedAsync(LoadedDataset loaded, string path)
    {
        try
        {
            return await new SnapshotAuthorities(cache).FindAsync(loaded, RowsOf(loaded), async sql =>
            {
                var workbench = await WorkbenchFor([path], Environment.ProcessorCount);
                return await workbench.Run.QueryAsync(sql, cancellationToken);
            });
        }
        catch (QueryException)
        {
            // More than the limits of a query let it look through: the queries of the issue will say so of themselves.
            return [];
        }
    }

    private async Task<ImmutableArray<DatasetColumn>> ColumnsOfAsync(LoadedDataset loaded)
    {
        if (loaded.Table is { } held) return DatasetColumn.Of(held);
        if (loaded.SnapshotPath is null) return [];
        if (Find(ColumnsKind, loaded.Key).Table is { } known) return DatasetColumn.Of(known);
        var workbench = await WorkbenchFor([loaded.SnapshotPath], Environment.ProcessorCount);
        var empty = await workbench.Run.QueryAsync($"FROM {RowsOf(loaded)} LIMIT 0", cancellationToken);
        cache.Keep(ColumnsKind, loaded.Key, TableFormat.Write(empty));
        return DatasetColumn.Of(empty);
    }

    private string KeyOf(QueryNode node, Result[] inputs, LoadedDataset?[] datasets)
    {
        using var key = new ContentHash();
        key.Add(DuckDbEngine.Version).Add(SqlGate.Version).Add(LocalAuthorities.Hash).Add(limits.Rows.ToString(CultureInfo.InvariantCulture)).Add(node.Query.Sql);
        foreach (var (query, result) in node.Queries.Zip(inputs).OrderBy(entry => entry.First.Name, StringComparer.Ordinal)) key.Add("query").Add(query.Name).Add(result.Hash);
        foreach (var dataset in datasets) key.Add("dataset").Add(dataset!.Dataset.Name).Add(dataset.Key);
        return key.ToHex();
    }

    private (Table? Table, byte[]? Bytes) Find(string kind, string key)
    {
        var bytes = cache.Find(kind, key);
        var table = bytes is null ? null : TableFormat.Read(bytes);
        return (table, table is null ? null : bytes);
    }

    // What is asked of the rows beyond the rows is kept beside them.
    private async Task<QueryReview> ReviewAsync(QueryNode node, Result[] inputs, LoadedDataset?[] datasets, string resultKey, Table result)
    {
        using var hash = new ContentHash();
        var key = hash.Add(QueryReviewer.Version).Add(resultKey).ToHex();
        if (Find(ReviewKind, key) is { Table: { } known }) return QueryReview.Of(known);
        if (ReviewerOf(node, inputs, datasets) is not { } reviewer)
        {
            cache.Remember(ReviewKind, key, TableFormat.Write(QueryReview.Nothing.ToTable()));
            return QueryReview.Nothing;
        }
        var workbench = await WorkbenchAsync(node, inputs, datasets);
        var review = await reviewer.RunAsync(result, sql => workbench.Run.QueryAsync(sql, cancellationToken));
        cache.Keep(ReviewKind, key, TableFormat.Write(review.ToTable()));
        return review;
    }

    // Null for a query of which there is nothing to ask, as most.
    private static QueryReviewer? ReviewerOf(QueryNode node, Result[] inputs, LoadedDataset?[] datasets)
    {
        var tables = new Dictionary<string, ReviewedTable>(StringComparer.OrdinalIgnoreCase);
        foreach (var (query, input) in node.Queries.Zip(inputs)) tables[query.Name] = new ReviewedTable([.. input.Table!.ColumnNames], input.Table.RowCount, false);
        foreach (var dataset in datasets) tables[dataset!.Dataset.Name] = new ReviewedTable([.. dataset.Dataset.Columns.Select(column => column.Name)], dataset.Table?.RowCount, dataset.Dataset.PeopleColumns.Contains(PeopleColumns.Rows));
        return QueryReviewer.Of(node.Query.Sql, node.Analysis!.Tree, tables);
    }

    private async Task<Table> QueryAsync(QueryNode node, Result[] inputs, LoadedDataset?[] datasets) =>
        await (await WorkbenchAsync(node, inputs, datasets)).Run.QueryAsync(node.Query.Sql, cancellationToken);

    private async Task<Workbench> WorkbenchAsync(QueryNode node, Result[] inputs, LoadedDataset?[] datasets)
    {
        ImmutableArray<string> snapshots = [.. datasets.Select(dataset => dataset!.SnapshotPath).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var tables = inputs.Select(input => input.Table).Concat(datasets.Select(dataset => dataset!.Table));
        var isExact = !datasets.Any(dataset => dataset!.HasFractions) && !tables.Any(table => table?.Columns.Any(column => column.Type is ColumnType.Double) ?? false);
        var threads = node.Analysis!.IsOrderFree && isExact && !snapshots.IsEmpty ? Environment.ProcessorCount : 1;
        var workbench = await WorkbenchFor(snapshots, threads);
        foreach (var (query, result) in node.Queries.Zip(inputs)) workbench.Put(query.Name, result.Hash, result.Table!);
        foreach (var dataset in datasets)
        {
            if (dataset!.Table is not null) workbench.Put(dataset.Dataset.Name, dataset.Key, dataset.Table);
            else workbench.Attach(dataset);
        }
        return workbench;
    }

    private Task<Workbench> WorkbenchFor(ImmutableArray<string> snapshots, int threads) =>
        _workbenches.GetOrAdd($"{threads} {string.Join('\n', snapshots)}", _ => new Lazy<Task<Workbench>>(async () =>
        {
            var engine = await engines.GetAsync(snapshots, threads);
            return new Workbench(engine, engine.NewRun());
        })).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var workbench in _workbenches.Values)
        {
            if (workbench.IsValueCreated && workbench.Value.IsCompletedSuccessfully) (await workbench.Value).Run.Dispose();
        }
    }
}
