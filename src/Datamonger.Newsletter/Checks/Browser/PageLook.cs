using System.Collections.Immutable;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>How a page is looked at.</summary>
/// <param name="Width">CSS pixels across.</param>
/// <param name="IsDark">Whether the machine prefers a dark scheme.</param>
/// <param name="IsStyled">Whether the page's style block is there; Gmail drops it from a clipped message, some clients from every
/// one.</param>
internal sealed record PageLook(int Width, bool IsDark = false, bool IsStyled = true)
{
    /// <summary>The narrowest screen that WCAG 2.2 §1.4.10 asks for.</summary>
    public const int Narrow = 320;

    /// <summary>A phone, as most are.</summary>
    public const int Phone = 375;

    /// <summary>A reading pane.</summary>
    public const int Desk = 700;

    /// <summary>The looks of a web page.</summary>
    public static readonly ImmutableArray<PageLook> OfWeb =
    [
        new(Narrow),
        new(Phone),
        new(Desk),
        new(Phone, IsDark: true),
        new(Desk, IsDark: true),
    ];

    /// <summary>The looks of an email. Those without styles come last, for the browser takes them out for good.</summary>
    public static readonly ImmutableArray<PageLook> OfEmail = [.. OfWeb, new(Desk, IsStyled: false), new(Phone, IsStyled: false)];

    /// <summary>The looks of an email with the particulars of another subscriber: where a long name runs out of the line.</summary>
    public static readonly ImmutableArray<PageLook> OfOtherReading = [new(Narrow), new(Phone), new(Phone, IsDark: true)];
}
