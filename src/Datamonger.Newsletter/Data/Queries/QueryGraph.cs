using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries;

/// <summary>What a query reads.</summary>
/// <param name="Analysis">What the gate found; null for a query that runs on a source.</param>
/// <param name="Queries">Queries of the issue that it reads.</param>
/// <param name="Datasets">Datasets that it reads itself, ordered by name.</param>
/// <param name="IsSound">Whether it may run; why not has been reported.</param>
internal sealed record QueryNode(
    QueryBlock Query,
    SqlAnalysis? Analysis,
    ImmutableArray<QueryBlock> Queries,
    ImmutableArray<Dataset> Datasets,
    bool IsSound
);

/// <summary>Which query of an issue reads which table. Names that mean nothing and circles are reported here, once.</summary>
internal static class QueryGraph
{
    /// <summary>Resolves the tables of every query.</summary>
    public static ImmutableArray<QueryNode> Build(
        ImmutableArray<(QueryBlock Query, SqlAnalysis? Analysis)> queries,
        DatasetCatalog catalog,
        DiagnosticBag diagnostics
    )
    {
        var byName = queries.ToDictionary(entry => entry.Query.Name, entry => entry.Query, StringComparer.OrdinalIgnoreCase);
        ImmutableArray<QueryNode> nodes = [.. queries.Select(entry => Resolve(entry.Query, entry.Analysis, byName, catalog, diagnostics))];
        var inCircles = FindCircles(nodes, diagnostics);
        return [.. nodes.Select(node => node with { IsSound = node.IsSound && !inCircles.Contains(node.Query) })];
    }

    /// <summary>Queries, and all that they read, directly or through others.</summary>
    public static ImmutableHashSet<QueryBlock> Reachable(ImmutableArray<QueryNode> nodes, IEnumerable<QueryBlock> from)
    {
        var byQuery = nodes.ToDictionary(node => node.Query);
        var found = ImmutableHashSet.CreateBuilder<QueryBlock>();
        var open = new Stack<QueryBlock>(from);
        while (open.TryPop(out var query))
        {
            if (!found.Add(query))
                continue;
            foreach (var read in byQuery[query].Queries)
                open.Push(read);
        }
        return found.ToImmutable();
    }

    private static QueryNode Resolve(
        QueryBlock query,
        SqlAnalysis? analysis,
        Dictionary<string, QueryBlock> byName,
        DatasetCatalog catalog,
        DiagnosticBag diagnostics
    )
    {
        var sound = analysis?.IsAllowed ?? true;
        foreach (var problem in analysis?.Problems ?? [])
            diagnostics.Add(problem.Rule, query.LocationInSql(problem.Line, problem.Column), problem.Message, problem.Hint);
        if (analysis is { TakesSomeRows: true })
            diagnostics.Add(
                QueryRules.UnorderedLimit,
                query.Location,
                $"\"{query.Name}\" takes some rows (LIMIT), and nothing says which come first.",
                "Write ORDER BY before LIMIT."
            );
        if (catalog.Find(query.Name) is { } namesake)
        {
            diagnostics.Add(
                QueryRules.NameTaken,
                query.Location,
                $"\"{query.Name}\" is the name of a dataset ({namesake.Path}); give the query another.",
                $"Such as {query.Name}_by_year."
            );
            sound = false;
        }
        var read = new List<QueryBlock>();
        var datasets = new SortedDictionary<string, Dataset>(StringComparer.Ordinal);
        foreach (var reference in analysis?.Tables ?? [])
        {
            if (catalog.Find(reference.Name) is { } dataset)
                datasets[dataset.Name] = dataset;
            else if (byName.TryGetValue(reference.Name, out var other))
                read.Add(other);
            else if (catalog.IsUnreadable(reference.Name))
                sound = false;
            else
            {
                string[] known =
                [
                    .. catalog.Names,
                    .. byName.Values.Where(candidate => candidate != query).Select(candidate => candidate.Name),
                ];
                diagnostics.Add(
                    QueryRules.UnknownTable,
                    query.LocationInSql(reference.Line, reference.Column),
                    $"There is no dataset or query \"{reference.Name}\".",
                    NearestName.Hint(reference.Name, known)
                );
                sound = false;
            }
        }
        return new QueryNode(query, analysis, [.. read.Distinct()], [.. datasets.Values], sound);
    }

    private static HashSet<QueryBlock> FindCircles(ImmutableArray<QueryNode> nodes, DiagnosticBag diagnostics)
    {
        var byQuery = nodes.ToDictionary(node => node.Query);
        var found = new HashSet<QueryBlock>();
        var done = new HashSet<QueryBlock>();
        foreach (var start in nodes)
        {
            // Depth first, with a list of our own: a long chain of queries is no reason to run out of stack.
            var path = new List<(QueryBlock Query, int Next)> { (start.Query, 0) };
            while (path.Count > 0)
            {
                var (query, next) = path[^1];
                var node = byQuery[query];
                if (done.Contains(query) || next == node.Queries.Length)
                {
                    done.Add(query);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }
                path[^1] = (query, next + 1);
                var read = node.Queries[next];
                var at = path.FindIndex(step => step.Query == read);
                if (at < 0)
                    path.Add((read, 0));
                else
                    Report([.. path.Skip(at).Select(step => step.Query)], byQuery, found, diagnostics);
            }
        }
        return found;
    }

    private static void Report(
        ImmutableArray<QueryBlock> circle,
        Dictionary<QueryBlock, QueryNode> byQuery,
        HashSet<QueryBlock> found,
        DiagnosticBag diagnostics
    )
    {
        foreach (var query in circle)
            found.Add(query);
        var first = circle[0];
        var next = circle[circle.Length == 1 ? 0 : 1];
        var reference = byQuery[first].Analysis!.Tables.First(table => table.Name.Equals(next.Name, StringComparison.OrdinalIgnoreCase));
        var message =
            circle.Length == 1
                ? $"\"{first.Name}\" reads itself."
                : $"These queries read one another: {string.Join(" → ", circle.Append(first).Select(query => query.Name))}.";
        diagnostics.Add(
            QueryRules.Cycle,
            first.LocationInSql(reference.Line, reference.Column),
            message,
            "A query reads datasets and queries that do not need it themselves."
        );
    }
}
