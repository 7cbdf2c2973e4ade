using System.Text;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>Turns the places of a syntax tree, which are bytes into the UTF-8 of a query, into lines and columns.</summary>
internal sealed class SqlPlaces(string sql)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(sql);

    /// <summary>Where an expression stands: 1-based, in UTF-16 units; the beginning when it does not say.</summary>
    public (int Line, int Column) Of(JsonElement element) =>
        element.TryGetProperty("query_location", out var place) && place.TryGetUInt64(out var offset) && offset <= (ulong)_bytes.Length
            ? At((int)offset)
            : (1, 1);

    /// <summary>Whether a node says where it stands: what the parser adds of itself does not.</summary>
    public static bool Has(JsonElement element) =>
        element.TryGetProperty("query_location", out var place) && place.TryGetUInt64(out var offset) && offset != ulong.MaxValue;

    private (int Line, int Column) At(int offset)
    {
        var before = Encoding.UTF8.GetString(_bytes, 0, offset);
        return (before.AsSpan().Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
