using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Reads the key <c>colours</c>, and knows how well a colour is seen.</summary>
internal static class ColourChoice
{
    /// <summary>Least contrast of a mark against its ground.</summary>
    public const double LeastContrast = ColourContrast.OfMarks;

    /// <summary>The colours of series in order: the author's, then the palette's. Colours that are hard to see are reported.</summary>
    public static ImmutableArray<string> For(ChartInput input, int series)
    {
        var chosen = ImmutableArray.CreateBuilder<string>();
        foreach (var value in input.Fields.List("colours"))
        {
            if (!ColourContrast.IsColour(value.Value))
            {
                input.Report(
                    ChartRules.BadValue,
                    value.Location,
                    $"\"{value.Value}\" is not a colour.",
                    "Write it as \"#12436D\", in quotes: # begins a comment otherwise."
                );
                continue;
            }
            chosen.Add(value.Value);
            if (Contrast(value.Value, input.Theme.Ground) < LeastContrast)
            {
                input.Report(
                    ChartRules.FaintColour,
                    value.Location,
                    $"{value.Value} has a contrast of "
                        + $"{Contrast(value.Value, input.Theme.Ground).ToString("0.0", CultureInfo.InvariantCulture)} against the "
                        + $"ground; a mark wants 3.",
                    "Take a darker one."
                );
            }
        }
        foreach (var colour in input.Theme.Palette)
        {
            if (chosen.Count < series && !chosen.Contains(colour, StringComparer.OrdinalIgnoreCase))
                chosen.Add(colour);
        }
        while (chosen.Count < series)
            chosen.Add(input.Theme.Ink);
        return chosen.ToImmutable();
    }

    /// <summary>The one colour of a chart with one series.</summary>
    public static string One(ChartInput input) => input.Fields.Has("colours") ? For(input, 1)[0] : input.Theme.Accent;

    /// <summary>
    /// The colours of series: one alone has the accent; of several the one that stands out has, and the others are there for comparison.
    /// </summary>
    public static ImmutableArray<string> OfSeries(ChartInput input, int series, int? highlight)
    {
        if (series > 1 && highlight is null)
            return For(input, series);
        var one = One(input);
        return [.. Enumerable.Range(0, series).Select(i => series == 1 || i == highlight ? one : input.Theme.Comparison)];
    }

    /// <summary>A mark's colour as that of a text: darkened as far as it must be to be read on the ground.</summary>
    public static string ForText(string colour, Theme theme)
    {
        for (var share = 1.0; share > 0.3; share -= 0.1)
        {
            var darker = Tint(colour, "#000000", share);
            if (Contrast(darker, theme.Ground) >= ColourContrast.OfText)
                return darker;
        }
        return theme.Ink;
    }

    /// <summary>The contrast ratio of two colours, 1 to 21.</summary>
    public static double Contrast(string one, string other) => ColourContrast.Of(one, other);

    /// <summary>The colour for text upon a ground: of two, the one that is read better.</summary>
    public static string TextOn(string ground, string dark, string light) =>
        Contrast(ground, dark) >= Contrast(ground, light) ? dark : light;

    /// <summary>A tint: so much of a colour on a ground.</summary>
    public static string Tint(string colour, string ground, double share)
    {
        var mixed = Enumerable
            .Range(0, 3)
            .Select(i => (int)Math.Round((Channel(colour, i) * share) + (Channel(ground, i) * (1 - share)), MidpointRounding.AwayFromZero));
        return "#" + string.Concat(mixed.Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));
    }

    private static int Channel(string colour, int index) =>
        int.Parse(colour.AsSpan(1 + (index * 2), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
