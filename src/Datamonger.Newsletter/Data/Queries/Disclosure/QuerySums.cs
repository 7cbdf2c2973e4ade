using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Engine.Review;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries.Disclosure;

/// <summary>Finds of which counts of the data files each count of a result is the sum.</summary>
internal static class QuerySums
{
    /// <summary>Part of every key of what is kept.</summary>
    public const string Version = "1";

    // Of a larger file a list of rows would be larger than the result.
    private const int MostRows = 20_000;

    /// <summary>What there is to ask of a query; null when nothing can be followed.</summary>
    /// <param name="tree">Its syntax tree.</param>
    /// <param name="people">The columns of its result that tell of people.</param>
    /// <param name="datasets">The files that it reads.</param>
    /// <param name="queries">The queries that it reads, with their results.</param>
    public static SumProbe? Of(
        string tree,
        ImmutableArray<PeopleColumn> people,
        LoadedDataset?[] datasets,
        IEnumerable<(string Name, Table Table, CountSums Sums)> queries
    )
    {
        if (!people.Any(column => column.Name != PeopleColumns.Rows))
            return null;
        var inputs = ImmutableArray.CreateBuilder<SumInput>();
        foreach (var loaded in datasets.Where(loaded => !loaded!.Dataset.PeopleColumns.IsEmpty))
        {
            if (loaded!.Table is not { RowCount: <= MostRows } table)
                return null;
            inputs.Add(
                new SumInput(
                    loaded.Dataset.Name,
                    [.. table.ColumnNames],
                    loaded.Dataset.PeopleColumns.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
                    loaded.Dataset.PeopleColumns.Contains(PeopleColumns.Rows)
                )
            );
        }
        foreach (var (name, table, sums) in queries.Where(query => !query.Sums.Columns.IsEmpty && query.Table.RowCount <= MostRows))
            inputs.Add(
                new SumInput(name, [.. table.ColumnNames], sums.Columns.Keys.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase), false)
            );
        return inputs.Count == 0 ? null : SumProbe.Of(tree, inputs.ToImmutable());
    }

    /// <summary>Asks.</summary>
    /// <param name="statement">The tree of the question.</param>
    /// <param name="ask">Runs SQL over the tables with their rows marked.</param>
    public static async Task<Table?> AskAsync(string statement, Func<string, Task<Table>> ask)
    {
        try
        {
            var sql = await ask($"SELECT json_deserialize_sql(CAST({DuckDbSql.Literal(statement)} AS JSON))");
            return await ask((string)sql.Columns[0].Values[0]!);
        }
        catch (QueryException)
        {
            // What is asked may be more than the query's limits allow: then nothing is known.
            return null;
        }
    }

    /// <summary>The tables of the question: those with counts have their rows marked.</summary>
    /// <param name="probe">The question.</param>
    /// <param name="queries">The queries that it reads.</param>
    /// <param name="results">Their results.</param>
    /// <param name="datasets">The files that it reads.</param>
    /// <param name="unmarked">A file as other queries read it.</param>
    public static ImmutableArray<NamedRows> Tables(
        SumProbe probe,
        ImmutableArray<QueryBlock> queries,
        ImmutableArray<(Table Table, string Hash)> results,
        LoadedDataset?[] datasets,
        Func<LoadedDataset, NamedRows> unmarked
    ) =>
        [
            .. datasets.Select(
                (loaded, i) =>
                    loaded!.Table is { } held && probe.Marks(loaded.Dataset.Name)
                        ? Marked(held, loaded.Dataset.Name, loaded.Key, i)
                        : unmarked(loaded)
            ),
            .. queries.Select(
                (query, i) =>
                    probe.Marks(query.Name)
                        ? Marked(results[i].Table, query.Name, results[i].Hash, datasets.Length + i)
                        : new NamedRows(query.Name, results[i].Hash, results[i].Table)
            ),
        ];

    // Each row says which it is: 3:17 is the eighteenth of the fourth table.
    private static NamedRows Marked(Table table, string name, string key, int number)
    {
        var marked = table with
        {
            Columns = table.Columns.Add(
                new Column(
                    new SumInput(name, [], [], false).RowColumn,
                    ColumnType.Text,
                    [.. Enumerable.Range(0, table.RowCount).Select(row => string.Create(CultureInfo.InvariantCulture, $"{number}:{row}"))]
                )
            ),
        };
        return new NamedRows(name, string.Create(CultureInfo.InvariantCulture, $"{key}~{number}~{name}"), marked);
    }

    /// <summary>What the answer says.</summary>
    /// <param name="probe">The question.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="result">The query's rows.</param>
    /// <param name="datasets">The files that it reads; their numbers come first.</param>
    /// <param name="queries">The queries that it reads.</param>
    /// <param name="threshold">For files that have none of their own.</param>
    public static CountSums Read(
        SumProbe probe,
        Table answer,
        Table result,
        LoadedDataset?[] datasets,
        ImmutableArray<(Table Table, CountSums Sums)> queries,
        int threshold
    )
    {
        var origins = ImmutableDictionary.CreateBuilder<string, CountOrigin>();
        foreach (var (_, sums) in queries)
            origins.AddRange(sums.Origins.Where(origin => !origins.ContainsKey(origin.Key)));
        foreach (var loaded in datasets.Where(loaded => loaded!.Table is not null))
        {
            foreach (var origin in CountOrigins.Of(loaded!, threshold))
                origins[origin.Id] = origin;
        }
        return new CountSums(probe.Read(answer, result, Find), origins.ToImmutable());

        (bool, CountSum?) Find(string row, string column)
        {
            var at = row.IndexOf(':');
            var (number, place) = (
                int.Parse(row.AsSpan(0, at), CultureInfo.InvariantCulture),
                int.Parse(row.AsSpan(at + 1), CultureInfo.InvariantCulture)
            );
            if (number >= datasets.Length)
            {
                var (table, sums) = queries[number - datasets.Length];
                return table.ValueAt(place, column) is null ? (true, null)
                    : sums.Find(column, place) is { IsPlain: true } sum ? (true, sum)
                    : (false, null);
            }
            var id = CountOrigins.IdOf(datasets[number]!, column);
            return !origins.TryGetValue(id, out var origin) ? (false, null)
                : origin.Values[place] is null ? (true, null)
                : (true, new CountSum(ImmutableDictionary<CountCell, double>.Empty.Add(new CountCell(id, place), 1), 0));
        }
    }
}
