using SkiaSharp;

namespace Datamonger.Newsletter.Charts;

/// <summary>Looks at the pixels of a picture that has transparent ones.</summary>
internal static class PictureInk
{
    private const int SampleWidth = 96;

    /// <summary>The share of pixels that let the ground through, and how light the others are on average (0 black to 1 white).</summary>
    /// <returns>Null when the picture cannot be decoded.</returns>
    public static (double Clear, double Lightness)? Measure(ReadOnlySpan<byte> bytes)
    {
        using var bitmap = SKBitmap.Decode(bytes);
        if (bitmap is null || bitmap.Width == 0 || bitmap.Height == 0)
            return null;
        var step = Math.Max(1, bitmap.Width / SampleWidth);
        var (clear, opaque, light) = (0, 0, 0.0);
        for (var y = 0; y < bitmap.Height; y += step)
        {
            for (var x = 0; x < bitmap.Width; x += step)
            {
                var pixel = bitmap.GetPixel(x, y);
                if (pixel.Alpha < 64)
                    clear++;
                else if (pixel.Alpha > 192)
                    (opaque, light) = (opaque + 1, light + (0.2126 * pixel.Red + 0.7152 * pixel.Green + 0.0722 * pixel.Blue) / 255);
            }
        }
        return clear + opaque == 0 ? null : ((double)clear / (clear + opaque), opaque == 0 ? 1 : light / opaque);
    }
}
