using System.Runtime.InteropServices;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts.Drawing;
using SkiaSharp;

namespace Datamonger.Newsletter.Emails.Images;

/// <summary>
/// Makes the picture that goes out from an author's file: upright, in sRGB, at most twice as wide as the column, as JPEG or PNG. It is made
/// of the pixels alone, so that no metadata, profile or foreign bytes of the file are sent.
/// </summary>
internal static class PictureEncoder
{
    /// <summary>Changes whenever the same file would come out in another way.</summary>
    public const string Version = "1";

    /// <summary>Good screens show two pixels for each of CSS.</summary>
    public const int MostAcross = 2 * PictureFile.ColumnWidth;

    private const int MaximumPixels = 25_000_000;
    private const int QualityOfSmaller = 82;
    private const int QualityOfSame = 90;
    private const int MostColours = 256;

    // A PNG that loads fast stays one: its edges are sharp.
    private const int LightPng = 250 * 1024;

    // One at a time, so that memory holds the pixels of one file.
    private static readonly Lock Decoding = new();

    /// <summary>The picture of a file; null, and why, when it has none.</summary>
    /// <param name="name">What findings call it.</param>
    public static PictureFile? Encode(byte[] bytes, string name, out PictureFault? fault)
    {
        lock (Decoding)
        {
            using var data = SKData.CreateCopy(bytes);
            using var codec = SKCodec.Create(data);
            fault = FaultOf(bytes, codec);
            if (codec is null || fault is not null)
                return null;
            var picture = codec is { EncodedFormat: SKEncodedImageFormat.Gif, FrameCount: > 1 }
                ? Animation(bytes, codec.Info, name)
                : Still(bytes, codec, name);
            if (picture is null)
                fault = new("is damaged", "Save it again from the program that it was made with.");
            return picture;
        }
    }

    private static PictureFault? FaultOf(ReadOnlySpan<byte> bytes, SKCodec? codec)
    {
        if (codec is not null)
            return (long)codec.Info.Width * codec.Info.Height is > 0 and <= MaximumPixels
                ? null
                : new("is too large: at most 25 million pixels are let through", "Scale it down.");
        if (bytes.Length > 12 && bytes.Slice(4, 4).SequenceEqual("ftyp"u8))
            return new("is a HEIC or AVIF picture, which is not read here", "Export it as JPEG.");
        return bytes.StartsWith(Png) || bytes is [0xFF, 0xD8, 0xFF, ..] or [0x47, 0x49, 0x46, 0x38, ..]
            ? new("is damaged", "Save it again from the program that it was made with.")
            : new("is not a PNG, JPEG, GIF, WebP or BMP picture", "Save it as PNG or JPEG.");
    }

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static PictureFile? Animation(byte[] bytes, SKImageInfo info, string name) =>
        GifFile.Strip(bytes) is { } clean
            ? Finish(clean, ".gif", "image/gif", (info.Width, info.Height), name, hasAlpha: info.AlphaType != SKAlphaType.Opaque, null)
            : null;

    private static PictureFile? Still(byte[] bytes, SKCodec codec, string name)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        var decoded = new SKImageInfo(width, height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb());
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(decoded) || codec.GetPixels(decoded, bitmap.GetPixels()) != SKCodecResult.Success)
            return null;
        var isTurned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var (wide, high) = isTurned ? (height, width) : (width, height);
        var across = Math.Min(wide, MostAcross);
        var down = Math.Max(1, (int)Math.Round((double)high * across / wide, MidpointRounding.AwayFromZero));
        using var surface = SKSurface.Create(new SKImageInfo(across, down, SKColorType.Rgba8888, alpha, decoded.ColorSpace));
        using (var image = SKImage.FromBitmap(bitmap))
        {
            surface.Canvas.Scale((float)across / wide, (float)down / high);
            surface.Canvas.Concat(Upright(codec.EncodedOrigin, wide, high));
            surface.Canvas.DrawImage(
                image,
                0,
                0,
                across == wide ? SKSamplingOptions.Default : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
            );
        }
        using var pixels = surface.PeekPixels();
        var (file, extension, mediaType, hasAlpha) = Write(pixels, codec.EncodedFormat, isSmaller: across < wide);
        var source = codec.EncodedFormat.ToString().ToUpperInvariant();
        var isOther = codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Gif);
        var isMoving = codec.FrameCount > 1 || IsMovingPng(bytes);
        var change =
            across < wide || isOther || isMoving || (extension == ".jpg" && codec.EncodedFormat != SKEncodedImageFormat.Jpeg)
                ? $"{(isMoving ? "is an animation" : $"is a {source}")} of {wide} × {high} pixels and {Kilobytes(bytes.Length):N0} KB; "
                    + $"{(isMoving ? "its first picture" : "it")} goes out as a {(extension == ".jpg" ? "JPEG" : "PNG")} "
                    + $"of {across} × {down} and {Kilobytes(file.Length):N0} KB"
                : null;
        return Finish(file, extension, mediaType, (across, down), name, hasAlpha, change);
    }

    private static PictureFile Finish(
        byte[] file,
        string extension,
        string mediaType,
        (int Width, int Height) size,
        string name,
        bool hasAlpha,
        string? change
    )
    {
        var image = new EmailImage(ContentHash.Of(file)[..16] + extension, ImmutableCollectionsMarshal.AsImmutableArray(file), mediaType)
        {
            Name = name,
            Width = size.Width,
            Height = size.Height,
            HasAlpha = hasAlpha,
        };
        var shown = Math.Min(size.Width, PictureFile.ColumnWidth);
        var height = (int)Math.Round((double)size.Height * shown / size.Width, MidpointRounding.AwayFromZero);
        return new PictureFile(image, shown, Math.Max(1, height), change);
    }

    // Photographs as JPEG; what has few colours, sharp edges or a ground that shines through as PNG.
    private static (byte[] File, string Extension, string MediaType, bool HasAlpha) Write(
        SKPixmap pixels,
        SKEncodedImageFormat source,
        bool isSmaller
    )
    {
        // No profile: what has none is sRGB.
        using var plain = new SKPixmap(pixels.Info.WithColorSpace(null), pixels.GetPixels(), pixels.RowBytes);
        var colours = MemoryMarshal.Cast<byte, uint>(plain.GetPixelSpan());
        if (source == SKEncodedImageFormat.Jpeg && Jpeg() is { } photograph)
            return (photograph, ".jpg", "image/jpeg", false);
        var hasAlpha = plain.AlphaType != SKAlphaType.Opaque && HasClear(colours);
        if (!hasAlpha && HasFew(colours))
            return ([.. IndexedPng.Encode(plain)], ".png", "image/png", false);
        using var png =
            plain.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9))
            ?? throw new InvalidOperationException("The picture cannot be written as PNG.");
        var light = source == SKEncodedImageFormat.Png ? LightPng : 0;
        if (!hasAlpha && png.Size > light && Jpeg() is { } jpeg && 2 * jpeg.Length <= png.Size)
            return (jpeg, ".jpg", "image/jpeg", false);
        return (png.ToArray(), ".png", "image/png", hasAlpha);

        // None is longer than 65,535 pixels.
        byte[]? Jpeg()
        {
            using var file = plain.Encode(
                new SKJpegEncoderOptions(
                    isSmaller ? QualityOfSmaller : QualityOfSame,
                    SKJpegEncoderDownsample.Downsample420,
                    SKJpegEncoderAlphaOption.Ignore
                )
            );
            return file?.ToArray();
        }
    }

    private static bool HasClear(ReadOnlySpan<uint> colours)
    {
        foreach (var colour in colours)
        {
            if (colour < 0xFF000000)
                return true;
        }
        return false;
    }

    private static bool HasFew(ReadOnlySpan<uint> colours)
    {
        var seen = new HashSet<uint>();
        foreach (var colour in colours)
        {
            if (seen.Add(colour) && seen.Count > MostColours)
                return false;
        }
        return true;
    }

    // Exif 2.3, Orientation: where the first row and column of the file are to be, in a picture of this width and height.
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) =>
        origin switch
        {
            SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        };

    // APNG: a chunk in front of the data.
    private static bool IsMovingPng(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Png) && bytes.IndexOf("IDAT"u8) is > 0 and var data && bytes[..data].IndexOf("acTL"u8) > 0;

    private static int Kilobytes(long bytes) => (int)Math.Max(1, bytes / 1024);
}
