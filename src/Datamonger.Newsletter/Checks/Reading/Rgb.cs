using System.Globalization;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>An opaque colour, with what legibility is computed from.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(0, 0, 0);

    /// <summary>Relative luminance, 0 to 1 (WCAG 2.2).</summary>
    public double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    /// <summary>A colour as stylesheets write it; null for one without a value of its own (<c>inherit</c>, <c>transparent</c>).</summary>
    public static Rgb? Parse(string? text)
    {
        text = text?.Trim().ToLowerInvariant();
        switch (text)
        {
            case null or "":
                return null;
            case "white":
                return White;
            case "black":
                return Black;
        }
        if (text is ['#', _, _, _])
            text = $"#{text[1]}{text[1]}{text[2]}{text[2]}{text[3]}{text[3]}";
        if (
            text.Length == 7
            && text[0] == '#'
            && int.TryParse(text.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
        )
        {
            return new Rgb((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        }
        if (!text.StartsWith("rgb(", StringComparison.Ordinal) || !text.EndsWith(')'))
            return null;
        var parts = text[4..^1].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return
            parts.Length == 3
            && byte.TryParse(parts[0], out var red)
            && byte.TryParse(parts[1], out var green)
            && byte.TryParse(parts[2], out var blue)
            ? new Rgb(red, green, blue)
            : null;
    }

    /// <summary>The ratio of two luminances, 1 to 21 (WCAG 1.4.3).</summary>
    public static double Contrast(Rgb one, Rgb other)
    {
        var (light, dark) = (Math.Max(one.Luminance, other.Luminance), Math.Min(one.Luminance, other.Luminance));
        return (light + 0.05) / (dark + 0.05);
    }

    /// <summary>The colour with its lightness turned round, as clients do that force a dark scheme: L* becomes 100 − L*.</summary>
    public Rgb Inverted()
    {
        var from = Luminance;
        var lightness = from <= 216.0 / 24389 ? from * 24389 / 27 : 116 * Math.Cbrt(from) - 16;
        var turned = 100 - lightness;
        var to = turned <= 8 ? turned * 27 / 24389 : Math.Pow((turned + 16) / 116, 3);
        // Keep the hue where it can be kept: scale towards black, mix towards white.
        double Part(byte part)
        {
            var linear = Linear(part);
            return to <= from ? linear * (from == 0 ? 0 : to / from) : linear + (1 - linear) * ((to - from) / (1 - from));
        }
        return new Rgb(Gamma(Part(Red)), Gamma(Part(Green)), Gamma(Part(Blue)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"#{Red:X2}{Green:X2}{Blue:X2}";

    private static double Linear(byte part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static byte Gamma(double linear) =>
        (byte)
            Math.Round(
                255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055),
                MidpointRounding.AwayFromZero
            );
}
