using System.Collections.Immutable;

namespace Datamonger.Newsletter.Charts.Scales;

/// <summary>An axis with round ticks.</summary>
/// <param name="Span">From the first to the last tick, or as far as the data go.</param>
internal sealed record NiceScale(Span Span, ImmutableArray<double> Ticks)
{
    /// <summary>Chooses ticks at multiples of 1, 2, 2.5 or 5 times a power of ten.</summary>
    /// <param name="low">The lowest value that must be on it.</param>
    /// <param name="high">The highest.</param>
    /// <param name="count">About how many gaps between ticks there should be.</param>
    /// <param name="unit">The smallest step that can be told apart as printed; 0 when any can.</param>
    /// <param name="round">Whether the axis ends on a tick.</param>
    public static NiceScale For(double low, double high, int count, double unit = 0, bool round = true)
    {
        // Values that differ by less than doubles tell apart lie on one point of the axis.
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            var margin = low == 0 ? Math.Max(1, unit) : Math.Max(Math.Abs(low) * 0.1, unit);
            (low, high) = (low - (low == 0 ? 0 : margin), low + margin);
        }
        var step = Step((high - low) / count, unit);
        var first = Math.Floor((low / step) + 1e-9);
        var last = Math.Max(first + 1, Math.Ceiling((high / step) - 1e-9));
        var ticks = Enumerable.Range(0, (int)(last - first) + 1).Select(i => Multiple(first + i, step));
        var span = round ? new Span(first * step, last * step) : new Span(low, high);
        return new NiceScale(span, [.. ticks.Where(tick => tick >= span.Low - (step * 1e-6) && tick <= span.High + (step * 1e-6))]);
    }

    private static double Step(double atLeast, double unit)
    {
        atLeast = Math.Max(Math.Max(atLeast, unit), 1e-290);
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (var factor in (double[])[1, 2, 2.5, 5, 10])
        {
            var step = factor * power;
            if (step >= atLeast * 0.999999 && (unit == 0 || Math.Abs(Math.Round(step / unit) - (step / unit)) < 1e-6))
                return step;
        }
        return power * 10;
    }

    // 3 × 0.1 is not 0.3 in binary; the product is taken at 12 digits, so that ticks print as they are meant.
    private static double Multiple(double times, double step)
    {
        var value = times * step;
        if (value == 0)
            return 0;
        var decimals = 12 - (int)Math.Ceiling(Math.Log10(Math.Abs(value)));
        return decimals > 15 ? value : Math.Round(value, Math.Max(decimals, 0));
    }
}
