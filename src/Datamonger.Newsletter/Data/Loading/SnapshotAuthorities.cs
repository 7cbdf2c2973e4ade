using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>
/// Finds in a table that stands in a snapshot what <see cref="AuthorityColumns"/> finds in one in memory: the engine gives the different
/// values of the columns that may hold authorities, and they are matched here. Looked for once, and kept.
/// </summary>
/// <param name="cache">Keeps what was found.</param>
internal sealed class SnapshotAuthorities(BuildCache cache)
{
    private const string Kind = "authorities";
    private const int HeadRows = 10_000;

    /// <summary>The values that name no authority, each once.</summary>
    /// <param name="loaded">A dataset whose rows are in a snapshot.</param>
    /// <param name="rows">The rows as the file has them, as SQL.</param>
    /// <param name="query">Runs a query over them.</param>
    public async Task<ImmutableArray<UnmatchedAuthority>> FindAsync(LoadedDataset loaded, string rows, Func<string, Task<Table>> query)
    {
        if (cache.Find(Kind, KeyOf(loaded)) is { } kept && TableFormat.Read(kept) is { } table)
            return Read(table);
        var found = await LookAsync(loaded.Dataset.Options, rows, query);
        Keep(loaded, found);
        return found;
    }

    /// <summary>Keeps what was found when the snapshot was made.</summary>
    public void Keep(LoadedDataset loaded, ImmutableArray<UnmatchedAuthority> found) =>
        cache.Keep(Kind, KeyOf(loaded), TableFormat.Write(Write(found)));

    private static string KeyOf(LoadedDataset loaded)
    {
        using var hash = new ContentHash();
        return hash.Add(loaded.Key).Add(LocalAuthorities.Hash).ToHex();
    }

    private static async Task<ImmutableArray<UnmatchedAuthority>> LookAsync(
        DatasetOptions options,
        string rows,
        Func<string, Task<Table>> query
    )
    {
        var found = ImmutableArray.CreateBuilder<UnmatchedAuthority>();
        var shape = await query($"SELECT * FROM {rows} LIMIT 0");
        var names = shape.Columns.FirstOrDefault(column => Normalisation.KindOf(options, column.Name) == "la_name")?.Name;
        foreach (var column in shape.Columns)
        {
            var kind = Normalisation.KindOf(options, column.Name);
            if (
                kind is null
                && (column.Type is not ColumnType.Text || !AuthorityColumns.MayHoldThem(await HeadAsync(column.Name, rows, query)))
            )
                continue;
            // A code that is not known may stand beside a name that is.
            var beside = kind == "la_code" ? names : null;
            var unknown = await UnknownOfAsync(column.Name, beside, kind is not null, rows, query);
            if (unknown.Count > 0)
                found.AddRange(
                    await PlacesAsync(column.Name, [.. unknown.Take(AuthorityColumns.MaximumReported - found.Count)], rows, query)
                );
        }
        return found.ToImmutable();
    }

    // The different values of the first rows, which tell of most columns that they hold something else.
    private static async Task<ImmutableArray<object?>> HeadAsync(string column, string rows, Func<string, Task<Table>> query)
    {
        var head = await query(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT DISTINCT {Text(column)} AS v FROM (SELECT {DuckDbSql.Identifier(column)} FROM {rows} LIMIT {HeadRows}) "
                    + $"ORDER BY v"
            )
        );
        return head.Columns[0].Values;
    }

    private static async Task<IReadOnlyCollection<string>> UnknownOfAsync(
        string column,
        string? beside,
        bool isDeclared,
        string rows,
        Func<string, Task<Table>> query
    )
    {
        var name = beside is null ? "" : $", {Text(beside)} AS n";
        var values = await query(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT DISTINCT {Text(column)} AS v{name} FROM {rows} WHERE v IS NOT NULL ORDER BY ALL LIMIT "
                    + $"{AuthorityColumns.MaximumDistinct + 1}"
            )
        );
        var known = beside is null
            ? values.Columns[0].Values
            :
            [
                .. values
                    .Columns[0]
                    .Values.Where((value, row) => LocalAuthorities.Find((string)value!, values.Columns[1].Values[row] as string) is null),
            ];
        return AuthorityColumns.UnknownOf(known, isDeclared) ?? [];
    }

    private static async Task<IEnumerable<UnmatchedAuthority>> PlacesAsync(
        string column,
        ImmutableArray<string> values,
        string rows,
        Func<string, Task<Table>> query
    )
    {
        if (values.IsEmpty)
            return [];
        var list = string.Join(", ", values.Select(DuckDbSql.Literal));
        var places = await query(
            $"SELECT v, min(r) AS r FROM (SELECT {Text(column)} AS v, row_number() OVER () AS r FROM {rows}) WHERE v IN ({list}) GROUP "
                + $"BY v ORDER BY r"
        );
        return Enumerable
            .Range(0, places.RowCount)
            .Select(row => AuthorityColumns.Of(column, (int)(long)places.ValueAt(row, "r")!, (string)places.ValueAt(row, "v")!));
    }

    // DfE's codes are numbers as often as texts.
    private static string Text(string column) => $"CAST({DuckDbSql.Identifier(column)} AS VARCHAR)";

    private static Table Write(ImmutableArray<UnmatchedAuthority> found) =>
        new(
            [
                new("column", ColumnType.Text, [.. found.Select(cell => cell.Column)]),
                new("row", ColumnType.Integer, [.. found.Select(cell => (object)(long)cell.Row)]),
                new("value", ColumnType.Text, [.. found.Select(cell => cell.Value)]),
                new("nearest", ColumnType.Text, [.. found.Select(cell => cell.Nearest)]),
            ],
            found.Length
        );

    private static ImmutableArray<UnmatchedAuthority> Read(Table table) =>
        [
            .. Enumerable
                .Range(0, table.RowCount)
                .Select(row => new UnmatchedAuthority(
                    (string)table.ValueAt(row, "column")!,
                    (int)(long)table.ValueAt(row, "row")!,
                    (string)table.ValueAt(row, "value")!,
                    table.ValueAt(row, "nearest") as string
                )),
        ];
}
