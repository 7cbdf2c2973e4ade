using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>Pictures with one thing about them.</summary>
internal static class TestPictures
{
    /// <summary>A PNG of one colour on a white ground, or on none.</summary>
    public static byte[] Png(int width, int height, bool isTransparent = false)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, isTransparent ? SKAlphaType.Unpremul : SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(isTransparent ? SKColors.Transparent : SKColors.White);
        using var ink = new SKPaint { Color = new SKColor(0x12, 0x12, 0x20), IsAntialias = false };
        canvas.DrawRect(width / 4f, height / 4f, width / 2f, height / 2f, ink);
        canvas.Flush();
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>A PNG that cannot be packed: about four bytes a pixel.</summary>
    public static byte[] Noise(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var random = new Random(1);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, new SKColor((uint)random.Next() | 0xFF000000));
        }
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>The segments of a JPEG of 800 by 400 pixels up to its size.</summary>
    /// <param name="components">3 is colour, 4 is CMYK.</param>
    /// <param name="hasPlace">Whether its Exif data have a directory of coordinates.</param>
    public static byte[] Jpeg(byte components = 3, bool hasPlace = false)
    {
        List<byte> bytes = [0xFF, 0xD8];
        if (hasPlace)
        {
            byte[] exif = [.. "Exif\0\0"u8, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0];
            bytes.AddRange([0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif]);
        }
        bytes.AddRange([0xFF, 0xC0, 0, (byte)(8 + 3 * components), 8, 400 >> 8, 400 & 255, 800 >> 8, 800 & 255, components]);
        for (byte i = 1; i <= components; i++) bytes.AddRange([i, 0x11, 0]);
        bytes.AddRange([0xFF, 0xD9]);
        return [.. bytes];
    }
}
