using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries.Expectations;
using Datamonger.Newsletter.Data.Sources;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Data.Queries;

/// <summary>
/// Runs the queries of issues: each in the engine it names, after the queries it reads, at the same time as those that it does not.
/// A result is kept by what it was made from, so that only what changed runs again; when nothing did, no engine is opened.
/// </summary>
public sealed class QueryRunner : IDisposable
{
    private const string TreeKind = "sql";

    /// <summary>Queries that are remembered as they were judged.</summary>
    private const int MostAnalyses = 1024;
    private readonly Workspace _workspace;
    private readonly BuildCache _cache;
    private readonly QueryLimits _limits;
    private readonly CatalogCache _catalog;
    private readonly DatasetLoader _loader;
    private readonly IQueryEngine _engine;
    private readonly TimeProvider _time;
    private readonly ClickHouseSettings _settings = new();
    private readonly ConcurrentDictionary<string, SqlAnalysis> _analyses = new(StringComparer.Ordinal);

    /// <param name="workspace">Where the data files are.</param>
    /// <param name="cache">Keeps typed data files and results.</param>
    /// <param name="time">The clock, which no query can see: for how long the answer of a source may be kept.</param>
    /// <param name="limits">What one query may take; when null the defaults, with the memory that newsletter.yml gives it.</param>
    public QueryRunner(Workspace workspace, BuildCache cache, TimeProvider time, QueryLimits? limits = null)
    {
        _workspace = workspace;
        _cache = cache;
        _time = time;
        _limits = limits ?? QueryLimits.Default with { Memory = (long)workspace.Settings.QueryMemory << 20 };
        _catalog = new CatalogCache(workspace);
        _loader = new DatasetLoader(workspace, cache, time);
        _engine = workspace.StartEngine is { } start ? new EngineProcess(start, _limits) : new LocalEngine(_limits);
    }

    /// <summary>A runner with the cache of a workspace.</summary>
    /// <param name="workspace">Where the data files are.</param>
    /// <param name="time">The clock, which no query can see.</param>
    public static QueryRunner For(Workspace workspace, TimeProvider time) =>
        new(workspace, new BuildCache(workspace.CacheDirectory, time), time);

    /// <summary>Whether the query engine has been opened.</summary>
    internal bool IsEngineOpen => _engine.IsOpen;

    /// <summary>Begins to open the query engine, about 20 ms, so that it is there for the first query.</summary>
    public void WarmUp() => _engine.WarmUp();

    /// <summary>Runs every query of an issue.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="diagnostics">Takes what is wrong with queries, results and the data files they read.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    /// <returns>A table for every query, without rows where it failed.</returns>
    public async Task<QueryTables> RunAsync(Issue issue, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        // The second of two queries of one name has been reported by the parser.
        ImmutableArray<QueryBlock> queries = [.. issue.Queries.DistinctBy(query => query.Name, StringComparer.OrdinalIgnoreCase)];
        if (queries.IsEmpty)
            return QueryTables.None;
        var catalog = _catalog.Read(diagnostics).With(_workspace, issue, diagnostics);
        return await RunAsync(
            QueryGraph.Build(await AnalyseAsync(queries, cancellationToken), catalog, diagnostics),
            SourcesOf(issue),
            diagnostics,
            cancellationToken
        );
    }

    /// <summary>Runs queries that stand in no issue.</summary>
    /// <param name="queries">The queries, which do not read one another.</param>
    /// <param name="issue">The issue whose queries and tables they may read; null for the datasets of the workspace alone.</param>
    /// <param name="diagnostics">Takes what is wrong with them, and with what they read.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    /// <returns>A table for each of <paramref name="queries"/>, in their order.</returns>
    public async Task<ImmutableArray<QueryTable>> RunAsync(
        ImmutableArray<QueryBlock> queries,
        Issue? issue,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var catalog = _catalog.Read(diagnostics);
        if (issue is not null)
            catalog = catalog.With(_workspace, issue, diagnostics);
        var analyses = await AnalyseAsync(
            [.. queries.Concat(issue?.Queries ?? []).DistinctBy(query => query.Name, StringComparer.OrdinalIgnoreCase)],
            cancellationToken
        );
        // What they do not read does not run, and what is wrong with it is told when the issue is built.
        var read = QueryGraph.Reachable(QueryGraph.Build(analyses, catalog, new DiagnosticBag()), queries);
        var graph = QueryGraph.Build([.. analyses.Where(entry => read.Contains(entry.Query))], catalog, diagnostics);
        var tables = await RunAsync(graph, SourcesOf(issue), diagnostics, cancellationToken);
        return [.. queries.Select(query => tables.Find(query.Name)!)];
    }

    private IssueSources SourcesOf(Issue? issue) => new(_workspace, issue?.FrontMatter.Sources, _cache, _time, _settings);

    private async Task<QueryTables> RunAsync(
        ImmutableArray<QueryNode> graph,
        IssueSources sources,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        sources.Check(diagnostics);
        graph = [.. graph.Select(node => node with { IsSound = sources.Allow(node.Query, diagnostics) && node.IsSound })];
        foreach (var expectation in graph.Where(node => !node.IsSound).SelectMany(node => node.Query.Expectations))
            ExpectationCheck.Parse(expectation, diagnostics);
        using var run = new IssueQueries(
            graph,
            _engine,
            _loader,
            sources,
            _cache,
            _limits,
            _workspace.Settings.Checks.DisclosureThreshold,
            diagnostics,
            cancellationToken
        );
        return new QueryTables(await run.RunAsync());
    }

    /// <summary>The tables that queries can read outside any issue.</summary>
    public DatasetCatalog ReadCatalog(DiagnosticBag diagnostics) => _catalog.Read(diagnostics);

    private async Task<ImmutableArray<(QueryBlock Query, SqlAnalysis? Analysis)>> AnalyseAsync(
        ImmutableArray<QueryBlock> queries,
        CancellationToken cancellationToken
    ) =>
        [
            .. await Task.WhenAll(
                queries.Select(async query => (query, query.Source is null ? await AnalyseAsync(query.Sql, cancellationToken) : null))
            ),
        ];

    // In memory as it was judged, and on disk as the engine wrote it.
    private async Task<SqlAnalysis> AnalyseAsync(string sql, CancellationToken cancellationToken)
    {
        if (_analyses.TryGetValue(sql, out var analysed))
            return analysed;
        if (_analyses.Count >= MostAnalyses)
            _analyses.Clear();
        return _analyses[sql] = await ParseAsync(sql, cancellationToken);
    }

    // Judging a syntax tree again follows this version's rules.
    private async Task<SqlAnalysis> ParseAsync(string sql, CancellationToken cancellationToken)
    {
        using var key = new ContentHash();
        var hash = key.Add(DuckDbSql.Version).Add(sql).ToHex();
        if (_cache.Find(TreeKind, hash) is { } known)
            return SqlGate.Judge(sql, Encoding.UTF8.GetString(known));
        try
        {
            var tree = await _engine.ParseAsync(sql, cancellationToken);
            _cache.Keep(TreeKind, hash, Encoding.UTF8.GetBytes(tree));
            return SqlGate.Judge(sql, tree);
        }
        catch (QueryException e)
        {
            return new SqlAnalysis([], [new SqlProblem(e.Rule, Math.Max(1, e.Line), Math.Max(1, e.Column), e.Message, e.Hint)], false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        // What this run used is marked as used by now, and its snapshots are closed.
        _cache.Prune();
    }
}
