using System.Collections.Immutable;
using System.Runtime.InteropServices;
using HarfBuzzSharp;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>Places the glyphs of a line of text, kerned. Not for use by two threads at once.</summary>
internal sealed class Shaper : IDisposable
{
    // Units of an em that HarfBuzz rounds positions to.
    private const int UnitsPerEm = 512;

    private readonly Font _font;

    /// <param name="file">A TrueType file in an array that never moves and outlives this.</param>
    public Shaper(byte[] file)
    {
        using var blob = new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(file, 0), file.Length, MemoryMode.ReadOnly);
        using var face = new Face(blob, 0);
        _font = new Font(face);
        _font.SetScale(UnitsPerEm, UnitsPerEm);
        _font.SetFunctionsOpenType();
    }

    /// <summary>The glyphs of a text, with their places from the start of its baseline, in the unit of the size.</summary>
    /// <param name="size">Height of the em.</param>
    public ShapedLine Shape(string text, float size)
    {
        using var buffer = new Buffer();
        buffer.AddUtf8(text);
        buffer.GuessSegmentProperties();
        _font.Shape(buffer);
        var glyphs = buffer.GetGlyphInfoSpan();
        var places = buffer.GetGlyphPositionSpan();
        var unit = size / UnitsPerEm;
        var line = ImmutableArray.CreateBuilder<SKPoint>(glyphs.Length);
        var codes = new ushort[glyphs.Length];
        var (x, y) = (0f, 0f);
        for (var i = 0; i < glyphs.Length; i++)
        {
            codes[i] = (ushort)glyphs[i].Codepoint;
            line.Add(new SKPoint(x + (places[i].XOffset * unit), y - (places[i].YOffset * unit)));
            x += places[i].XAdvance * unit;
            y += places[i].YAdvance * unit;
        }
        return new ShapedLine([.. codes], line.MoveToImmutable(), x);
    }

    /// <inheritdoc/>
    public void Dispose() => _font.Dispose();
}

/// <summary>A line of text, ready to be drawn.</summary>
/// <param name="Glyphs">Their numbers in the font.</param>
/// <param name="Positions">The place of each.</param>
/// <param name="Width">Where the next would stand.</param>
internal sealed record ShapedLine(ImmutableArray<ushort> Glyphs, ImmutableArray<SKPoint> Positions, float Width);
