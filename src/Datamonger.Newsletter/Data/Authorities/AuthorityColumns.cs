using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Authorities;

/// <summary>Finds the columns of a table that hold local authorities, and what in them is none.</summary>
internal static class AuthorityColumns
{
    /// <summary>Values that are listed of a table.</summary>
    public const int MaximumReported = 50;

    /// <summary>Different values of a column that still is one of authorities, unless it is declared.</summary>
    public const int MaximumDistinct = 2_000;

    private const int FewestKnown = 8;
    private const double KnownShare = 0.8;

    // From here on a column that holds something else is known as such.
    private const int EnoughDistinct = 64;

    /// <summary>
    /// Values that name no authority, each once, in columns that are declared to hold them, or of which nearly all values do.
    /// </summary>
    public static ImmutableArray<UnmatchedAuthority> Unmatched(Table table, DatasetOptions options)
    {
        var found = ImmutableArray.CreateBuilder<UnmatchedAuthority>();
        foreach (var column in table.Columns)
        {
            if (
                column.Type is not ColumnType.Text
                || UnknownOf(column.Values, Normalisation.KindOf(options, column.Name) is not null) is not { Count: > 0 } unknown
            )
                continue;
            for (var row = 0; row < table.RowCount && found.Count < MaximumReported && unknown.Count > 0; row++)
            {
                if (column.Values[row] is string text && unknown.Remove(text))
                    found.Add(Of(column.Name, row + 1, text));
            }
        }
        return found.ToImmutable();
    }

    /// <summary>
    /// The same of columns of which nothing is declared, and only the different values are known, each with its first row.
    /// </summary>
    public static ImmutableArray<UnmatchedAuthority> Unmatched(
        IEnumerable<(string Column, IEnumerable<KeyValuePair<string, int>> FirstRows)> columns
    )
    {
        var found = ImmutableArray.CreateBuilder<UnmatchedAuthority>();
        foreach (var (column, rows) in columns)
        {
            if (UnknownOf(rows.Select(entry => entry.Key), isDeclared: false) is not { } unknown)
                continue;
            found.AddRange(
                rows.Where(entry => unknown.Contains(entry.Key))
                    .Take(MaximumReported - found.Count)
                    .Select(entry => Of(column, entry.Value, entry.Key))
            );
        }
        return found.ToImmutable();
    }

    /// <summary>A value that names no authority, with the name that it probably means.</summary>
    /// <param name="row">1-based, without the header.</param>
    public static UnmatchedAuthority Of(string column, int row, string text) => new(column, row, text, LocalAuthorities.Nearest(text));

    /// <summary>The values that are not known; null when the column holds something else than authorities.</summary>
    public static HashSet<string>? UnknownOf(IEnumerable<object?> values, bool isDeclared)
    {
        var (seen, unknown) = Look(values, isDeclared);
        var known = seen - unknown.Count;
        return isDeclared || (known >= FewestKnown && known >= seen * KnownShare && seen <= MaximumDistinct) ? unknown : null;
    }

    /// <summary>Whether the whole column may hold authorities, of which these are the first values.</summary>
    public static bool MayHoldThem(IEnumerable<object?> values)
    {
        var (seen, unknown) = Look(values, isDeclared: false);
        return seen > unknown.Count && (seen < EnoughDistinct || seen - unknown.Count >= seen * KnownShare);
    }

    // How many different values there are, and those that are not known; no more than tell that they are something else.
    private static (int Seen, HashSet<string> Unknown) Look(IEnumerable<object?> values, bool isDeclared)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value is not string text || string.IsNullOrWhiteSpace(text) || !seen.Add(text))
                continue;
            if (LocalAuthorities.Find(text) is null)
                unknown.Add(text);
            if (
                !isDeclared
                && (seen.Count > MaximumDistinct || (seen.Count >= EnoughDistinct && unknown.Count > seen.Count * (1 - KnownShare)))
            )
                break;
        }
        return (seen.Count, unknown);
    }
}
