using SkiaSharp;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// Measures and draws text in one size and two weights, kerned. Positions are not rounded to pixels and nothing is hinted,
/// so that the same text has the same width at every scale and on every machine. Not for use by two threads at once.
/// </summary>
internal sealed class Lettering : IDisposable
{
    private readonly Face _regular;
    private readonly Face _bold;

    /// <param name="size">Height of the em, in CSS pixels.</param>
    public Lettering(float size)
    {
        Size = size;
        _regular = new Face(InterFont.Regular, size);
        _bold = new Face(InterFont.SemiBold, size);
    }

    /// <summary>Height of the em, in CSS pixels.</summary>
    public float Size { get; }

    /// <summary>From one line to the next.</summary>
    public float LineHeight => MathF.Round(Size * 1.25f);

    /// <summary>Height of a capital or figure: what the eye centres a line of text on.</summary>
    public float CapHeight => Size * 0.727f;

    /// <summary>Width of a line of text.</summary>
    public float Width(string text, bool bold = false)
    {
        var face = bold ? _bold : _regular;
        return text.Length == 0 ? 0 : face.Shaper.Shape(text, Size).Width;
    }

    /// <summary>Draws a line of text.</summary>
    /// <param name="x">Its left edge.</param>
    /// <param name="baseline">Where its letters stand.</param>
    public void Draw(SKCanvas canvas, string text, float x, float baseline, SKPaint paint, bool bold)
    {
        if (text.Length == 0)
            return;
        var face = bold ? _bold : _regular;
        var line = face.Shaper.Shape(text, Size);
        using var builder = new SKTextBlobBuilder();
        var run = builder.AllocatePositionedRun(face.Font, line.Glyphs.Length);
        run.SetGlyphs(line.Glyphs.AsSpan());
        run.SetPositions([.. line.Positions.Select(at => new SKPoint(x + at.X, baseline + at.Y))]);
        using var blob = builder.Build();
        canvas.DrawText(blob, 0, 0, paint);
    }

    /// <summary>Breaks a text at blanks so that each line fits; null when a word alone does not, or there are too many lines.</summary>
    public IReadOnlyList<string>? Wrap(string text, float width, int lines, bool bold = false)
    {
        var wrapped = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Width(word, bold) > width)
                return null;
            var joined = wrapped.Count == 0 ? word : $"{wrapped[^1]} {word}";
            if (wrapped.Count > 0 && Width(joined, bold) <= width)
                wrapped[^1] = joined;
            else
                wrapped.Add(word);
        }
        return wrapped.Count <= lines ? wrapped : null;
    }

    /// <summary>Cuts a text that is too long and ends it with an ellipsis.</summary>
    public string Fit(string text, float width, bool bold = false)
    {
        if (Width(text, bold) <= width)
            return text;
        for (var length = text.Length - 1; length > 0; length--)
        {
            var cut = text[..length].TrimEnd() + "…";
            if (!char.IsHighSurrogate(text[length - 1]) && Width(cut, bold) <= width)
                return cut;
        }
        return "…";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
    }

    private sealed class Face(FontWeight weight, float size) : IDisposable
    {
        public Shaper Shaper { get; } = weight.Rent();

        public SKFont Font { get; } =
            new(weight.Typeface, size)
            {
                Edging = SKFontEdging.Antialias,
                Hinting = SKFontHinting.None,
                Subpixel = true,
                LinearMetrics = true,
                BaselineSnap = false,
            };

        public void Dispose()
        {
            weight.Return(Shaper);
            Font.Dispose();
        }
    }
}
