using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>What a browser measured of one page at one look. Elements are numbered in document order, lengths are CSS pixels.</summary>
/// <param name="Page">The number of the page.</param>
/// <param name="Look">How it was looked at.</param>
/// <param name="IsInScheme">Whether the browser showed the scheme that it was asked for; one of some years ago does not in a frame.</param>
/// <param name="Overflows">What makes it wider than the look.</param>
/// <param name="Texts">The first text of each pair of colours, size and weight.</param>
/// <param name="Unclear">Lines of text over or under a picture, a gradient or a filter: no one colour lies behind them.</param>
/// <param name="Overlaps">Texts that lie over one another; looked for where styles are gone.</param>
/// <param name="Targets">The boxes of links.</param>
internal sealed record Measurement(
    int Page,
    PageLook Look,
    bool IsInScheme,
    ImmutableArray<WideElement> Overflows,
    ImmutableArray<PaintedText> Texts,
    int Unclear,
    ImmutableArray<OverlappingText> Overlaps,
    ImmutableArray<LinkBox> Targets
);

/// <summary>An element that makes a page too wide, and how wide.</summary>
internal sealed record WideElement(int Element, int Width);

/// <summary>A text in the colours in which it is painted.</summary>
internal sealed record PaintedText(int Element, string Text, Rgb Ink, Rgb Ground, double Size, double Weight);

/// <summary>A text that lies over another.</summary>
internal sealed record OverlappingText(int Element, string Text, string Other);

/// <summary>The box of a link, and whether it is part of a sentence.</summary>
internal sealed record LinkBox(int Element, string Text, bool IsInSentence, double Left, double Top, double Width, double Height);
