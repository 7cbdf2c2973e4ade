using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>No count of one to five people is shown.</summary>
internal sealed class SmallCountsAreHidden : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DisclosureCheckRules.SmallCount];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var shown in ShownColumns.Of(context).Where(shown => shown.People.IsCount))
        {
            int[] small = [.. shown.Rows.Where(row => shown.People.IsSmall(shown.ValueAt(row)))];
            if (small.Length == 0) continue;
            var value = shown.ValueAt(small[0])!.Value.ToString(CultureInfo.InvariantCulture);
            var label = shown.LabelOf(small[0]);
            var others = small.Length == 1 ? "" : $" (and {small.Length - 1} more such)";
            diagnostics.Add(
                DisclosureCheckRules.SmallCount.Rule, shown.Location, $"\"{shown.Column.Name}\" of \"{shown.Query.Query.Name}\" counts {value}{(label.Length == 0 ? "" : $" for {label}")}{others}, and {shown.What} shows it.",
                $"Counts below {shown.People.Threshold} of {shown.People.Origin} must not be shown. Write in the query: --| suppress: {shown.Column.Name}");
        }
    }
}
