namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Summaries of values.</summary>
internal static class Statistics
{
    /// <summary>
    /// The quantile of sorted values, interpolated between the two nearest (Hyndman and Fan's type 7, as SQL's quantile_cont).
    /// </summary>
    public static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)Math.Floor(at);
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[^1];
    }

    /// <summary>The straight line of least squares; null when x does not vary.</summary>
    public static StraightLine? Fit(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var (meanX, meanY) = (xs.Average(), ys.Average());
        var spread = xs.Sum(x => (x - meanX) * (x - meanX));
        if (spread == 0)
            return null;
        var slope = xs.Zip(ys).Sum(point => (point.First - meanX) * (point.Second - meanY)) / spread;
        return new StraightLine(slope, meanY - (slope * meanX));
    }

    /// <summary>Pearson's correlation; 0 when one of the two does not vary.</summary>
    public static double Correlation(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var (meanX, meanY) = (xs.Average(), ys.Average());
        double xy = 0,
            xx = 0,
            yy = 0;
        for (var i = 0; i < xs.Count; i++)
        {
            xy += (xs[i] - meanX) * (ys[i] - meanY);
            xx += (xs[i] - meanX) * (xs[i] - meanX);
            yy += (ys[i] - meanY) * (ys[i] - meanY);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);
    }
}

/// <summary>A straight line.</summary>
internal readonly record struct StraightLine(double Slope, double Intercept)
{
    /// <summary>Its value at a place.</summary>
    public double At(double x) => (Slope * x) + Intercept;
}
