using System.Collections.Concurrent;
using SkiaSharp;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// One weight of a typeface, for as long as the program runs. Skia draws its glyphs and HarfBuzz places them; each reads the file from
/// memory of its own. SkiaSharp's SKShaper would open the file again for each text through the table of handles that all of SkiaSharp
/// shares, which two charts drawn at the same time do not survive.
/// </summary>
internal sealed class FontWeight
{
    private readonly byte[] _file;
    private readonly ConcurrentBag<Shaper> _idle = [];

    /// <param name="name">Its name, for messages.</param>
    /// <param name="file">A TrueType file.</param>
    /// <exception cref="InvalidOperationException">The file is not a font.</exception>
    public FontWeight(string name, byte[] file)
    {
        // An array that never moves: HarfBuzz keeps its address.
        _file = GC.AllocateUninitializedArray<byte>(file.Length, pinned: true);
        file.CopyTo(_file, 0);
        using var data = SKData.CreateCopy(file);
        // Skia gives null for a file that it cannot read, and would then draw no text at all without a word.
        Typeface = SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {name} cannot be read.");
    }

    /// <summary>What Skia draws with. Any thread may use it, and nobody disposes it.</summary>
    public SKTypeface Typeface { get; }

    /// <summary>A shaper that nobody else uses until it is returned.</summary>
    public Shaper Rent() => _idle.TryTake(out var shaper) ? shaper : new Shaper(_file);

    /// <summary>Gives a shaper back.</summary>
    public void Return(Shaper shaper) => _idle.Add(shaper);
}
