using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>How a file writes its numbers.</summary>
/// <param name="Point">The decimal point.</param>
/// <param name="Separator">The thousands separator.</param>
internal readonly record struct NumberStyle(byte Point, byte Separator)
{
    public static readonly NumberStyle Plain = new((byte)'.', (byte)',');

    public static NumberStyle Of(DatasetOptions options) =>
        new(
            options.Decimal is [var point] && point < 128 ? (byte)point : (byte)'.',
            options.Thousands is [var separator] && separator < 128 ? (byte)separator : (byte)0
        );
}
