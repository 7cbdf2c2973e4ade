using System.Globalization;
using System.Text;

namespace Datamonger.Newsletter.Publishing;

/// <summary>Texts that another system sent: titles, names, error messages.</summary>
internal static class ForeignText
{
    private const int LongestText = 500;

    /// <summary>The text as it may be printed: without control characters, which a terminal obeys, and of bounded length.</summary>
    /// <param name="text">Whatever another system sent.</param>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= LongestText)
                return clean.Append('…').ToString();
            var category = Rune.GetUnicodeCategory(rune);
            var hidden =
                category
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
            clean.Append(hidden ? " " : rune.ToString());
        }
        return clean.ToString();
    }
}
