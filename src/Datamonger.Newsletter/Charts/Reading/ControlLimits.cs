using System.Collections.Immutable;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Why a value is more than chance explains.</summary>
internal enum Signal
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It lies outside the limits.</summary>
    Outside,

    /// <summary>It is one of seven that rise or fall one after the other.</summary>
    Trend,

    /// <summary>It is one of two of three that lie near the same limit.</summary>
    NearLimit,

    /// <summary>It is one of seven on one side of the mean.</summary>
    Shift,
}

/// <summary>
/// The limits of an XmR chart: mean ± 2.66 times the mean difference between neighbours (Wheeler; “Making Data Count” of NHS England).
/// </summary>
internal sealed record ControlLimits(double Mean, double Lower, double Upper, ImmutableArray<Signal> Signals)
{
    /// <summary>Fewer values give no limits.</summary>
    public const int Fewest = 6;

    /// <summary>With fewer the limits are on trial.</summary>
    public const int Enough = 12;

    private const double Width = 2.66;
    private const double Screen = 3.267;
    private const int Run = 7;

    /// <summary>The limits of values in their order.</summary>
    /// <param name="screen">Whether differences beyond their own upper limit are dropped once before the limits are taken.</param>
    public static ControlLimits Of(IReadOnlyList<double> values, bool screen = false)
    {
        var mean = values.Average();
        double[] moves = [.. values.Zip(values.Skip(1), (one, next) => Math.Abs(next - one))];
        var move = moves.Average();
        if (screen && moves.Where(each => each < Screen * move).ToArray() is { Length: > 0 } kept)
            move = kept.Average();
        var reach = Width * move;
        return new ControlLimits(mean, mean - reach, mean + reach, Marked(values, mean, reach));
    }

    private static ImmutableArray<Signal> Marked(IReadOnlyList<double> values, double mean, double reach)
    {
        var signals = new Signal[values.Count];
        void Mark(IEnumerable<int> points, Signal signal)
        {
            foreach (var point in points.Where(point => signals[point] == Signal.None))
                signals[point] = signal;
        }
        int Side(int point) => Math.Sign(values[point] - mean);
        Mark(Enumerable.Range(0, values.Count).Where(point => Math.Abs(values[point] - mean) > reach), Signal.Outside);
        foreach (var window in Windows(values.Count, Run))
        {
            if (window.Skip(1).Select(point => Math.Sign(values[point] - values[point - 1])).Distinct().ToArray() is [not 0])
                Mark(window, Signal.Trend);
        }
        foreach (var window in Windows(values.Count, 3))
        {
            int[] near = [.. window.Where(point => Math.Abs(values[point] - mean) is var far && far > reach * 2 / 3 && far <= reach)];
            if (near.Length >= 2 && window.Select(Side).Distinct().ToArray() is [not 0])
                Mark(near, Signal.NearLimit);
        }
        foreach (var window in Windows(values.Count, Run))
        {
            if (window.Select(Side).Distinct().ToArray() is [not 0])
                Mark(window, Signal.Shift);
        }
        return [.. signals];
    }

    private static IEnumerable<int[]> Windows(int count, int size) =>
        Enumerable.Range(0, Math.Max(0, count - size + 1)).Select(start => Enumerable.Range(start, size).ToArray());
}
