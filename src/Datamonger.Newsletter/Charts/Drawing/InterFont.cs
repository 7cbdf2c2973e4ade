using System.Reflection;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// The typeface of charts: Inter (SIL Open Font License 1.1), embedded, so that no font of the machine is ever asked for.
/// </summary>
internal static class InterFont
{
    /// <summary>Part of the cache key of a picture.</summary>
    public const string Version = "Inter 3.019";

    /// <summary>Text.</summary>
    public static FontWeight Regular => Weights.Regular;

    /// <summary>What is highlighted.</summary>
    public static FontWeight SemiBold => Weights.SemiBold;

    /// <summary>The characters of a text that the typeface has no glyph for, each once, in order.</summary>
    public static IEnumerable<string> MissingFrom(string text) =>
        text.EnumerateRunes().Where(rune => Regular.Typeface.GetGlyph(rune.Value) == 0).Select(rune => rune.ToString()).Distinct();

    private static FontWeight Load(string name)
    {
        using var resource =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not embedded in this assembly.");
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return new FontWeight(name, file);
    }

    // Read when the first chart is drawn and not before.
    private static class Weights
    {
        public static readonly FontWeight Regular = Load("Inter-Regular.ttf");
        public static readonly FontWeight SemiBold = Load("Inter-SemiBold.ttf");
    }
}
