using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Chooses a format for values that the author gives none for.</summary>
internal static class NumberFormats
{
    /// <summary>Whole numbers without decimals; others with as many as they have, but no more than about three figures need.</summary>
    public static ValueFormat For(IEnumerable<object?> values)
    {
        var numbers = values.Select(ValueFormat.ToDecimal).OfType<decimal>().ToArray();
        var largest = numbers.Select(Math.Abs).DefaultIfEmpty(0).Max();
        var useful = largest switch
        {
            < 1 => 2,
            < 100 => 1,
            _ => 0,
        };
        for (var decimals = 0; decimals < useful; decimals++)
        {
            if (numbers.All(number => Math.Abs(number - Math.Round(number, decimals)) < 0.000001m))
                return ValueFormat.Of("num" + decimals);
        }
        return ValueFormat.Of("num" + useful);
    }

    /// <summary>
    /// Prints the values of an axis: with no more decimals than all of them need together, and nought without a unit of size.
    /// </summary>
    public static Func<double, string> OfTicks(ValueFormat format, Language language, IReadOnlyCollection<double> ticks)
    {
        var shortest = format;
        for (var decimals = format.Decimals - 1; decimals >= 0; decimals--)
        {
            var name = format.Name.Replace((char)('0' + format.Decimals), (char)('0' + decimals));
            if (!ValueFormat.TryParse(name, out var shorter) || !ticks.All(tick => IsMultiple(tick, Unit(shorter))))
                break;
            shortest = shorter;
        }
        var zero =
            format.IsNumeric && char.IsAsciiLetter(format.Name[^1]) && ValueFormat.TryParse(format.Family + "0", out var plain)
                ? plain
                : shortest;
        return tick => (tick == 0 ? zero : shortest).Format(tick, language) ?? "";
    }

    /// <summary>The smallest difference that a format prints.</summary>
    public static double Unit(ValueFormat format)
    {
        var scale = format.Family is "pct" or "pts"
            ? 0.01
            : format.Name[^1] switch
            {
                'k' => 1e3,
                'm' => 1e6,
                'n' when format.Name.EndsWith("bn", StringComparison.Ordinal) => 1e9,
                _ => 1.0,
            };
        return format.IsNumeric ? scale * Math.Pow(10, -format.Decimals) : 0;
    }

    /// <summary>Whether all values lie between 0 and 1 and not all are whole: most likely shares.</summary>
    public static bool IsShares(IEnumerable<object?> values) =>
        values.Select(ValueFormat.ToDecimal).OfType<decimal>().ToArray() is var numbers
        && numbers.All(number => number is >= 0 and <= 1)
        && numbers.Any(number => number is > 0 and < 1);

    private static bool IsMultiple(double value, double unit) => Math.Abs(Math.Round(value / unit) - (value / unit)) < 1e-6;
}
