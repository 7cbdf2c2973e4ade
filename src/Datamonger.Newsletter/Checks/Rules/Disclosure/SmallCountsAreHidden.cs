using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Recovery;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>No count of one to five people is shown.</summary>
internal sealed class SmallCountsAreHidden : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DisclosureCheckRules.SmallCount];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var shown in ShownColumns.Of(context.Shown))
            Counts(shown, diagnostics);
        foreach (var shown in ShownColumns.Persons(context.Shown))
            Persons(shown, diagnostics);
    }

    private static void Counts(ShownColumn shown, DiagnosticBag diagnostics)
    {
        int[] small = [.. shown.Rows.Where(row => shown.People.SmallIn(shown.Column.Values[row]) is not null)];
        if (small.Length == 0)
            return;
        var value = shown.People.SmallIn(shown.Column.Values[small[0]])!.Value.ToString("0.######", CultureInfo.InvariantCulture);
        var label = shown.LabelOf(small[0]);
        var others = small.Length == 1 ? "" : $" (and {small.Length - 1} more such)";
        diagnostics.Add(
            DisclosureCheckRules.SmallCount.Rule,
            shown.Location,
            $"\"{shown.Column.Name}\" of \"{shown.Query.Query.Name}\" {(shown.People.IsCount ? "counts" : "may count")} "
                + $"{value}{(label.Length == 0 ? "" : $" for {label}")}{others}, and {shown.What} shows it.",
            $"Counts below {shown.People.Threshold} of {shown.People.Origin} must not be shown. "
                + (
                    shown.Column.IsNumeric
                        ? $"Write in the query: --| suppress: {shown.Column.Name}"
                        : $"Select the count as a number and write --| suppress: with its name, or leave \"{shown.Column.Name}\" out."
                )
        );
    }

    private static void Persons(ShownColumn shown, DiagnosticBag diagnostics) =>
        diagnostics.Add(
            DisclosureCheckRules.SmallCount.Rule,
            shown.Location,
            $"Each row of \"{shown.Query.Query.Name}\" is a person ({shown.People.Origin}), and {shown.What} shows "
                + (shown.Rows.Length == 1 ? "one." : $"{shown.Rows.Length} of them."),
            "Count them in the query, count(*) … GROUP BY, and show the groups."
        );
}
