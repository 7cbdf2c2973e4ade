using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Authorities;

/// <summary>
/// Brings the columns that <c>normalise:</c> names to one spelling: <c>la_name</c> or <c>la_code</c>. What is not known stays as it
/// stands in the file.
/// </summary>
internal static class Normalisation
{
    /// <summary>How a column is normalised; null when it is not.</summary>
    public static string? KindOf(DatasetOptions options, string column) =>
        options.Normalise.FirstOrDefault(entry => entry.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reports columns that are declared and that the file does not have.</summary>
    /// <param name="columns">The columns that the file has.</param>
    public static void Check(ImmutableArray<string> columns, Dataset dataset, DiagnosticBag diagnostics)
    {
        foreach (var column in dataset.Options.Normalise.Keys.Order(StringComparer.Ordinal))
        {
            if (!columns.Contains(column, StringComparer.OrdinalIgnoreCase))
                diagnostics.Add(
                    DatasetRules.UnknownColumn,
                    dataset.PlaceOf("normalise", column),
                    $"normalise: {dataset.Path} has no column \"{column}\".",
                    NearestName.Hint(column, columns)
                );
        }
    }

    /// <summary>The table with its columns normalised.</summary>
    public static Table Apply(Table table, DatasetOptions options)
    {
        if (options.Normalise.IsEmpty)
            return table;
        // A code that several rows of London share is told apart by the name beside it.
        var names = table.Columns.FirstOrDefault(column => KindOf(options, column.Name) == "la_name");
        return table with { Columns = [.. table.Columns.Select(column => Normalised(column, KindOf(options, column.Name), names))] };
    }

    private static Column Normalised(Column column, string? kind, Column? names) =>
        kind switch
        {
            "la_name" => column with
            {
                Type = ColumnType.Text,
                Values = [.. column.Values.Select(value => value is null ? null : LocalAuthorities.Find(Text(value))?.Name ?? Text(value))],
            },
            "la_code" => column with
            {
                Type = ColumnType.Text,
                Values =
                [
                    .. column.Values.Select(
                        (value, row) =>
                            value is null ? null : LocalAuthorities.Find(Text(value), names?.Values[row] as string)?.Code ?? Text(value)
                    ),
                ],
            },
            _ => column,
        };

    // DfE's codes are read as numbers unless declared as text.
    private static string Text(object value) => PlainValue.Of(value)!;
}
