using System.Buffers;

namespace Datamonger.Newsletter.Diagnostics;

/// <summary>Characters without width or ink, which come along when a text is copied from a web page or a word processor.</summary>
internal static class HiddenCharacters
{
    private static readonly SearchValues<char> All = SearchValues.Create("\u200B\u2060\uFEFF\u00AD");

    /// <summary>The first one; null when there is none.</summary>
    public static char? In(string text) => text.AsSpan().IndexOfAny(All) is >= 0 and var at ? text[at] : null;

    /// <summary>Where the first one stands; -1 when there is none.</summary>
    public static int IndexIn(string text) => text.AsSpan().IndexOfAny(All);

    /// <summary>The text without any.</summary>
    public static string Without(string text) => In(text) is null ? text : string.Concat(text.Where(unit => !All.Contains(unit)));

    /// <summary>What a message calls it.</summary>
    public static string Name(char hidden) =>
        hidden switch
        {
            '\u200B' => "zero-width space, U+200B",
            '\u2060' => "word joiner, U+2060",
            '\u00AD' => "soft hyphen, U+00AD",
            _ => "byte order mark, U+FEFF",
        };
}
