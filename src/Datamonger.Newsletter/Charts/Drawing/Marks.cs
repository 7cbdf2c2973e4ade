using ScottPlot;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>What lies between the edges of a picture and its marks, in CSS pixels.</summary>
internal readonly record struct Margins(float Left, float Top, float Right, float Bottom);

/// <summary>Where a text stands against its point.</summary>
internal enum Anchor
{
    /// <summary>The point is the middle of its left edge.</summary>
    Left,

    /// <summary>The point is its middle.</summary>
    Centre,

    /// <summary>The point is the middle of its right edge.</summary>
    Right,
}

/// <summary>
/// A line of text in a picture. Its point is given in CSS pixels; it is centred on it vertically, by the height of its capitals.
/// </summary>
internal sealed record Letters(string Text, float X, float Y, Anchor Anchor, string Colour, bool Bold = false)
{
    /// <summary>Whether it is set off by a rim of the ground's colour, so that a line behind it does not run through it.</summary>
    public bool OnGround { get; init; }

    /// <summary>Height of the em in CSS pixels, where it is not that of the other texts.</summary>
    public float? Size { get; init; }
}

/// <summary>How series differ besides their colours.</summary>
internal static class SeriesStyles
{
    /// <summary>Line styles by series.</summary>
    public static LinePattern Pattern(int series) =>
        (series % 4) switch
        {
            0 => LinePattern.Solid,
            1 => new LinePattern([9, 4], 0, "long dashes"),
            2 => new LinePattern([2.5f, 3.5f], 0, "dots"),
            _ => new LinePattern([12, 4, 3, 4], 0, "dash and dot"),
        };

    /// <summary>Shapes of points by series.</summary>
    public static MarkerShape Shape(int series) =>
        (series % 4) switch
        {
            0 => MarkerShape.FilledCircle,
            1 => MarkerShape.FilledSquare,
            2 => MarkerShape.FilledTriangleUp,
            _ => MarkerShape.FilledDiamond,
        };
}
