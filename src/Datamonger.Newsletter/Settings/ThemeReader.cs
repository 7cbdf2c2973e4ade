using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Settings;

/// <summary>Reads <c>theme</c>, and says which of its colours are hard to see where they are used.</summary>
internal static class ThemeReader
{
    /// <summary>The theme; a colour that is left out or cannot be read stands at its default.</summary>
    public static Theme Read(FieldReader? reader, DiagnosticBag diagnostics)
    {
        if (reader is null)
            return Theme.Default;
        var theme = Theme.Default;
        string Colour(string key, string otherwise) => reader.Has(key) ? reader.Text(key)!.ToUpperInvariant() : otherwise;
        theme = theme with
        {
            Ink = Colour("ink", theme.Ink),
            Paper = Colour("paper", theme.Paper),
            Ground = Colour("ground", theme.Ground),
            Accent = Colour("accent", theme.Accent),
            Muted = Colour("muted", theme.Muted),
            Rule = Colour("rule", theme.Rule),
            Comparison = Colour("comparison", theme.Comparison),
            Palette = Palette(reader, theme.Palette, diagnostics),
            DarkInk = Colour("dark_ink", theme.DarkInk),
            DarkGround = Colour("dark_ground", theme.DarkGround),
            DarkPaper = Colour("dark_paper", theme.DarkPaper),
            DarkAccent = Colour("dark_accent", theme.DarkAccent),
            DarkMuted = Colour("dark_muted", theme.DarkMuted),
        };
        Check(theme, reader, diagnostics);
        return theme;
    }

    private static ImmutableArray<string> Palette(FieldReader reader, ImmutableArray<string> otherwise, DiagnosticBag diagnostics)
    {
        var palette = ImmutableArray.CreateBuilder<string>();
        foreach (var colour in reader.List("palette"))
        {
            if (ColourContrast.IsColour(colour.Value))
                palette.Add(colour.Value.ToUpperInvariant());
            else
                diagnostics.Add(
                    FieldRules.WrongType,
                    colour.Location,
                    $"The palette's \"{colour.Value}\" is not a colour.",
                    "Write it as \"#12436D\", in quotes: # begins a comment otherwise."
                );
        }
        return palette.Count > 0 ? palette.ToImmutable() : otherwise;
    }

    // Only what the author chose is spoken of, and each colour against the ground on which it stands.
    private static void Check(Theme theme, FieldReader reader, DiagnosticBag diagnostics)
    {
        void Against(string key, string colour, string groundKey, string ground, double least, SourceLocation? at = null)
        {
            if ((!reader.Has(key) && !reader.Has(groundKey)) || ColourContrast.Of(colour, ground) >= least)
                return;
            var contrast = ColourContrast.Of(colour, ground).ToString("0.0", CultureInfo.InvariantCulture);
            var wanted = least.ToString("0.#", CultureInfo.InvariantCulture);
            diagnostics.Add(
                SettingsReader.FaintColour,
                at ?? reader.LocationOf(reader.Has(key) ? key : groundKey),
                $"The theme's {key} {colour} has a contrast of {contrast} against its {groundKey} {ground}; it wants {wanted}.",
                $"Take a {(ColourContrast.Of(ground, "#000000") > ColourContrast.Of(ground, "#FFFFFF") ? "darker" : "lighter")} one."
            );
        }
        Against("ink", theme.Ink, "ground", theme.Ground, ColourContrast.OfText);
        Against("accent", theme.Accent, "ground", theme.Ground, ColourContrast.OfText);
        Against("muted", theme.Muted, "ground", theme.Ground, ColourContrast.OfText);
        Against("comparison", theme.Comparison, "ground", theme.Ground, ColourContrast.OfMarks);
        Against("dark_ink", theme.DarkInk, "dark_ground", theme.DarkGround, ColourContrast.OfText);
        Against("dark_accent", theme.DarkAccent, "dark_ground", theme.DarkGround, ColourContrast.OfText);
        Against("dark_muted", theme.DarkMuted, "dark_ground", theme.DarkGround, ColourContrast.OfText);
        // Three colours of the default palette are only just seen on white; on another ground they are lost.
        var places = reader
            .List("palette")
            .Where(colour => ColourContrast.IsColour(colour.Value))
            .Select(colour => colour.Location)
            .ToArray();
        for (var i = 0; i < theme.Palette.Length; i++)
        {
            Against("palette", theme.Palette[i], "ground", theme.Ground, ColourContrast.OfMarks, i < places.Length ? places[i] : null);
        }
    }
}
