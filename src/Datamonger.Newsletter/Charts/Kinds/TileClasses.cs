using System.Collections.Immutable;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Classes of values, from the lowest, and the colour of each. Classes without values are left out.</summary>
/// <param name="Of">The class of a value, 0-based.</param>
internal sealed record TileClasses(Func<double, int> Of, ImmutableArray<TileClass> Classes)
{
    /// <summary>More tints cannot be told apart.</summary>
    public const int Most = 5;

    // Evenly from light to dark (L* 90 to 27), and told apart by the red- and the green-blind.
    private static readonly string[] Sequential = ["#DEE3EC", "#A5B8D8", "#6B8FC0", "#37689D", "#12436D"];
    private static readonly string[] TwoRamps = ["#12436D", "#7FA6CB", "#EEEEEE", "#E39A6B", "#8F3A0E"];

    /// <summary>As many areas in each as ties allow: equal values stay together.</summary>
    public static TileClasses Quantile(double[] values, int count)
    {
        var sorted = values.Order().ToArray();
        // 1 and how many values are less.
        int Rank(double value) => 1 + sorted.Count(other => other < value);
        return Made(values, value => (Rank(value) - 1) * count / sorted.Length, count, Sequential);
    }

    /// <summary>Equally wide.</summary>
    public static TileClasses Equal(double[] values, int count)
    {
        var (low, width) = (values.Min(), (values.Max() - values.Min()) / count);
        return Made(values, value => width == 0 ? 0 : Math.Min(count - 1, (int)Math.Floor((value - low) / width)), count, Sequential);
    }

    /// <summary>Divided at breaks; a value on a break belongs to the class above it.</summary>
    public static TileClasses Given(double[] values, double[] breaks) =>
        Made(values, value => breaks.Count(at => at <= value), breaks.Length + 1, Sequential);

    /// <summary>Equally wide, as many below the centre as above it.</summary>
    public static TileClasses Diverging(double[] values, int count, double centre)
    {
        var reach = values.Max(value => Math.Abs(value - centre));
        return Made(
            values,
            value => reach == 0 ? count / 2 : Math.Min(count - 1, (int)Math.Floor((value - centre + reach) / (2 * reach / count))),
            count,
            TwoRamps
        );
    }

    private static TileClasses Made(double[] values, Func<double, int> of, int count, string[] ramp)
    {
        var used = values.GroupBy(of).OrderBy(group => group.Key).ToArray();
        var index = used.Select((group, i) => (group.Key, i)).ToDictionary(entry => entry.Key, entry => entry.i);
        return new TileClasses(
            value => index[of(value)],
            [.. used.Select(group => new TileClass(group.Min(), group.Max(), group.Count(), Colour(group.Key, count, ramp)))]
        );
    }

    // Few classes take tints that lie far apart; two ramps keep their middle for a class in the middle.
    private static string Colour(int index, int count, string[] ramp) =>
        ramp[
            (ramp == TwoRamps, count) switch
            {
                (true, 4) => new[] { 0, 1, 3, 4 }[index],
                _ => (int)Math.Round(index * (ramp.Length - 1) / (double)Math.Max(1, count - 1), MidpointRounding.AwayFromZero),
            }
        ];
}

/// <summary>A class: its least and greatest value, how many areas it has, and its colour.</summary>
internal sealed record TileClass(double Low, double High, int Count, string Colour);
