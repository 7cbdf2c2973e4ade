using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>Reads the columns that a query names from its syntax tree.</summary>
internal static class SqlColumnReader
{
    /// <summary>The columns, whichever table they belong to.</summary>
    public static SqlColumns Of(JsonElement root)
    {
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.OrdinalIgnoreCase);
        var hasStar = Collect(root, names);
        return new SqlColumns(names.ToImmutable(), hasStar);
    }

    private static bool Collect(JsonElement element, ImmutableHashSet<string>.Builder names)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var hasStar = false;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                hasStar |= Collect(item, names);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return hasStar;
        if (
            element.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String
            && type.GetString() is "STAR" or "PIVOT" or "POSITIONAL_REFERENCE"
        )
            hasStar = true;
        if (element.TryGetProperty("column_names", out var path) || element.TryGetProperty("using_columns", out path))
        {
            foreach (var name in path.EnumerateArray())
                names.Add(name.GetString()!);
        }
        if (element.TryGetProperty("function_name", out _))
            names.UnionWith(SqlNodes.SubjectOf(element));
        foreach (var property in element.EnumerateObject())
            hasStar |= Collect(property.Value, names);
        return hasStar;
    }
}
