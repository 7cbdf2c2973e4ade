using System.Globalization;

namespace Datamonger.Newsletter.Settings;

/// <summary>How well a colour is seen on another (WCAG 2.2).</summary>
internal static class ColourContrast
{
    /// <summary>Least contrast of marks and large text against their ground (1.4.11, 1.4.3).</summary>
    public const double OfMarks = 3;

    /// <summary>Least contrast of text against its ground (1.4.3).</summary>
    public const double OfText = 4.5;

    /// <summary>Whether a text is a colour, <c>#RRGGBB</c>.</summary>
    public static bool IsColour(string value) => value.Length == 7 && value[0] == '#' && value.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>The contrast ratio of two colours, 1 to 21.</summary>
    public static double Of(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) =>
        (0.2126 * Linear(colour, 0)) + (0.7152 * Linear(colour, 1)) + (0.0722 * Linear(colour, 2));

    private static double Linear(string colour, int channel)
    {
        var value = int.Parse(colour.AsSpan(1 + (channel * 2), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
