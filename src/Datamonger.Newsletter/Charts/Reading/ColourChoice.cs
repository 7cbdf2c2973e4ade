using System.Collections.Immutable;
using System.Globalization;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Reads the key <c>colours</c>, and knows how well a colour is seen.</summary>
internal static class ColourChoice
{
    /// <summary>Least contrast of a mark against its ground (WCAG 2.2, 1.4.11).</summary>
    public const double LeastContrast = 3;

    /// <summary>The colours of series in order: the author's, then the palette's. Colours that are hard to see are reported.</summary>
    public static ImmutableArray<string> For(ChartInput input, int series)
    {
        var chosen = ImmutableArray.CreateBuilder<string>();
        foreach (var value in input.Fields.List("colours"))
        {
            if (!IsColour(value.Value))
            {
                input.Report(ChartRules.BadValue, value.Location, $"\"{value.Value}\" is not a colour.", "Write it as \"#12436D\", in quotes: # begins a comment otherwise.");
                continue;
            }
            chosen.Add(value.Value);
            if (Contrast(value.Value, input.Theme.Ground) < LeastContrast)
            {
                input.Report(ChartRules.FaintColour, value.Location, $"{value.Value} has a contrast of {Contrast(value.Value, input.Theme.Ground).ToString("0.0", CultureInfo.InvariantCulture)} against the ground; a mark wants 3.", "Take a darker one.");
            }
        }
        foreach (var colour in input.Theme.Palette)
        {
            if (chosen.Count < series && !chosen.Contains(colour, StringComparer.OrdinalIgnoreCase)) chosen.Add(colour);
        }
        while (chosen.Count < series) chosen.Add(input.Theme.Ink);
        return chosen.ToImmutable();
    }

    /// <summary>The one colour of a chart with one series.</summary>
    public static string One(ChartInput input) => input.Fields.Has("colours") ? For(input, 1)[0] : input.Theme.Accent;

    /// <summary>The contrast ratio of two colours, 1 to 21 (WCAG 2.2).</summary>
    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The colour for text upon a ground: of two, the one that is read better.</summary>
    public static string TextOn(string ground, string dark, string light) => Contrast(ground, dark) >= Contrast(ground, light) ? dark : light;

    /// <summary>A tint: so much of a colour on a ground.</summary>
    public static string Tint(string colour, string ground, double share)
    {
        var mixed = Enumerable.Range(0, 3).Select(i => (int)Math.Round((Channel(colour, i) * share) + (Channel(ground, i) * (1 - share)), MidpointRounding.AwayFromZero));
        return "#" + string.Concat(mixed.Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));
    }

    private static bool IsColour(string value) => value.Length == 7 && value[0] == '#' && value.Skip(1).All(char.IsAsciiHexDigit);

    private static double Luminance(string colour) => (0.2126 * Linear(Channel(colour, 0))) + (0.7152 * Linear(Channel(colour, 1))) + (0.0722 * Linear(Channel(colour, 2)));

    private static int Channel(string colour, int index) => int.Parse(colour.AsSpan(1 + (index * 2), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static double Linear(int channel) => channel / 255.0 is var value && value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
