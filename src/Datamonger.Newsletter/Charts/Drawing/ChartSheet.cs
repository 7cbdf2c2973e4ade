using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Settings;
using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using SkiaSharp;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>
/// A picture in the making: a plot without ScottPlot's own axes and texts, on which a kind of chart sets marks in the units
/// of its data and letters in pixels. The ground is opaque, with <see cref="Padding"/> round it, so that the chart holds up
/// in a dark scheme.
/// </summary>
internal sealed class ChartSheet : IDisposable
{
    /// <summary>Room between the marks and the edges of the picture, in CSS pixels.</summary>
    public const float Padding = 12;

    /// <summary>Pixels of the file for one CSS pixel.</summary>
    public const int Scale = 2;

    /// <summary>The text column on a phone: 375 px less 24 px on either side.</summary>
    public const float PhoneColumn = 327;

    // Text must have 12 px there, whatever the picture's width.
    private const float PhoneText = 12.1f;
    private const float SmallestText = 13;

    private readonly List<Letters> _letters = [];
    private readonly List<string> _leftOut = [];
    private Plot? _plot;
    private Margins _margins;
    private Span _x;
    private Span _y;

    public ChartSheet(Theme theme, int width, int? height = null)
    {
        Theme = theme;
        Width = width;
        WantedHeight = height;
        Lettering = new Lettering(Math.Max(SmallestText, PhoneText / Math.Min(1, PhoneColumn / width)));
    }

    /// <summary>The colours.</summary>
    public Theme Theme { get; }

    /// <summary>Width in CSS pixels.</summary>
    public int Width { get; }

    /// <summary>The height that the author asks for, in CSS pixels.</summary>
    public int? WantedHeight { get; }

    /// <summary>Height in CSS pixels, once it is open.</summary>
    public int Height { get; private set; }

    /// <summary>Measures texts.</summary>
    public Lettering Lettering { get; }

    /// <summary>Every text on it.</summary>
    public IReadOnlyList<Letters> Texts => _letters;

    /// <summary>The left edge of what lies inside the padding, and so on.</summary>
    public float InnerWidth => Width - (2 * Padding);

    /// <summary>Left edge of the marks, in CSS pixels.</summary>
    public float Left => _margins.Left;

    /// <summary>Right edge of the marks.</summary>
    public float Right => Width - _margins.Right;

    /// <summary>Top edge of the marks.</summary>
    public float Top => _margins.Top;

    /// <summary>Bottom edge of the marks.</summary>
    public float Bottom => Height - _margins.Bottom;

    private Plot Plot => _plot ?? throw new InvalidOperationException("The sheet has not been opened.");

    /// <summary>Says how high the picture is and which stretch of the axes lies between the margins. Once, before the first mark.</summary>
    /// <param name="y">Its high end is at the top; give it reversed for rows that run downwards.</param>
    /// <param name="least">The width and height that the marks need to be read.</param>
    public void Open(float height, Margins margins, Span x, Span y, (float Width, float Height)? least = null)
    {
        Height = (int)MathF.Ceiling(height);
        (_margins, _x, _y) = (margins, x, y);
        Least = least ?? (40, 12);
        _plot = new Plot();
        // Nothing of ScottPlot's own: neither axes and legends, nor the fonts that they would ask the machine for.
        _plot.RenderManager.RenderActions.Clear();
        _plot.RenderManager.RenderActions.AddRange([new ReplaceNullAxesWithDefaults(), new CalculateLayout(), new RenderPlottables()]);
        _plot.RenderManager.ClearCanvasBeforeEachRender = false;
        _plot.Layout.Fixed(new PixelPadding(0));
        _plot.ScaleFactor = Scale;
        // The whole picture is the plot's data area; so no mark is clipped where it touches the end of an axis.
        // Its units are CSS pixels: those of the data may be of any size, and ScottPlot would lose them.
        _plot.Axes.SetLimits(0, Width, -Height, 0);
    }

    /// <summary>The width and height that the marks need to be read, in CSS pixels.</summary>
    public (float Width, float Height) Least { get; private set; }

    /// <summary>Whether margins leave the marks less than they need.</summary>
    public bool IsTooSmall => Right - Left < Least.Width || Bottom - Top < Least.Height;

    /// <summary>Names for which there is no place where they cover nothing.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Says that a name has been left out.</summary>
    public void LeaveOut(string name) => _leftOut.Add(name);

    /// <summary>Where a value of the horizontal axis lies, in CSS pixels.</summary>
    public float X(double value) => (float)(Left + ((value - _x.Low) / _x.Length * (Right - Left)));

    /// <summary>Where a value of the vertical axis lies, in CSS pixels.</summary>
    public float Y(double value) => (float)(Bottom - ((value - _y.Low) / _y.Length * (Bottom - Top)));

    /// <summary>
    /// A filled rectangle between two corners in CSS pixels, its edges set on pixels of the file, at least one of them thick.
    /// </summary>
    public void Rectangle(float left, float top, float right, float bottom, string colour)
    {
        (left, right) = Snapped(left, right);
        (top, bottom) = Snapped(top, bottom);
        var mark = Plot.Add.Rectangle(left, right, -bottom, -top);
        mark.FillColor = Color.FromHex(colour);
        mark.LineWidth = 0;
    }

    /// <summary>A straight line between two points in CSS pixels.</summary>
    public void Line(float x1, float y1, float x2, float y2, string colour, float thickness = 1, LinePattern? pattern = null)
    {
        var mark = Plot.Add.Line(x1, -y1, x2, -y2);
        mark.LineColor = Color.FromHex(colour);
        mark.LineWidth = thickness;
        if (pattern is { } style)
            mark.LinePattern = style;
    }

    /// <summary>A line through points in the units of the data.</summary>
    public void Polyline(IEnumerable<(double X, double Y)> points, string colour, float thickness, LinePattern? pattern = null)
    {
        var mark = Plot.Add.ScatterLine(points.Select(point => new Coordinates(X(point.X), -Y(point.Y))).ToArray());
        mark.LineColor = Color.FromHex(colour);
        mark.LineWidth = thickness;
        if (pattern is { } style)
            mark.LinePattern = style;
    }

    /// <summary>A filled shape with corners in the units of the data.</summary>
    public void Polygon(IEnumerable<(double X, double Y)> corners, string colour)
    {
        var mark = Plot.Add.Polygon([.. corners.Select(corner => new Coordinates(X(corner.X), -Y(corner.Y)))]);
        mark.FillColor = Color.FromHex(colour);
        mark.LineWidth = 0;
    }

    /// <summary>A point in CSS pixels, with a thin rim of the ground's colour that parts it from its neighbours.</summary>
    public void Point(float x, float y, string colour, float size, MarkerShape shape = MarkerShape.FilledCircle, bool rim = true)
    {
        var mark = Plot.Add.Marker(x, -y, shape, size, Color.FromHex(colour));
        if (!rim)
            return;
        mark.MarkerLineColor = Color.FromHex(Theme.Ground);
        mark.MarkerLineWidth = 1;
    }

    /// <summary>A text.</summary>
    public void Letter(Letters letters) => _letters.Add(letters);

    /// <summary>Draws it all and encodes it. The same marks give the same bytes.</summary>
    public ChartImage ToImage()
    {
        Plot.Add.Plottable(new LetterLayer(_letters, Lettering, Theme.Ground));
        using var surface =
            SKSurface.Create(new SKImageInfo(Width * Scale, Height * Scale, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new InvalidOperationException($"No picture of {Width} × {Height} pixels can be made.");
        surface.Canvas.Clear(SKColor.Parse(Theme.Ground));
        Plot.Render(surface.Canvas, new PixelRect(0, Width * Scale, Height * Scale, 0));
        using var pixels = surface.PeekPixels();
        return new ChartImage(IndexedPng.Encode(pixels), Width, Height);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _plot?.Dispose();
        Lettering.Dispose();
    }

    private static (float, float) Snapped(float from, float to)
    {
        if (to < from)
            (from, to) = (to, from);
        from = MathF.Round(from * Scale) / Scale;
        to = MathF.Round(to * Scale) / Scale;
        return (from, Math.Max(to, from + (1f / Scale)));
    }
}
