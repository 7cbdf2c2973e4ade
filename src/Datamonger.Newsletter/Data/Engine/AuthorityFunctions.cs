using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.Model.Results;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// The functions that every query can call on what a data file calls a local authority: <c>la_code</c>, <c>la_name</c>,
/// <c>la_region</c>. They compute from their arguments and the embedded list alone.
/// </summary>
internal static class AuthorityFunctions
{
    /// <summary>What each does, for the reference.</summary>
    public static readonly ImmutableArray<(string Name, string Description)> Catalogue =
    [
        (
            "la_code",
            "The present code of a local authority, region or England, from an older code or any usual spelling; NULL when it is not "
                + "known. `la_code(code, name)` asks the name when several rows of London share the code."
        ),
        ("la_name", "Its name in one spelling; a text that is not known stays as it is."),
        ("la_region", "Its region; NULL when it is not known."),
        ("la_at", "`la_at(x, day)`: the code of its area on a day; NULL where the area was split or merged, or is not known."),
        (
            "la_comparable",
            "`la_comparable(x, day, other_day)`: the smallest area that is the same on both days, by the names of the later: group by it "
                + "to add counts up before you compare years. NULL when it is not known."
        ),
        (
            "la_rank",
            "`la_rank(v, better := 'higher', within := NULL)`: 1 and how many are better, of the rows that have a value; equal ones share "
                + "it. `better` is `'higher'` or `'lower'`, `within` a column whose values are ranked apart, such as the year."
        ),
        ("la_ranked", "`la_ranked(v, within := NULL)`: how many rows have a value, and so a rank."),
        (
            "la_quartile",
            "`la_quartile(v, better := 'higher', within := NULL)`: 1 for the best quarter of the ranks to 4; NULL of fewer than 20."
        ),
        ("la_z", "`la_z(v, within := NULL)`: by how many standard deviations a value lies above the mean."),
        (
            "place",
            "`place(v, better := 'higher', within := NULL)`: the rank in words: “joint 53rd highest of 152”; counted from the lowest with "
                + "`'lower'`."
        ),
        (
            "neighbours",
            "`FROM neighbours('Lambeth', version := '2025')`: its ten statistical neighbours, in order, as `rank`, `code` and `name` (DfE's "
                + "model of 2025 or 2021)."
        ),
    ];

    /// <summary>Makes them known to a database.</summary>
    public static void Register(DuckDBConnection connection)
    {
        Register(connection, "la_code", (code, name) => LocalAuthorities.Find(code, name)?.Code);
        Register(connection, "la_name", (code, name) => LocalAuthorities.Find(code, name)?.Name ?? code);
        Register(connection, "la_region", (code, name) => LocalAuthorities.Find(code, name)?.Region);
        Register(connection, "la_at", (text, day) => text is not null && Day(day) is { } on ? AuthorityHistory.At(text, on)?.Code : null);
        Register(connection, "la_comparable", Comparable);
        Register(connection, Neighbours, (text, version) => Joined(text, version, authority => authority.Name));
        Register(connection, Neighbours + "_codes", (text, version) => Joined(text, version, authority => authority.Code));
    }

    private const string Neighbours = "datamonger_neighbours";

    /// <summary>Makes the macros over groups of rows known to a schema: these are windows, which no function of one row can be.</summary>
    public static IEnumerable<string> Macros(string schema)
    {
        const string keys = "better := 'higher', within := NULL";
        const string rank =
            "CASE WHEN v IS NULL THEN NULL WHEN better = 'lower' THEN rank() OVER (PARTITION BY within, v IS NULL ORDER BY v) "
            + "ELSE rank() OVER (PARTITION BY within, v IS NULL ORDER BY v DESC) END";
        const string ranked = "count(v) OVER (PARTITION BY within)";
        const string ordinal =
            "CASE WHEN r % 100 BETWEEN 11 AND 13 THEN 'th' WHEN r % 10 = 1 THEN 'st' WHEN r % 10 = 2 THEN 'nd' WHEN r % 10 = 3 THEN 'rd' "
            + "ELSE 'th' END";
        yield return $"CREATE MACRO {schema}.la_rank(v, {keys}) AS {rank}";
        yield return $"CREATE MACRO {schema}.la_ranked(v, within := NULL) AS {ranked}";
        yield return $"CREATE MACRO {schema}.la_quartile(v, {keys}) AS "
            + $"CASE WHEN {ranked} < 20 THEN NULL ELSE 1 + (({rank}) - 1) * 4 // {ranked} END";
        yield return $"CREATE MACRO {schema}.la_z(v, within := NULL) AS "
            + "(v - avg(v) OVER (PARTITION BY within)) / nullif(stddev_samp(v) OVER (PARTITION BY within), 0)";
        yield return $"CREATE MACRO {schema}.datamonger_ordinal(r) AS CASE WHEN r = 1 THEN '' ELSE r || {ordinal} || ' ' END";
        yield return $"CREATE MACRO {schema}.place(v, {keys}) AS CASE WHEN v IS NULL THEN NULL ELSE "
            + "CASE WHEN count(*) OVER (PARTITION BY within, v) > 1 THEN 'joint ' ELSE '' END || "
            + $"{schema}.datamonger_ordinal({rank}) || CASE WHEN better = 'lower' THEN 'lowest' ELSE 'highest' END || ' of ' || {ranked} END";
        yield return $"CREATE MACRO {schema}.neighbours(area, version := '2025') AS TABLE SELECT unnest(range(1, 11)) AS rank, "
            + $"unnest(string_split({Neighbours}_codes(area, version), '|')) AS code, "
            + $"unnest(string_split({Neighbours}(area, version), '|')) AS name";
    }

    private static string? Comparable(IReadOnlyList<string?> arguments) =>
        arguments is [{ } text, _, _] && Day(arguments[1]) is { } one && Day(arguments[2]) is { } other
            ? AuthorityHistory.Comparable(text, one, other) is { IsEmpty: false } parts
                ? string.Join(" + ", parts.Select(part => part.Name))
                : null
            : null;

    private static string? Joined(string? text, string? version, Func<DatedAuthority, string> what) =>
        text is not null && version is not null && AuthorityHistory.Neighbours(text, version) is { IsEmpty: false } found
            ? string.Join('|', found.Select(what))
            : null;

    private static DateOnly? Day(string? text) =>
        text is { Length: >= 10 }
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static void Register(DuckDBConnection connection, string name, Func<string?, string?, string?> function) =>
        Register(connection, name, arguments => function(arguments.ElementAtOrDefault(0), arguments.ElementAtOrDefault(1)));

#pragma warning disable DuckDBNET001 // Functions of one's own are marked as experimental; tests hold these to what is written of them.
    private static void Register(DuckDBConnection connection, string name, Func<IReadOnlyList<string?>, string?> function) =>
        connection.RegisterScalarFunction<object, string>(
            name,
            (arguments, result, rows) =>
            {
                for (ulong row = 0; row < rows; row++)
                {
                    if (function([.. Enumerable.Range(0, arguments.Count).Select(i => Text(arguments, i, row))]) is { } value)
                        result.WriteValue(value, row);
                    else
                        result.WriteNull(row);
                }
            },
            new ScalarFunctionOptions { HandlesNulls = true },
            @params: true
        );
#pragma warning restore DuckDBNET001

    // DfE's codes are numbers as often as texts.
    private static string? Text(IReadOnlyList<IDuckDBDataReader> arguments, int index, ulong row) =>
        arguments[index].IsValid(row) ? PlainValue.Of(arguments[index].GetValue(row)) : null;
}
