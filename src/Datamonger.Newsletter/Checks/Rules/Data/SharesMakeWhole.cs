using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>The parts of a stacked chart that are printed as percentages add up to 99 to 101 of a hundred.</summary>
internal sealed class SharesMakeWhole : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DataCheckRules.PartsWithoutWhole];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (
            var chart in context.Charts.All.Where(chart =>
                chart.Failure is null && chart.Block.Kind.StartsWith("stacked", StringComparison.Ordinal)
            )
        )
        {
            var options = chart.Block.Options;
            if (
                options["format"] is not YamlScalar format
                || !format.Value.StartsWith("pct", StringComparison.Ordinal)
                || options["as"] is YamlScalar { Value: "shares" }
            )
                continue;
            if (FirstWithoutWhole(chart.Data) is not var (place, sum))
                continue;
            diagnostics.Add(
                DataCheckRules.PartsWithoutWhole.Rule,
                chart.Block.Location,
                $"The parts of \"{place}\" add up to {(sum * 100).ToString("0.#", CultureInfo.InvariantCulture)}%.",
                "Add the part that is missing, or take out the one that is counted twice."
            );
        }
    }

    private static (string Place, decimal Sum)? FirstWithoutWhole(Table data)
    {
        for (var row = 0; row < data.RowCount; row++)
        {
            decimal?[] parts =
            [
                .. data.Columns.Where(column => column.IsNumeric).Select(column => ValueFormat.ToDecimal(column.Values[row])),
            ];
            if (parts.Length > 1 && parts.All(part => part is not null) && parts.Sum() is < 0.99m or > 1.01m)
                return (Convert.ToString(data.Columns[0].Values[row], CultureInfo.InvariantCulture) ?? "", parts.Sum()!.Value);
        }
        return null;
    }
}
