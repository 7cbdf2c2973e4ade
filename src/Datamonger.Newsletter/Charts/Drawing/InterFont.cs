using System.Reflection;
using SkiaSharp;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>The typeface of charts: Inter (SIL Open Font License 1.1), embedded, so that no font of the machine is ever asked for.</summary>
internal static class InterFont
{
    /// <summary>Part of the cache key of a picture.</summary>
    public const string Version = "Inter 3.019";

    /// <summary>Text.</summary>
    public static SKTypeface Regular => Faces.Regular;

    /// <summary>What is highlighted.</summary>
    public static SKTypeface SemiBold => Faces.SemiBold;

    /// <summary>The characters of a text that the typeface has no glyph for, each once, in order.</summary>
    public static IEnumerable<string> MissingFrom(string text) =>
        text.EnumerateRunes().Where(rune => Regular.GetGlyph(rune.Value) == 0).Select(rune => rune.ToString()).Distinct();

    // Skia gives null for a file that it cannot read, and would then draw no text at all without a word.
    private static SKTypeface Load(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not embedded in this assembly.");
        return SKTypeface.FromStream(resource) ?? throw new InvalidOperationException($"The font {name} cannot be read.");
    }

    // Read when the first chart is drawn and not before.
    private static class Faces
    {
        public static readonly SKTypeface Regular = Load("Inter-Regular.ttf");
        public static readonly SKTypeface SemiBold = Load("Inter-SemiBold.ttf");
    }
}
