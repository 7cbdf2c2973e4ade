using System.Collections.Immutable;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Checks.Rules.Disclosure;

/// <summary>A chart does not draw a withheld value as zero.</summary>
internal sealed class WithheldIsNotZero : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DisclosureCheckRules.DrawnAsZero];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var chart in context.Issue.Charts)
        {
            if (chart.Options["missing"] is not YamlScalar { Value: "zero" } missing || chart.Data is null || context.Tables.Find(chart.Data)?.Table is not { } table) continue;
            var columns = chart.Options["y"] switch { YamlScalar one => [one.Value], YamlSequence list => list.Items.OfType<YamlScalar>().Select(item => item.Value), _ => [] };
            foreach (var name in columns)
            {
                var row = Enumerable.Range(0, table.RowCount).FirstOrDefault(row => table.ValueAt(row, name) is null && CellNote.Of(table, row, name) is not null, -1);
                if (row < 0) continue;
                diagnostics.Add(
                    DisclosureCheckRules.DrawnAsZero.Rule, missing.Location, $"Row {row + 1} of \"{chart.Data}\" withholds \"{name}\" ({CellNote.Of(table, row, name)}), and this chart draws it as zero.", "Write missing: gap, or leave the row out.");
            }
        }
    }
}
