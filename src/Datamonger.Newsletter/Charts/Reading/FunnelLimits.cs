namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>
/// How far chance alone takes a share or a rate from what is common to all, by the size of the area (Spiegelhalter, Statistics in Medicine
/// 24, 2005).
/// </summary>
internal static class FunnelLimits
{
    /// <summary>The two pairs of limits: the normal quantile, and the share of areas beyond them by chance.</summary>
    public static readonly (double Z, double Alpha) Inner = (1.960, 0.05);

    /// <summary>The outer pair.</summary>
    public static readonly (double Z, double Alpha) Outer = (3.090, 0.002);

    private const double LeastExpected = 5;

    // From here on Wilson and Hilferty's quantile of the gamma distribution is right to the fourth digit of a count, at a fraction of the work.
    private const double ManyExpected = 1000;

    /// <summary>The limits of a share; null where the normal approximation does not hold.</summary>
    public static (double Low, double High)? OfShare(double common, double size, double z)
    {
        if (size * common < LeastExpected || size * (1 - common) < LeastExpected)
            return null;
        var reach = z * Math.Sqrt(common * (1 - common) / size);
        return (Math.Max(0, common - reach), Math.Min(1, common + reach));
    }

    /// <summary>
    /// The limits of a count of which so many are expected: exact Poisson, made continuous by the incomplete gamma functions. No lower one
    /// where even none is not unlikely.
    /// </summary>
    public static (double? Low, double High) OfCount(double expected, double alpha)
    {
        var tail = alpha / 2;
        if (expected > ManyExpected)
        {
            var z = alpha == Inner.Alpha ? 1.959963985 : 3.090232306;
            return (
                Solve(count => expected - GammaQuantile(count + 1, z), 0, expected),
                Solve(count => expected - GammaQuantile(count, -z), expected, (expected * 2) + 40)
            );
        }
        var high = Solve(count => Gamma(count, expected) - tail, 1e-9, (expected * 2) + (20 * Math.Sqrt(expected)) + 40);
        if (expected <= -Math.Log(tail))
            return (null, high);
        return (Solve(count => tail - (1 - Gamma(count + 1, expected)), 0, expected), high);
    }

    /// <summary>
    /// How many times wider than by chance the areas lie apart: the mean square of their standardised distances, the outer tenths pulled in.
    /// </summary>
    public static double Overdispersion(IReadOnlyList<double> scores)
    {
        double[] sorted = [.. scores.Order()];
        var (low, high) = (Statistics.Quantile(sorted, 0.1), Statistics.Quantile(sorted, 0.9));
        return sorted.Average(score => Math.Pow(Math.Clamp(score, low, high), 2));
    }

    private static double GammaQuantile(double shape, double z) =>
        shape * Math.Pow(1 - (1 / (9 * shape)) + (z / (3 * Math.Sqrt(shape))), 3);

    /// <summary>The regularised lower incomplete gamma function: by its series, or beyond its turning point by Lentz's fraction.</summary>
    public static double Gamma(double shape, double x)
    {
        if (x <= 0)
            return 0;
        var front = Math.Exp((shape * Math.Log(x)) - x - LogGamma(shape));
        if (x < shape + 1)
        {
            var (term, sum) = (1 / shape, 1 / shape);
            for (var n = 1; n < 10_000 && Math.Abs(term) > Math.Abs(sum) * 1e-16; n++)
                sum += term *= x / (shape + n);
            return Math.Min(1, front * sum);
        }
        const double tiny = 1e-300;
        var b = x + 1 - shape;
        var c = 1 / tiny;
        var d = 1 / b;
        var fraction = d;
        for (var n = 1; n < 10_000; n++)
        {
            var a = -n * (n - shape);
            b += 2;
            d = (a * d) + b;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = b + (a / c);
            c = Math.Abs(c) < tiny ? tiny : c;
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
                break;
        }
        return Math.Clamp(1 - (front * fraction), 0, 1);
    }

    // Lanczos' approximation (g = 7, nine terms): 15 digits.
    private static double LogGamma(double x)
    {
        double[] terms =
        [
            0.99999999999980993,
            676.5203681218851,
            -1259.1392167224028,
            771.32342877765313,
            -176.61502916214059,
            12.507343278686905,
            -0.13857109526572012,
            9.9843695780195716e-6,
            1.5056327351493116e-7,
        ];
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        x -= 1;
        var sum = terms[0];
        for (var i = 1; i < terms.Length; i++)
            sum += terms[i] / (x + i);
        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    // Of a falling function.
    private static double Solve(Func<double, double> function, double low, double high)
    {
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            if (function(middle) > 0)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }
}
