using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Recovery;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>
/// A rate, share or mean of people stands on ten of them at least, and on six that it counts; the mean of a group of persons on three, its
/// least and greatest on as many as may be shown.
/// </summary>
internal sealed class SharesHaveABase : ICheck
{
    private const int LeastBase = 10;
    private const int LeastOfMean = 3;

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DisclosureCheckRules.SmallBase];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var shown in ShownColumns.Of(context.Shown))
        {
            // A base that is named makes a share of any column that is no count.
            if (shown.People.IsCount || shown.People.Threshold <= 1)
                continue;
            foreach (var row in shown.Rows)
            {
                if (shown.Column.Values[row] is null || Why(shown, row) is not { } why)
                    continue;
                var label = shown.LabelOf(row);
                diagnostics.Add(
                    DisclosureCheckRules.SmallBase.Rule,
                    shown.Location,
                    $"\"{shown.Column.Name}\" of \"{shown.Query.Query.Name}\"{(label.Length == 0 ? "" : $" for {label}")} {why}, and "
                        + $"{shown.What} shows it.",
                    "Leave such rows out with WHERE, join them to larger groups, or hide the counts with --| suppress, which hides "
                        + "what is made of them."
                );
                break;
            }
        }
    }

    private static string? Why(ShownColumn shown, int row)
    {
        var query = shown.Query;
        if (
            !shown.People.Sizes.IsEmpty
            && shown.People.Sizes[row] is > 0 and var persons
            && persons < (shown.People.IsMean ? LeastOfMean : shown.People.Threshold)
        )
        {
            return Text(
                $"is the {(shown.People.IsMean ? "mean" : "least or greatest")} of {persons} {(persons == 1 ? "person" : "people")}"
            );
        }
        foreach (var column in query.Query.Bases.Select(name => query.Table![name]).OfType<Column>())
        {
            if (ValueAt(column, row) is > 0 and < LeastBase and { } count)
                return Text($"is of {count} people (\"{column.Name}\")");
        }
        foreach (
            var people in query.People.Where(people =>
                people.IsCount && !query.Query.Bases.Contains(people.Name, StringComparer.OrdinalIgnoreCase)
            )
        )
        {
            if (query.Table![people.Name] is { } column && people.IsSmall(ValueAt(column, row)))
                return Text($"is made of {ValueAt(column, row)} people (\"{column.Name}\")");
        }
        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static decimal? ValueAt(Column column, int row) => ValueFormat.ToDecimal(column.Values[row]);
}
