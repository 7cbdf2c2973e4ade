using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>The columns that a query names, whichever table they stand in.</summary>
/// <param name="Names">Their names.</param>
/// <param name="HasStar">Whether it takes others without naming them (<c>*</c>, PIVOT).</param>
internal sealed record SqlColumns(ImmutableHashSet<string> Names, bool HasStar)
{
    /// <summary>Nothing is known: all of them.</summary>
    public static readonly SqlColumns Unknown = new([], true);

    /// <summary>Reads them from the syntax tree.</summary>
    public static SqlColumns Of(JsonElement root)
    {
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.OrdinalIgnoreCase);
        var hasStar = Collect(root, names);
        return new SqlColumns(names.ToImmutable(), hasStar);
    }

    /// <summary>Whether a column of a table that the query reads may be among them.</summary>
    public bool Reads(string column) => HasStar || Names.Contains(column);

    private static bool Collect(JsonElement element, ImmutableHashSet<string>.Builder names)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var hasStar = false;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) hasStar |= Collect(item, names);
        }
        if (element.ValueKind != JsonValueKind.Object) return hasStar;
        if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is "STAR" or "PIVOT") hasStar = true;
        if (element.TryGetProperty("column_names", out var path) || element.TryGetProperty("using_columns", out path))
        {
            foreach (var name in path.EnumerateArray()) names.Add(name.GetString()!);
        }
        foreach (var property in element.EnumerateObject())
        {
            if (!property.NameEquals("value") || property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("query", out _)) hasStar |= Collect(property.Value, names);
        }
        return hasStar;
    }
}
