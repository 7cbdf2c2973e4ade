using System.Globalization;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>Colours mixed from those of the theme.</summary>
internal static class Colours
{
    /// <summary>
    /// A tint: <paramref name="share"/> (0 to 1) of one colour on another, each as <c>#RRGGBB</c>. What is no colour comes back as it is.
    /// </summary>
    public static string Mix(string colour, string ground, double share)
    {
        if (!TryRead(colour, out var top) || !TryRead(ground, out var bottom))
            return colour;
        share = Math.Clamp(share, 0, 1);
        int Part(int shift) =>
            (int)Math.Round((top >> shift & 255) * share + (bottom >> shift & 255) * (1 - share), MidpointRounding.AwayFromZero);
        return $"#{Part(16):X2}{Part(8):X2}{Part(0):X2}";
    }

    private static bool TryRead(string colour, out int value)
    {
        value = 0;
        return colour.Length == 7
            && colour[0] == '#'
            && int.TryParse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out value);
    }
}
