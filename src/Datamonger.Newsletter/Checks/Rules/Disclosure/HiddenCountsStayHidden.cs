using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Queries.Disclosure;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Recovery;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>No hidden or small count follows from the numbers that an issue shows.</summary>
/// <remarks>
/// What could be followed to the data files is worked out by <see cref="CountRecovery"/>. Of the rest, totals and labels are compared by
/// their
/// names alone.
/// </remarks>
internal sealed class HiddenCountsStayHidden : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DisclosureCheckRules.Recoverable];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var recovered in CountRecovery.Find(context.Counts, []).GroupBy(count => count.Places[^1]))
            Report([.. recovered], context.Counts, diagnostics);
        ImmutableArray<ShownColumn> all = [.. ShownColumns.Of(context.Shown).Where(shown => shown.People.IsCount)];
        ImmutableArray<ShownColumn> counts = [.. all.Where(shown => !IsFollowed(shown))];
        foreach (
            var block in counts.GroupBy(shown => (shown.Query, shown.What, shown.Location)).Where(block => block.First().Rows.Length > 1)
        )
            InBlock([.. block], diagnostics);
        foreach (
            var measure in all.GroupBy(shown => shown.People.Origin, StringComparer.OrdinalIgnoreCase)
                .Where(measure => !measure.All(IsFollowed))
        )
        {
            ImmutableArray<ShownColumn> columns = [.. measure];
            AgainstTotals(columns, diagnostics);
            BetweenBlocks(columns, diagnostics);
        }
    }

    private static bool IsFollowed(ShownColumn shown) => shown.Rows.All(row => shown.Query.Sums.Find(shown.Column.Name, row) is not null);

    private static void Report(ImmutableArray<RecoveredCount> recovered, ShownCounts counts, DiagnosticBag diagnostics)
    {
        var first = recovered[0];
        var (here, others) = (first.Places[^1], first.Places[..^1]);
        var more = recovered.Length == 1 ? "" : $" So can {recovered.Length - 1} more.";
        diagnostics.Add(
            DisclosureCheckRules.Recoverable.Rule,
            here.Location,
            $"{RecoveredWords.Subject(first, counts)} can be worked out: {RecoveredWords.Range(first)}, by "
                + $"{RecoveredWords.Places(first.Places)}.{more}",
            others.IsEmpty
                ? $"Hide a second count in this {here.What} (--| suppress in its query does), or leave the total out."
                : $"Leave one of these numbers out, or hide another count with it: --| suppress in the query of a table or chart does."
        );
    }

    private static void InBlock(ImmutableArray<ShownColumn> columns, DiagnosticBag diagnostics)
    {
        foreach (var shown in columns)
        {
            var table = shown.Query.Table!;
            int[] parts = [.. shown.Rows.Where(row => !TotalNames.IsTotalRow(table, row))];
            int[] hidden = [.. parts.Where(shown.IsHidden)];
            if (hidden.Length == 1 && shown.Rows.Any(row => TotalNames.IsTotalRow(table, row) && shown.ValueAt(row) is not null))
            {
                Report(
                    diagnostics,
                    shown,
                    $"\"{shown.Column.Name}\" hides {Named(shown, hidden[0])} alone, and {shown.What} shows the total."
                );
            }
        }
        ShownColumn[] totals = [.. columns.Where(shown => TotalNames.IsTotalColumn(shown.Column.Name))];
        ShownColumn[] cells = [.. columns.Except(totals)];
        if (totals.Length == 0 || cells.Length < 2)
            return;
        foreach (var row in cells[0].Rows)
        {
            ShownColumn[] hidden = [.. cells.Where(shown => shown.IsHidden(row))];
            if (hidden.Length != 1 || !totals.Any(total => total.ValueAt(row) is not null))
                continue;
            Report(
                diagnostics,
                hidden[0],
                $"{Named(hidden[0], row)} hides \"{hidden[0].Column.Name}\" alone, and {hidden[0].What} shows the row's total."
            );
            return;
        }
    }

    // The total stands elsewhere, in another block or in a sentence, and perhaps some of the hidden counts do.
    private static void AgainstTotals(ImmutableArray<ShownColumn> columns, DiagnosticBag diagnostics)
    {
        foreach (var shown in columns.Where(shown => shown.Rows.Length > 1))
        {
            var table = shown.Query.Table!;
            int[] parts = [.. shown.Rows.Where(row => !TotalNames.IsTotalRow(table, row))];
            int[] hidden = [.. parts.Where(shown.IsHidden)];
            if (hidden.Length == 0)
                continue;
            var told = ToldElsewhere(shown, hidden, columns);
            var sum = parts.Sum(row => shown.ValueAt(row) ?? 0) + told.Values.Sum(cell => cell.Value);
            var totals = columns
                .Where(other => other.Query != shown.Query && other.Rows.Length == 1)
                .Select(other => (Shown: other, Value: other.ValueAt(other.Rows[0])));
            // The total of the table itself is looked at where the table stands, unless the rest stands elsewhere.
            if (told.Count > 0)
                totals = totals.Concat(
                    shown
                        .Rows.Where(row => TotalNames.IsTotalRow(table, row))
                        .Select(row => (told.Values.First().Shown, shown.ValueAt(row)))
                );
            foreach (var (total, value) in totals)
            {
                if (value - sum is not { } rest || !total.People.IsSmallDifference(rest))
                    continue;
                var others =
                    told.Count == 0 ? "" : $" and that of {string.Join(", ", told.Keys.Select(row => Named(shown, row)))} elsewhere";
                Report(
                    diagnostics,
                    total,
                    $"{Number(value!.Value)} less the counts of \"{shown.Query.Query.Name}\" that are shown{others} "
                        + $"leaves {Number(rest)} for those that are hidden."
                );
            }
        }
    }

    // Hidden rows whose count is shown by another query, under the same name.
    private static Dictionary<int, (ShownColumn Shown, decimal Value)> ToldElsewhere(
        ShownColumn shown,
        int[] hidden,
        ImmutableArray<ShownColumn> columns
    )
    {
        var told = new Dictionary<int, (ShownColumn, decimal)>();
        foreach (var row in hidden.Where(row => shown.LabelOf(row).Length > 0))
        {
            foreach (var other in columns.Where(other => other.Query != shown.Query))
            {
                var same = other.Rows.Where(candidate =>
                    other.ValueAt(candidate) is not null
                    && other.LabelOf(candidate).Equals(shown.LabelOf(row), StringComparison.OrdinalIgnoreCase)
                );
                foreach (var candidate in same)
                    told.TryAdd(row, (other, other.ValueAt(candidate)!.Value));
            }
        }
        return told;
    }

    private static void BetweenBlocks(ImmutableArray<ShownColumn> columns, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, List<(ShownColumn Shown, decimal Value)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var shown in columns)
        {
            var isReported = false;
            foreach (var row in shown.Rows)
            {
                if (shown.ValueAt(row) is not { } value)
                    continue;
                var label = shown.LabelOf(row);
                if (!seen.TryGetValue(label, out var others))
                    seen[label] = others = [];
                var near = others.FirstOrDefault(other =>
                    (other.Shown.Query != shown.Query || other.Shown.Column != shown.Column)
                    && !SameRow(other.Shown, shown)
                    && shown.People.IsSmallDifference(other.Value - value)
                );
                if (near.Shown is not null && !isReported)
                {
                    Report(
                        diagnostics,
                        shown,
                        $"{Number(value)}{(label.Length == 0 ? "" : $" for {label}")} here and {Number(near.Value)} in "
                            + $"\"{near.Shown.Query.Query.Name}\" at line {near.Shown.Location.Line} differ by "
                            + $"{Number(Math.Abs(near.Value - value))} people.",
                        "If they are of different years or places, select these in both queries; else show one of the two."
                    );
                    isReported = true;
                }
                others.Add((shown, value));
            }
        }
    }

    // Two columns of one query are two measures of a row: boys and girls may well be near.
    private static bool SameRow(ShownColumn one, ShownColumn other) => one.Query == other.Query;

    private static string Named(ShownColumn shown, int row) =>
        shown.LabelOf(row) is { Length: > 0 } label ? $"\"{label}\"" : string.Create(CultureInfo.InvariantCulture, $"row {row + 1}");

    private static string Number(decimal value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static void Report(DiagnosticBag diagnostics, ShownColumn shown, string message, string? hint = null) =>
        diagnostics.Add(
            DisclosureCheckRules.Recoverable.Rule,
            shown.Location,
            message,
            hint ?? $"Hide a second count, which --| suppress: {shown.Column.Name} does, or leave the total out."
        );
}
