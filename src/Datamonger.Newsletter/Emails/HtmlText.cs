using System.Text;

namespace Datamonger.Newsletter.Emails;

/// <summary>Writes text so that it is text in HTML, between tags and in quoted attributes alike.</summary>
internal static class HtmlText
{
    /// <summary>The text with the five signs that mean something to HTML as entities; all other letters stay as they are.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(letter),
            };
        }
        return escaped.ToString();
    }
}
