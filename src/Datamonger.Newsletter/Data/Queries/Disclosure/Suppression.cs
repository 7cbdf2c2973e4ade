using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries.Disclosure;

/// <summary>
/// Hides small counts, and as many others as it takes that none can be worked out from a total: in each column (or group of rows)
/// and in each row, one hidden count never stands alone, and the hidden ones together are never small. The smallest counts
/// go first, the upper of two equal ones. What is made of a hidden count (a rate, a share) is hidden with it.
/// </summary>
internal sealed class Suppression
{
    /// <summary>What stands in the place of a hidden count, and why. The DfE's symbol.</summary>
    public static readonly CellNote Note = new("c", "suppressed to protect confidentiality");

    private readonly Table _table;
    private readonly ImmutableArray<Hiding> _columns;

    private Suppression(Table table, ImmutableArray<Hiding> columns) => (_table, _columns) = (table, columns);

    /// <summary>The table as it may be shown. Nothing is hidden where the query does not ask for it.</summary>
    /// <param name="query">The query, with what it wants suppressed.</param>
    /// <param name="table">Its result.</param>
    /// <param name="people">The columns that tell of people.</param>
    /// <param name="threshold">For columns that are not known to count people.</param>
    /// <param name="diagnostics">Takes columns that cannot be suppressed.</param>
    public static Table Apply(QueryBlock query, Table table, ImmutableArray<PeopleColumn> people, int threshold, DiagnosticBag diagnostics)
    {
        if (query.Suppress.IsEmpty)
            return table;
        var columns = ImmutableArray.CreateBuilder<Hiding>();
        foreach (var wanted in query.Suppress)
        {
            if (table[wanted.Column] is not { IsNumeric: true } column)
            {
                var why = table[wanted.Column] is null ? "is not there" : "holds no numbers";
                diagnostics.Add(
                    DisclosureRules.CannotSuppress,
                    query.SuppressLocation,
                    $"\"{wanted.Column}\" of \"{query.Name}\" {why}, so nothing of it can be suppressed.",
                    NearestName.Hint(
                        wanted.Column,
                        [.. table.Columns.Where(candidate => candidate.IsNumeric).Select(candidate => candidate.Name)]
                    )
                );
            }
            else if (wanted.By is { } by && table[by] is null)
            {
                diagnostics.Add(
                    DisclosureRules.CannotSuppress,
                    query.SuppressLocation,
                    $"\"{query.Name}\" has no column \"{by}\" to group \"{wanted.Column}\" by.",
                    NearestName.Hint(by, [.. table.ColumnNames])
                );
            }
            else
            {
                var known = people.FirstOrDefault(candidate => candidate.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
                columns.Add(new Hiding(column, wanted.By, known?.Threshold ?? threshold, new bool[table.RowCount]));
            }
        }
        return new Suppression(table, columns.ToImmutable()).Run(people);
    }

    private Table Run(ImmutableArray<PeopleColumn> people)
    {
        var withheld = _columns
            .Select(hiding =>
                Enumerable
                    .Range(0, _table.RowCount)
                    .Select(row => hiding.Column.Values[row] is null && CellNote.Of(_table, row, hiding.Column.Name) is not null)
                    .ToArray()
            )
            .ToArray();
        for (var c = 0; c < _columns.Length; c++)
        {
            for (var row = 0; row < _table.RowCount; row++)
                _columns[c].Hidden[row] =
                    withheld[c][row] || (_columns[c].ValueAt(row) is { } value && value >= 1 && value < _columns[c].Threshold);
        }
        while (_columns.Aggregate(false, (changed, hiding) => HideInGroups(hiding) || changed) | HideInRows())
        {
            // Each round hides one more cell at least, so there is a last one.
        }
        return Write(people);
    }

    private bool HideInGroups(Hiding hiding)
    {
        var changed = false;
        foreach (
            var group in Enumerable.Range(0, _table.RowCount).GroupBy(row => hiding.By is null ? null : _table.ValueAt(row, hiding.By))
        )
        {
            int[] parts = [.. group.Where(row => !TotalNames.IsTotalRow(_table, row))];
            while (
                IsExposed(hiding, parts)
                && Smallest(parts.Where(row => !hiding.Hidden[row] && hiding.ValueAt(row) is not null), hiding) is { } next
            )
                changed = hiding.Hidden[next] = true;
            // Nothing beside it is left to hide: then the total goes.
            if (!IsExposed(hiding, parts) || parts.Length < 2)
                continue;
            foreach (var total in group.Where(row => !parts.Contains(row) && !hiding.Hidden[row]))
                changed = hiding.Hidden[total] = true;
        }
        return changed;
    }

    private static bool IsExposed(Hiding hiding, int[] rows)
    {
        int[] hidden = [.. rows.Where(row => hiding.Hidden[row])];
        return hidden.Length == 1
            || (
                hidden.Length > 1
                && hidden.All(row => hiding.ValueAt(row) is not null)
                && hidden.Sum(row => hiding.ValueAt(row)) < hiding.Threshold
            );
    }

    private bool HideInRows()
    {
        Hiding[] parts = [.. _columns.Where(hiding => !TotalNames.IsTotalColumn(hiding.Column.Name))];
        if (parts.Length < 2)
            return false;
        var changed = false;
        for (var row = 0; row < _table.RowCount; row++)
        {
            if (parts.Count(hiding => hiding.Hidden[row]) != 1)
                continue;
            var next = parts
                .Where(hiding => !hiding.Hidden[row] && hiding.ValueAt(row) is not null)
                .OrderBy(hiding => hiding.ValueAt(row) == 0)
                .ThenBy(hiding => hiding.ValueAt(row))
                .FirstOrDefault();
            if (next is not null)
                changed = next.Hidden[row] = true;
        }
        return changed;
    }

    // A nought tells nothing of anybody, so it is hidden last.
    private static int? Smallest(IEnumerable<int> rows, Hiding hiding)
    {
        int[] ordered = [.. rows.OrderBy(row => hiding.ValueAt(row) == 0).ThenBy(row => hiding.ValueAt(row)).ThenBy(row => row)];
        return ordered.Length == 0 ? null : ordered[0];
    }

    private Table Write(ImmutableArray<PeopleColumn> people)
    {
        var hidden = _columns.ToDictionary(hiding => hiding.Column.Name, hiding => hiding.Hidden, StringComparer.OrdinalIgnoreCase);
        var anyHidden = Enumerable.Range(0, _table.RowCount).Select(row => _columns.Any(hiding => hiding.Hidden[row])).ToArray();
        foreach (var derived in people.Where(column => !column.IsCount))
            hidden.TryAdd(derived.Name, anyHidden);
        var columns = ImmutableArray.CreateBuilder<Column>();
        foreach (var column in _table.Columns)
        {
            if (hidden.TryGetValue(column.Name, out var cells))
                columns.Add(column with { Values = [.. column.Values.Select((value, row) => cells[row] ? null : value)] });
            else if (NotesOf(column.Name, hidden) is { } noted)
                columns.Add(Notes(column.Name, column, noted));
            else
                columns.Add(column);
        }
        foreach (var (name, cells) in hidden.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (cells.Contains(true) && _table[name + CellNote.ColumnSuffix] is null)
                columns.Add(Notes(_table[name]!.Name + CellNote.ColumnSuffix, null, cells));
        }
        return new Table(columns.ToImmutable(), _table.RowCount);
    }

    private static bool[]? NotesOf(string column, Dictionary<string, bool[]> hidden) =>
        column.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase)
            ? hidden.GetValueOrDefault(column[..^CellNote.ColumnSuffix.Length])
            : null;

    private static Column Notes(string name, Column? old, bool[] cells) =>
        new(name, ColumnType.Text, [.. cells.Select((isHidden, row) => old?.Values[row] ?? (isHidden ? Note.ToString() : null))]);

    /// <summary>A column whose small counts are hidden.</summary>
    private sealed record Hiding(Column Column, string? By, int Threshold, bool[] Hidden)
    {
        public decimal? ValueAt(int row) => ValueFormat.ToDecimal(Column.Values[row]);
    }
}
