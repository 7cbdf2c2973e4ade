namespace Datamonger.Newsletter.Charts.Scales;

/// <summary>A stretch of an axis, from its low to its high end, in the units of the data.</summary>
internal readonly record struct Span(double Low, double High)
{
    /// <summary>Its length.</summary>
    public double Length => High - Low;

    /// <summary>From the lowest to the highest value; equal ones lie in its middle.</summary>
    public static Span Around(double low, double high)
    {
        var largest = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low > 1e-12 * largest)
            return new Span(low, high);
        var margin = Math.Max(1, largest * 0.1);
        return new Span(low - margin, high + margin);
    }
}
