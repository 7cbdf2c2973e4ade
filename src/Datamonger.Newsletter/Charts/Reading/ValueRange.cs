using System.Globalization;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Scales;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Reads the key <c>range</c>.</summary>
internal static class ValueRange
{
    /// <summary>The stretch the author asks for; null when there is none, or it leaves values out (that has been reported).</summary>
    public static Span? Read(ChartInput input, IEnumerable<double> values, Func<double, string> print)
    {
        var list = input.Fields.List("range");
        if (list.IsEmpty)
            return null;
        if (list.Length != 2 || Number(list[0].Value) is not { } low || Number(list[1].Value) is not { } high || low >= high)
        {
            input.Report(ChartRules.BadValue, "range", "\"range\" wants the lowest and the highest value of the axis.", "range: [0, 100]");
            return null;
        }
        foreach (var value in values)
        {
            if (value >= low && value <= high)
                continue;
            input.Report(
                ChartRules.OutsideRange,
                "range",
                $"The value {print(value)} lies outside the range {print(low)} to {print(high)}.",
                "Widen the range, or leave it out."
            );
            return null;
        }
        return new Span(low, high);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < SeriesReader.Largest
            ? number
            : null;
}
