using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Data.Queries.Disclosure;

/// <summary>The counts of a data file, and which of them are sums of others.</summary>
internal static class CountOrigins
{
    /// <summary>The id of a column: the file as it was read, and the name.</summary>
    public static string IdOf(LoadedDataset loaded, string column) => $"{loaded.Key}.{column.ToLowerInvariant()}";

    /// <summary>One for each column that counts people, and one for the rows where each is a person.</summary>
    public static ImmutableArray<CountOrigin> Of(LoadedDataset loaded, int threshold)
    {
        var (dataset, table) = (loaded.Dataset, loaded.Table!);
        ImmutableArray<string> labels = [.. Enumerable.Range(0, table.RowCount).Select(row => LabelOf(table, row))];
        var found = ImmutableArray.CreateBuilder<CountOrigin>();
        foreach (var name in dataset.PeopleColumns)
        {
            if (name != PeopleColumns.Rows && table[name] is null)
                continue;
            found.Add(
                new CountOrigin(
                    IdOf(loaded, name),
                    $"{dataset.Name}.{name}",
                    dataset.DisclosureThreshold ?? threshold,
                    name == PeopleColumns.Rows
                        ? [.. Enumerable.Repeat((decimal?)1, table.RowCount)]
                        : [.. table[name]!.Values.Select(ValueFormat.ToDecimal)],
                    name == PeopleColumns.Rows ? [] : labels
                )
            );
        }
        CountOrigin[] counts = [.. found.Where(origin => !origin.Labels.IsEmpty)];
        return
        [
            .. found.Select(origin =>
                origin.Labels.IsEmpty
                    ? origin
                    : origin with
                    {
                        Totals = [.. Rows(table, origin, [.. dataset.PeopleColumns]), .. Columns(origin, counts)],
                    }
            ),
        ];
    }

    private static string LabelOf(Table table, int row) =>
        string.Join(
            ", ",
            table
                .Columns.Where(column =>
                    column.Type is ColumnType.Text or ColumnType.Date
                    && !column.Name.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase)
                )
                .Select(column => ValueFormat.Plain(column.Values[row], Language.BritishEnglish))
                .Where(text => !string.IsNullOrEmpty(text))
        );

    // A row called "Total" is the sum of the rows that have everything else in common with it, unless the counts say otherwise.
    private static IEnumerable<CountTotal> Rows(Table table, CountOrigin origin, ImmutableArray<string> people)
    {
        for (var row = 0; row < table.RowCount; row++)
        {
            if (!TotalNames.IsTotalRow(table, row))
                continue;
            var total = row;
            // What the row shares with another one tells what it is the total of: a year, a region.
            Column[] shared =
            [
                .. table.Columns.Where(column =>
                    !people.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
                    && column.Values[total] is { } own
                    && Enumerable.Range(0, table.RowCount).Any(other => other != total && own.Equals(column.Values[other]))
                ),
            ];
            int[] parts =
            [
                .. Enumerable
                    .Range(0, table.RowCount)
                    .Where(other =>
                        !TotalNames.IsTotalRow(table, other) && shared.All(column => column.Values[total]!.Equals(column.Values[other]))
                    ),
            ];
            if (parts.Length > 1 && IsSum(origin.Values[total], parts.Select(part => origin.Values[part])))
                yield return new CountTotal(new CountCell(origin.Id, total), [.. parts.Select(part => new CountCell(origin.Id, part))]);
        }
    }

    // A column called "total" is the sum of the others, where they add up in each row that is whole, and one is.
    private static IEnumerable<CountTotal> Columns(CountOrigin origin, CountOrigin[] counts)
    {
        CountOrigin[] parts = [.. counts.Where(other => other != origin && !IsTotal(other))];
        if (!IsTotal(origin) || parts.Length < 2)
            return [];
        var rows = Enumerable.Range(0, origin.Values.Length).ToArray();
        var isSum =
            rows.All(row => IsSum(origin.Values[row], parts.Select(part => part.Values[row])))
            && rows.Any(row => parts.All(part => part.Values[row] is not null));
        return isSum
            ? rows.Where(row => origin.Values[row] is not null)
                .Select(row => new CountTotal(new CountCell(origin.Id, row), [.. parts.Select(part => new CountCell(part.Id, row))]))
            : [];

        static bool IsTotal(CountOrigin one) => TotalNames.IsTotalColumn(one.Name[(one.Name.LastIndexOf('.') + 1)..]);
    }

    private static bool IsSum(decimal? total, IEnumerable<decimal?> parts)
    {
        var all = parts.ToArray();
        var sum = all.Sum(part => part ?? 0);
        return total is null || (all.Contains(null) ? sum <= total : sum == total);
    }
}
