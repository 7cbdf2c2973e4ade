using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>Pictures with one thing about them.</summary>
internal static class TestPictures
{
    /// <summary>A PNG of one colour on a white ground, or on none.</summary>
    public static byte[] Png(int width, int height, bool isTransparent = false)
    {
        using var bitmap = new SKBitmap(
            new SKImageInfo(width, height, SKColorType.Rgba8888, isTransparent ? SKAlphaType.Unpremul : SKAlphaType.Opaque)
        );
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(isTransparent ? SKColors.Transparent : SKColors.White);
        using var ink = new SKPaint { Color = new SKColor(0x12, 0x12, 0x20), IsAntialias = false };
        canvas.DrawRect(width / 4f, height / 4f, width / 2f, height / 2f, ink);
        canvas.Flush();
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>A PNG that cannot be packed, about four bytes a pixel, and for its clear pixels must stay one.</summary>
    public static byte[] Noise(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var random = new Random(1);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new SKColor((uint)random.Next() | 0x80000000));
        }
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
