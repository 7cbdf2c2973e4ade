using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Disclosure;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>No hidden count can be worked out from a total, nor a small one as the difference of two that are shown.</summary>
internal sealed class HiddenCountsStayHidden : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DisclosureCheckRules.Recoverable];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        ImmutableArray<ShownColumn> counts = [.. ShownColumns.Of(context).Where(shown => shown.People.IsCount)];
        foreach (var block in counts.GroupBy(shown => (shown.Query, shown.What, shown.Location)).Where(block => block.First().Rows.Length > 1)) InBlock([.. block], diagnostics);
        foreach (var measure in counts.GroupBy(shown => shown.People.Origin, StringComparer.OrdinalIgnoreCase))
        {
            ImmutableArray<ShownColumn> columns = [.. measure];
            AgainstTotals(columns, diagnostics);
            BetweenBlocks(columns, diagnostics);
        }
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
                Report(diagnostics, shown, $"\"{shown.Column.Name}\" hides {Named(shown, hidden[0])} alone, and {shown.What} shows the total.");
            }
        }
        ShownColumn[] totals = [.. columns.Where(shown => TotalNames.IsTotalColumn(shown.Column.Name))];
        ShownColumn[] cells = [.. columns.Except(totals)];
        if (totals.Length == 0 || cells.Length < 2) return;
        foreach (var row in cells[0].Rows)
        {
            ShownColumn[] hidden = [.. cells.Where(shown => shown.IsHidden(row))];
            if (hidden.Length != 1 || !totals.Any(total => total.ValueAt(row) is not null)) continue;
            Report(diagnostics, hidden[0], $"{Named(hidden[0], row)} hides \"{hidden[0].Column.Name}\" alone, and {hidden[0].What} shows the row's total.");
            return;
        }
    }

    // The total stands elsewhere: in another block or in a sentence.
    private static void AgainstTotals(ImmutableArray<ShownColumn> columns, DiagnosticBag diagnostics)
    {
        foreach (var shown in columns.Where(shown => shown.Rows.Length > 1))
        {
            int[] parts = [.. shown.Rows.Where(row => !TotalNames.IsTotalRow(shown.Query.Table!, row))];
            if (!parts.Any(shown.IsHidden)) continue;
            var sum = parts.Sum(row => shown.ValueAt(row) ?? 0);
            foreach (var total in columns.Where(other => other.Query != shown.Query && other.Rows.Length == 1))
            {
                if (total.ValueAt(total.Rows[0]) - sum is not { } rest || !total.People.IsSmall(rest)) continue;
                Report(diagnostics, total, $"{Number(total.ValueAt(total.Rows[0])!.Value)} less the counts of \"{shown.Query.Query.Name}\" that are shown leaves {Number(rest)} for those that are hidden.");
            }
        }
    }

    private static void BetweenBlocks(ImmutableArray<ShownColumn> columns, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, List<(ShownColumn Shown, decimal Value)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var shown in columns)
        {
            var isReported = false;
            foreach (var row in shown.Rows)
            {
                if (shown.ValueAt(row) is not { } value) continue;
                var label = shown.LabelOf(row);
                if (!seen.TryGetValue(label, out var others)) seen[label] = others = [];
                var near = others.FirstOrDefault(other => (other.Shown.Query != shown.Query || other.Shown.Column != shown.Column) && !SameRow(other.Shown, shown) && shown.People.IsSmall(Math.Abs(other.Value - value)));
                if (near.Shown is not null && !isReported)
                {
                    Report(
                        diagnostics, shown, $"{Number(value)}{(label.Length == 0 ? "" : $" for {label}")} here and {Number(near.Value)} in \"{near.Shown.Query.Query.Name}\" at line {near.Shown.Location.Line} differ by {Number(Math.Abs(near.Value - value))} people.",
                        "If they are of different years or places, select these in both queries; else show one of the two.");
                    isReported = true;
                }
                others.Add((shown, value));
            }
        }
    }

    // Two columns of one query are two measures of a row: boys and girls may well be near.
    private static bool SameRow(ShownColumn one, ShownColumn other) => one.Query == other.Query;

    private static string Named(ShownColumn shown, int row) => shown.LabelOf(row) is { Length: > 0 } label ? $"\"{label}\"" : string.Create(CultureInfo.InvariantCulture, $"row {row + 1}");

    private static string Number(decimal value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static void Report(DiagnosticBag diagnostics, ShownColumn shown, string message, string? hint = null) =>
        diagnostics.Add(DisclosureCheckRules.Recoverable.Rule, shown.Location, message, hint ?? $"Hide a second count, which --| suppress: {shown.Column.Name} does, or leave the total out.");
}
