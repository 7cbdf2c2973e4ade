using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>A value to compare with, drawn as a line across the chart.</summary>
internal sealed record ReferenceLine(double Value, string Label);

/// <summary>Reads the key <c>reference</c>.</summary>
internal static class References
{
    /// <summary>The lines, each with its name and value as printed.</summary>
    /// <param name="values">The values of which mean and median are taken.</param>
    /// <param name="byName">The value of a place by its name; null when there is no such place.</param>
    public static ImmutableArray<ReferenceLine> Read(
        ChartInput input,
        IEnumerable<double> values,
        Func<string, double?> byName,
        IReadOnlyCollection<string> names,
        ValueFormat format
    )
    {
        var lines = ImmutableArray.CreateBuilder<ReferenceLine>();
        foreach (var item in input.Fields.Objects("reference", "a reference line"))
        {
            if (item.Text("at") is not { } at)
                continue;
            var value = at switch
            {
                "mean" => values.Average(),
                "median" => Statistics.Quantile([.. values.Order()], 0.5),
                _ => byName(at)
                    ?? (
                        double.TryParse(at, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                        && Math.Abs(number) < SeriesReader.Largest
                            ? number
                            : null
                    ),
            };
            if (value is not { } found)
            {
                input.Report(
                    ChartRules.UnknownValue,
                    item.LocationOf("at"),
                    $"\"{at}\" is neither a number, mean, median nor a place of the chart.",
                    Diagnostics.NearestName.Hint(at, [.. names, "mean", "median"])
                );
                continue;
            }
            lines.Add(
                new ReferenceLine(
                    found,
                    Labels.WithValue(item.Text("label") ?? ChartInput.Heading(at), format.Format(found, input.Language) ?? "")
                )
            );
        }
        return lines.ToImmutable();
    }

    /// <summary>The lines of a chart whose places are those of series data; a place's value is that of the first series.</summary>
    public static ImmutableArray<ReferenceLine> Read(ChartInput input, SeriesData data) =>
        Read(
            input,
            data.Numbers,
            name => Labels.IndexOf(name, data.Places) is >= 0 and var place ? data.Series[0].Numbers[place] : null,
            data.Places,
            data.Format
        );
}
