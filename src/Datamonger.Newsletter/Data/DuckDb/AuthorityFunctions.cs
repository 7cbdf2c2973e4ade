using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.Results;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>
/// The functions that every query can call on what a data file calls a local authority: <c>la_code</c>, <c>la_name</c>,
/// <c>la_region</c>. They compute from their arguments and the embedded list alone.
/// </summary>
internal static class AuthorityFunctions
{
    /// <summary>What each does, for the reference.</summary>
    public static readonly ImmutableArray<(string Name, string Description)> Catalogue =
    [
        ("la_code", "The present code of a local authority, region or England, from an older code or any usual spelling; NULL when it is not known. `la_code(code, name)` asks the name when several rows of London share the code."),
        ("la_name", "Its name in one spelling; a text that is not known stays as it is."),
        ("la_region", "Its region; NULL when it is not known."),
    ];

    /// <summary>Makes them known to a database.</summary>
    public static void Register(DuckDBConnection connection)
    {
        Register(connection, "la_code", (code, name) => LocalAuthorities.Find(code, name)?.Code);
        Register(connection, "la_name", (code, name) => LocalAuthorities.Find(code, name)?.Name ?? code);
        Register(connection, "la_region", (code, name) => LocalAuthorities.Find(code, name)?.Region);
    }

#pragma warning disable DuckDBNET001 // Functions of one's own are marked as experimental; tests hold these to what is written of them.
    private static void Register(DuckDBConnection connection, string name, Func<string?, string?, string?> function) =>
        connection.RegisterScalarFunction<object, string>(name, (arguments, result, rows) =>
        {
            for (ulong row = 0; row < rows; row++)
            {
                if (function(Text(arguments, 0, row), Text(arguments, 1, row)) is { } value) result.WriteValue(value, row);
                else result.WriteNull(row);
            }
        }, new ScalarFunctionOptions { HandlesNulls = true }, @params: true);
#pragma warning restore DuckDBNET001

    // DfE's codes are numbers as often as texts.
    private static string? Text(IReadOnlyList<IDuckDBDataReader> arguments, int index, ulong row) =>
        index < arguments.Count && arguments[index].IsValid(row) ? PlainValue.Of(arguments[index].GetValue(row)) : null;
}
