using System.Globalization;

namespace Datamonger.Newsletter.Emails.Images;

/// <summary>A picture of an author as it goes out: made again from its pixels, so that nothing else of the file is sent.</summary>
/// <param name="Image">The file that is sent.</param>
/// <param name="Width">The width at which it is shown, in CSS pixels.</param>
/// <param name="Height">The height at which it is shown.</param>
/// <param name="Change">What readers get instead of the author's file, for a note; null when it looks as it did.</param>
internal sealed record PictureFile(EmailImage Image, int Width, int Height, string? Change)
{
    /// <summary>Width of the text column, in CSS pixels.</summary>
    public const int ColumnWidth = 552;

    /// <summary>The size to write for it where HTML says one side, both or none; the other side is in proportion.</summary>
    public (int Width, int Height) Shown(int? width, int? height) =>
        (
            width ?? Math.Max(1, height is { } tall ? tall * Width / Height : Width),
            height ?? Math.Max(1, width is { } wide ? wide * Height / Width : Height)
        );

    /// <summary>A side as an attribute says it; null when it is not a whole number of pixels.</summary>
    public static int? Side(string? attribute) =>
        int.TryParse(attribute, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels < 100_000 ? pixels : null;
}

/// <summary>Why a file is not a picture, and what to do.</summary>
/// <param name="Reason">Behind <c>The picture "…"</c>.</param>
internal sealed record PictureFault(string Reason, string Remedy);
