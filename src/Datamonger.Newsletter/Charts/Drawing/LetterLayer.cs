using ScottPlot;
using SkiaSharp;

namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>The texts of a picture, drawn above its marks in the embedded typeface.</summary>
internal sealed class LetterLayer(IReadOnlyList<Letters> texts, Lettering lettering, string ground) : IPlottable
{
    // In CSS pixels, half of it on either side of a letter's outline: enough to close the gaps between letters.
    private const float Halo = 8;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var paint = new SKPaint
        {
            IsAntialias = true,
            StrokeWidth = Halo,
            StrokeJoin = SKStrokeJoin.Round,
        };
        foreach (var text in texts)
        {
            using var own = text.Size is { } size ? new Lettering(size) : null;
            var face = own ?? lettering;
            var width = face.Width(text.Text, text.Bold);
            var left = text.Anchor switch
            {
                Anchor.Left => text.X,
                Anchor.Centre => text.X - (width / 2),
                _ => text.X - width,
            };
            if (text.OnGround)
            {
                (paint.Color, paint.Style) = (SKColor.Parse(ground), SKPaintStyle.Stroke);
                face.Draw(rp.Canvas, text.Text, left, text.Y + (face.CapHeight / 2), paint, text.Bold);
                paint.Style = SKPaintStyle.Fill;
            }
            paint.Color = SKColor.Parse(text.Colour);
            face.Draw(rp.Canvas, text.Text, left, text.Y + (face.CapHeight / 2), paint, text.Bold);
        }
    }
}
