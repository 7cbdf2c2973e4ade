using System.Collections.Immutable;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>
/// Compares a picture with one that was looked at and accepted, by its pixels: edges may be smoothed a little differently on
/// another platform, but no mark or letter may move. With UPDATE_SNAPSHOTS=1 the files are rewritten.
/// </summary>
internal static class PictureSnapshot
{
    // Of 255: what the smoothing of an edge may differ by. Two colours of a chart differ by more.
    private const int Tolerance = 8;

    // Of all pixels: about a third of a letter in a chart of the usual size.
    private const double ToleratedShare = 0.0001;

    /// <summary>Compares with <c>Golden/charts/name.verified.png</c>.</summary>
    public static void Match(ImmutableArray<byte> png, string name)
    {
        var path = Path.Combine(RepositoryFolder.Tests, "Golden", "charts", name + ".verified.png");
        using var actual = SKBitmap.Decode(png.AsSpan());
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // A file whose pixels are still the same is left alone.
            if (!File.Exists(path) || Difference(path, actual) is not null)
                File.WriteAllBytes(path, [.. png]);
            return;
        }
        if (!File.Exists(path) || Difference(path, actual) is { } difference)
        {
            var received = path.Replace(".verified.", ".received.", StringComparison.Ordinal);
            File.WriteAllBytes(received, [.. png]);
            Assert.Fail(
                $"The picture is not {path}{(File.Exists(path) ? $": {Difference(path, actual)}" : ", which does not exist")}. What "
                    + $"was drawn is {received}."
            );
        }
    }

    private static string? Difference(string path, SKBitmap actual)
    {
        using var expected = SKBitmap.Decode(path);
        return Difference(expected, actual);
    }

    /// <summary>How two pictures differ; null when they do not.</summary>
    public static string? Difference(SKBitmap expected, SKBitmap actual)
    {
        if ((expected.Width, expected.Height) != (actual.Width, actual.Height))
            return $"it has {actual.Width} × {actual.Height} pixels instead of {expected.Width} × {expected.Height}";
        var (left, right) = (expected.Pixels, actual.Pixels);
        var different = left.Zip(right).Count(pair => Distance(pair.First, pair.Second) > Tolerance);
        return different > left.Length * ToleratedShare ? $"{different} of {left.Length} pixels differ" : null;
    }

    private static int Distance(SKColor one, SKColor other) =>
        Math.Max(Math.Abs(one.Red - other.Red), Math.Max(Math.Abs(one.Green - other.Green), Math.Abs(one.Blue - other.Blue)));
}
