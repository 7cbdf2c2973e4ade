using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Authorities;

/// <summary>Finds the columns of a table that hold local authorities, and what in them is none.</summary>
internal static class AuthorityColumns
{
    // A table of authorities is small: a longer one is not looked through.
    private const int MaximumRows = 50_000;
    private const int MaximumDistinct = 2_000;
    private const int FewestKnown = 8;
    private const double KnownShare = 0.8;
    private const int MaximumReported = 50;

    /// <summary>Cells that name no authority, in columns that are declared to hold them, or of which nearly all cells do.</summary>
    public static ImmutableArray<UnmatchedAuthority> Unmatched(Table table, DatasetOptions options)
    {
        if (table.RowCount > MaximumRows) return [];
        var found = ImmutableArray.CreateBuilder<UnmatchedAuthority>();
        foreach (var column in table.Columns)
        {
            if (column.Type is not ColumnType.Text || UnknownOf(column, Normalisation.KindOf(options, column.Name) is not null) is not { Count: > 0 } unknown) continue;
            for (var row = 0; row < table.RowCount && found.Count < MaximumReported; row++)
            {
                if (column.Values[row] is string text && unknown.Contains(text)) found.Add(new UnmatchedAuthority(column.Name, row + 1, text, LocalAuthorities.Nearest(text)));
            }
        }
        return found.ToImmutable();
    }

    // The values that are not known; null when the column holds something else than authorities.
    private static HashSet<string>? UnknownOf(Column column, bool isDeclared)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in column.Values)
        {
            if (value is not string text || string.IsNullOrWhiteSpace(text) || !seen.Add(text)) continue;
            if (LocalAuthorities.Find(text) is null) unknown.Add(text);
            if (!isDeclared && (seen.Count > MaximumDistinct || (seen.Count >= 64 && unknown.Count > seen.Count * (1 - KnownShare)))) return null;
        }
        var known = seen.Count - unknown.Count;
        return isDeclared || (known >= FewestKnown && known >= seen.Count * KnownShare) ? unknown : null;
    }
}
