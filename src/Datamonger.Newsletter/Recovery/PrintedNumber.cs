using System.Globalization;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Recovery;

/// <summary>What a printed number says of the value behind it.</summary>
internal static partial class PrintedNumber
{
    // As printed, per cent, in thousands, millions and thousand millions, per 1,000 and per 10,000.
    private static readonly double[] Scales = [1, 100, 1e-3, 1e-6, 1e-9, 1_000, 10_000];

    /// <summary>Between which two numbers the value lies, by what is printed; null when the text does not print it.</summary>
    public static (double Least, double Most)? RangeOf(decimal value, string text)
    {
        var exact = (double)value;
        // 16,920 and 16 920; words.
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (decimal.IsInteger(value) && (digits.Length == 0 || digits == Math.Abs(value).ToString("0", CultureInfo.InvariantCulture)))
            return (exact, exact);
        if (Number().Match(text) is not { Success: true } match)
            return null;
        var plain = match.Value.Replace(",", "", StringComparison.Ordinal);
        var printed = double.Parse(plain, CultureInfo.InvariantCulture) * (exact < 0 ? -1 : 1);
        var half = 0.5 * Math.Pow(10, -(plain.Contains('.') ? plain.Length - plain.IndexOf('.') - 1 : 0));
        foreach (var scale in Scales)
        {
            if (Math.Abs((exact * scale) - printed) <= half * 1.0001)
                return ((printed - half) / scale, (printed + half) / scale);
        }
        return null;
    }

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
