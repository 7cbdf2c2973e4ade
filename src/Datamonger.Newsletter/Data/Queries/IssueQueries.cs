using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Engine.Review;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Data.Queries.Disclosure;
using Datamonger.Newsletter.Data.Sources;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries;

/// <summary>The queries of one issue while they run.</summary>
internal sealed class IssueQueries(
    ImmutableArray<QueryNode> graph,
    IQueryEngine engine,
    DatasetLoader loader,
    IssueSources sources,
    BuildCache cache,
    QueryLimits limits,
    int disclosureThreshold,
    DiagnosticBag diagnostics,
    CancellationToken cancellationToken
) : IDisposable
{
    private const string Kind = "query";
    private const string ReviewKind = "review";
    private const string ColumnsKind = "columns";
    private const string SumsKind = "sums";
    private readonly Dictionary<QueryBlock, QueryNode> _nodes = graph.ToDictionary(node => node.Query);
    private readonly ConcurrentDictionary<QueryBlock, Lazy<Task<Result>>> _results = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<LoadedDataset?>>> _datasets = new(StringComparer.Ordinal);
    private readonly long _session = engine.Begin();

    // The tables whose rows are marked have the names of the others.
    private readonly Lazy<long> _marked = new(engine.Begin);

    /// <summary>What a query gave.</summary>
    /// <param name="Table">Null when it failed.</param>
    /// <param name="Hash">Of the table's bytes: what reads it need run again only when these change.</param>
    private sealed record Result(Table? Table, string Hash, ImmutableArray<Dataset> Datasets)
    {
        public ImmutableArray<PeopleColumn> People { get; init; } = [];

        public CountSums Sums { get; init; } = CountSums.Unknown;

        /// <summary>Whether the query of a source orders its rows.</summary>
        public bool IsOrdered { get; init; }
    }

    // The rows of a snapshot as they stand in it.
    private static string RowsOf(LoadedDataset dataset) => DuckDbSql.ParquetRows(dataset.SnapshotPath!);

    /// <summary>Runs them all; the tables come in the order of the issue.</summary>
    public async Task<ImmutableArray<QueryTable>> RunAsync()
    {
        var results = await Task.WhenAll(graph.Select(node => ResultOf(node.Query)));
        return
        [
            .. graph.Zip(
                results,
                (node, result) =>
                    diagnostics.Guard(
                        "result",
                        NameOf(node.Query),
                        node.Query.Location,
                        () => Shown(node, result),
                        _ => new QueryTable(node.Query, null, result.Datasets)
                    )
            ),
        ];
    }

    private static string NameOf(QueryBlock query) => $"the query \"{query.Name}\"";

    // What is hidden is hidden from readers: queries go on from the counts, so that their sums are right.
    private QueryTable Shown(QueryNode node, Result result) =>
        new(
            node.Query,
            result.Table is { } table ? Suppression.Apply(node.Query, table, result.People, disclosureThreshold, diagnostics) : null,
            result.Datasets
        )
        {
            People = result.People,
            Sums = result.Sums,
            IsOrdered = node.Analysis?.IsOrdered ?? result.IsOrdered,
            OwnDatasets = node.Datasets,
            Columns = node.Analysis?.Columns ?? SqlColumns.Unknown,
        };

    private Task<Result> ResultOf(QueryBlock query) =>
        _results.GetOrAdd(query, _ => new Lazy<Task<Result>>(() => Task.Run(() => GuardedAsync(_nodes[query]), cancellationToken))).Value;

    private Task<Result> GuardedAsync(QueryNode node) =>
        diagnostics.GuardAsync("query", NameOf(node.Query), node.Query.Location, () => RunAsync(node), _ => new Result(null, "", []));

    private async Task<Result> RunAsync(QueryNode node)
    {
        // A query in a circle would wait for itself.
        if (!node.IsSound)
            return new Result(null, "", []);
        if (node.Query.Source is not null)
            return await AskAsync(node.Query);
        var inputs = await Task.WhenAll(node.Queries.Select(ResultOf));
        var datasets = await LoadAsync(node.Datasets);
        var lineage = inputs
            .SelectMany(input => input.Datasets)
            .Concat(datasets.Where(dataset => dataset is not null).Select(dataset => dataset!.Dataset))
            .DistinctBy(dataset => dataset.Name)
            .OrderBy(dataset => dataset.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        if (inputs.Any(input => input.Table is null) || datasets.Any(dataset => dataset is not { IsReadable: true }))
            return new Result(null, "", lineage);
        var key = KeyOf(node, inputs, datasets);
        var (table, bytes) = Find(Kind, key);
        try
        {
            table ??= await QueryAsync(node.Query.Sql, node, inputs, datasets);
        }
        catch (QueryException e)
        {
            Report(node.Query, e);
            return new Result(null, "", lineage);
        }
        if (bytes is null)
            cache.Keep(Kind, key, bytes = TableFormat.Write(table));
        ResultCheck.Run(node.Query, table, diagnostics);
        var review = await ReviewAsync(node, inputs, datasets, key, table);
        ReviewCheck.Run(node.Query, review, diagnostics);
        var madeOf = node.Analysis?.Lineage ?? SqlLineage.Unknown;
        table = CellNote.Marked(madeOf.Told(table, inputs.Select(input => input.Table)));
        var people = PeopleColumns.Of(
            table,
            node.Analysis!.Tree,
            [
                .. datasets.Select(dataset => (dataset!.Dataset.Name, PeopleColumns.Of(dataset.Dataset, disclosureThreshold))),
                .. node.Queries.Zip(inputs, (query, input) => (query.Name, PeopleColumns.Of(input.Table!, input.People))),
            ]
        );
        return new Result(table, ContentHash.Of(bytes), lineage)
        {
            People = PeopleColumns.With(people, review.Groups, node.Datasets, disclosureThreshold),
            Sums = await SumsAsync(node, inputs, datasets, key, table, people),
        };
    }

    private async Task<CountSums> SumsAsync(
        QueryNode node,
        Result[] inputs,
        LoadedDataset?[] datasets,
        string resultKey,
        Table result,
        ImmutableArray<PeopleColumn> people
    )
    {
        var read = node.Queries.Zip(inputs, (query, input) => (query.Name, Table: input.Table!, input.Sums)).ToImmutableArray();
        if (QuerySums.Of(node.Analysis!.Tree, people, datasets, read) is not { } probe)
            return CountSums.Unknown;
        using var hash = new ContentHash();
        var key = hash.Add(QuerySums.Version).Add(resultKey).Add(probe.Statement).ToHex();
        var (answer, _) = Find(SumsKind, key);
        if (answer is null)
        {
            var tables = QuerySums.Tables(probe, node.Queries, [.. inputs.Select(input => (input.Table!, input.Hash))], datasets, RowsFor);
            ImmutableArray<string> snapshots =
            [
                .. datasets.Select(dataset => dataset!.SnapshotPath).OfType<string>().Distinct().Order(StringComparer.Ordinal),
            ];
            answer =
                await QuerySums.AskAsync(
                    probe.Statement,
                    sql => engine.QueryAsync(new EngineQuery(_marked.Value, sql, snapshots, 1, tables), cancellationToken)
                ) ?? Table.Empty;
            cache.Keep(SumsKind, key, TableFormat.Write(answer));
        }
        return QuerySums.Read(
            probe,
            answer,
            result,
            datasets,
            [.. inputs.Select(input => (input.Table!, input.Sums))],
            disclosureThreshold
        );
    }

    // Only the rows come back: from here on they are a table like any other.
    private async Task<Result> AskAsync(QueryBlock query)
    {
        try
        {
            var table = CellNote.Marked(await sources.QueryAsync(query, cancellationToken));
            var hash = ContentHash.Of(TableFormat.Write(table));
            ResultCheck.Run(query, table, diagnostics);
            var origin = sources.Origin(query, hash);
            var tree = await TreeOfAsync(query);
            return new Result(table, hash, [origin])
            {
                People = PeopleColumns.Of(table, tree, [], PeopleColumns.OfSource(origin, disclosureThreshold)),
                IsOrdered = tree.Length > 0 && SqlOrder.IsByAuthor(tree),
            };
        }
        catch (QueryException e)
        {
            Report(query, e);
            return new Result(null, "", []);
        }
    }

    // The SQL of a source is read as the embedded engine reads it, where it can; where it cannot, nothing is known of its columns and rows.
    private async Task<string> TreeOfAsync(QueryBlock query)
    {
        try
        {
            var tree = await engine.ParseAsync(query.Sql, cancellationToken);
            return SqlGate.IsOneSelect(tree) ? tree : "";
        }
        catch (QueryException)
        {
            return "";
        }
    }

    private void Report(QueryBlock query, QueryException e) =>
        diagnostics.Add(e.Rule, e.Line > 0 ? query.LocationInSql(e.Line, e.Column) : query.Location, e.Message, e.Hint);

    // Once for all queries of the issue, so that they read the same file, whatever happens to it meanwhile.
    private async Task<LoadedDataset?[]> LoadAsync(ImmutableArray<Dataset> datasets) =>
        await Task.WhenAll(
            datasets.Select(dataset =>
                _datasets.GetOrAdd(dataset.Name, _ => new Lazy<Task<LoadedDataset?>>(() => GuardedAsync(dataset))).Value
            )
        );

    private Task<LoadedDataset?> GuardedAsync(Dataset dataset) =>
        diagnostics.GuardAsync(
            "data file",
            $"the data file \"{dataset.Path}\"",
            SourceLocation.StartOf(dataset.Path),
            () => LoadAsync(dataset),
            _ => null
        );

    private async Task<LoadedDataset?> LoadAsync(Dataset dataset)
    {
        if (await loader.IdentifyAsync(dataset, diagnostics, cancellationToken) is not var (identified, key))
            return null;
        var loaded = await loader.LoadAsync(identified, key, cancellationToken);
        diagnostics.AddRange(loaded.Findings);
        // The same bytes may have been loaded for another issue, which knows less or more of their origin.
        return loaded with
        {
            Dataset = identified with
            {
                UnmatchedAuthorities = loaded.SnapshotPath is { } path ? await UnmatchedAsync(loaded, path) : loaded.UnmatchedAuthorities,
                Columns = await ColumnsOfAsync(loaded),
            },
        };
    }

    private async Task<ImmutableArray<UnmatchedAuthority>> UnmatchedAsync(LoadedDataset loaded, string path)
    {
        try
        {
            return await new SnapshotAuthorities(cache).FindAsync(loaded, RowsOf(loaded), sql => AskSnapshotAsync(path, sql));
        }
        catch (QueryException)
        {
            // More than the limits of a query let it look through: the queries of the issue will say so of themselves.
            return [];
        }
    }

    private async Task<ImmutableArray<DatasetColumn>> ColumnsOfAsync(LoadedDataset loaded)
    {
        if (loaded.Table is { } held)
            return DatasetColumn.Of(held);
        if (loaded.SnapshotPath is null)
            return [];
        if (Find(ColumnsKind, loaded.Key).Table is { } known)
            return DatasetColumn.Of(known);
        var empty = await AskSnapshotAsync(loaded.SnapshotPath, $"FROM {RowsOf(loaded)} LIMIT 0");
        cache.Keep(ColumnsKind, loaded.Key, TableFormat.Write(empty));
        return DatasetColumn.Of(empty);
    }

    private string KeyOf(QueryNode node, Result[] inputs, LoadedDataset?[] datasets)
    {
        using var key = new ContentHash();
        key.Add(DuckDbSql.Version)
            .Add(SqlGate.Version)
            .Add(LocalAuthorities.Hash)
            .Add(string.Create(CultureInfo.InvariantCulture, $"{limits.Rows} {limits.ResultBytes}"))
            .Add(node.Query.Sql);
        foreach (var (query, result) in node.Queries.Zip(inputs).OrderBy(entry => entry.First.Name, StringComparer.Ordinal))
            key.Add("query").Add(query.Name).Add(result.Hash);
        foreach (var dataset in datasets)
            key.Add("dataset").Add(dataset!.Dataset.Name).Add(dataset.Key);
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
        if (Find(ReviewKind, key) is { Table: { } known })
            return QueryReview.Of(known);
        if (ReviewerOf(node, inputs, datasets) is not { } reviewer)
        {
            cache.Remember(ReviewKind, key, TableFormat.Write(QueryReview.Nothing.ToTable()));
            return QueryReview.Nothing;
        }
        var review = await reviewer.RunAsync(result, sql => QueryAsync(sql, node, inputs, datasets));
        cache.Keep(ReviewKind, key, TableFormat.Write(review.ToTable()));
        return review;
    }

    // Null for a query of which there is nothing to ask, as most.
    private static QueryReviewer? ReviewerOf(QueryNode node, Result[] inputs, LoadedDataset?[] datasets)
    {
        var tables = new Dictionary<string, ReviewedTable>(StringComparer.OrdinalIgnoreCase);
        foreach (var (query, input) in node.Queries.Zip(inputs))
            tables[query.Name] = new ReviewedTable([.. input.Table!.ColumnNames], input.Table.RowCount, false);
        foreach (var dataset in datasets)
            tables[dataset!.Dataset.Name] = new ReviewedTable(
                [.. dataset.Dataset.Columns.Select(column => column.Name)],
                dataset.Table?.RowCount,
                dataset.Dataset.PeopleColumns.Contains(PeopleColumns.Rows)
            );
        return QueryReviewer.Of(node.Query.Sql, node.Analysis!.Tree, tables);
    }

    private Task<Table> AskSnapshotAsync(string path, string sql) =>
        engine.QueryAsync(new EngineQuery(_session, sql, [path], Environment.ProcessorCount, []), cancellationToken);

    private Task<Table> QueryAsync(string sql, QueryNode node, Result[] inputs, LoadedDataset?[] datasets)
    {
        ImmutableArray<string> snapshots =
        [
            .. datasets.Select(dataset => dataset!.SnapshotPath).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        ];
        var tables = inputs.Select(input => input.Table).Concat(datasets.Select(dataset => dataset!.Table));
        var isExact =
            !datasets.Any(dataset => dataset!.HasFractions)
            && !tables.Any(table => table?.Columns.Any(column => column.Type is ColumnType.Double) ?? false);
        var threads = node.Analysis!.IsOrderFree && isExact && !snapshots.IsEmpty ? Environment.ProcessorCount : 1;
        ImmutableArray<NamedRows> read =
        [
            .. node.Queries.Zip(inputs, (query, result) => new NamedRows(query.Name, result.Hash, result.Table)),
            .. datasets.Select(dataset => RowsFor(dataset!)),
        ];
        return engine.QueryAsync(new EngineQuery(_session, sql, snapshots, threads, read), cancellationToken);
    }

    private static NamedRows RowsFor(LoadedDataset loaded)
    {
        if (loaded.Table is not null)
            return new NamedRows(loaded.Dataset.Name, loaded.Key, loaded.Table);
        // A declaration that means nothing has been reported; the rows are then read as they stand.
        var isSound = !loaded.Findings.Any(finding =>
            finding.Rule == DatasetRules.UnknownColumn || finding.Rule == DatasetRules.UnknownType
        );
        var rows = RowsOf(loaded);
        return new NamedRows(loaded.Dataset.Name, isSound ? NormalisedRows.Of(rows, loaded.Dataset.Options) : rows, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        engine.End(_session);
        if (_marked.IsValueCreated)
            engine.End(_marked.Value);
    }
}
