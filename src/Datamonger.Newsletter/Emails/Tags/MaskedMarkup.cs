using System.Text;

namespace Datamonger.Newsletter.Emails.Tags;

/// <summary>
/// Prepares HTML with masked tags for the HTML parser. A word between the rows of a table would be moved in front of the table;
/// a comment stays where it is. So a word that stands where text could becomes a comment for as long as the document is one.
/// </summary>
internal static class MaskedMarkup
{
    private const string Open = "<!--";
    private const string Close = "-->";

    /// <summary>The HTML with each word in a place of text put into a comment.</summary>
    public static string IntoComments(string html, MergeTagMask mask)
    {
        var word = mask.IndexOf(html, 0);
        if (word < 0)
            return html;
        var result = new StringBuilder(html.Length + 256);
        var i = 0;
        while (i < html.Length)
        {
            if (html[i] == '<')
            {
                var end = EndOfMarkup(html, i);
                result.Append(html, i, end - i);
                i = end;
                word = word < i ? mask.IndexOf(html, i) : word;
                continue;
            }
            if (i == word && mask.TagAt(html, i, out var length) is not null)
            {
                result.Append(Open).Append(html, i, length).Append(Close);
                i += length;
                word = mask.IndexOf(html, i);
                continue;
            }
            var next = html.IndexOf('<', i + 1);
            if (next < 0)
                next = html.Length;
            if (word > i && word < next)
                next = word;
            result.Append(html, i, next - i);
            i = next;
            if (word >= 0 && word < i)
                word = mask.IndexOf(html, i);
        }
        return result.ToString();
    }

    /// <summary>Takes the words out of their comments again.</summary>
    public static string OutOfComments(string html, MergeTagMask mask)
    {
        var word = mask.IndexOf(html, 0);
        if (word < 0)
            return html;
        var result = new StringBuilder(html.Length);
        var copied = 0;
        for (; word >= 0; word = mask.IndexOf(html, word + 1))
        {
            if (mask.TagAt(html, word, out var length) is null)
                continue;
            if (word < Open.Length || string.CompareOrdinal(html, word - Open.Length, Open, 0, Open.Length) != 0)
                continue;
            if (string.CompareOrdinal(html, word + length, Close, 0, Close.Length) != 0)
                continue;
            result.Append(html, copied, word - Open.Length - copied).Append(html, word, length);
            copied = word + length + Close.Length;
        }
        return result.Append(html, copied, html.Length - copied).ToString();
    }

    // A comment, an element whose content is not markup, or a tag with its quoted attributes.
    private static int EndOfMarkup(string html, int start)
    {
        if (At(html, start, Open))
            return After(html, Close, start + Open.Length);
        foreach (var name in (ReadOnlySpan<string>)["title", "style", "script", "textarea"])
        {
            if (
                At(html, start + 1, name)
                && start + 1 + name.Length < html.Length
                && !char.IsAsciiLetterOrDigit(html[start + 1 + name.Length])
            )
                return After(html, "</" + name, start);
        }
        if (start + 1 >= html.Length || !(char.IsAsciiLetter(html[start + 1]) || html[start + 1] is '/' or '!'))
            return start + 1;
        var quote = '\0';
        for (var i = start + 1; i < html.Length; i++)
        {
            if (quote != '\0')
                quote = html[i] == quote ? '\0' : quote;
            else if (html[i] is '"' or '\'')
                quote = html[i];
            else if (html[i] == '>')
                return i + 1;
        }
        return html.Length;
    }

    private static bool At(string html, int index, string what) =>
        string.Compare(html, index, what, 0, what.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static int After(string html, string what, int from) =>
        html.IndexOf(what, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var found ? found + what.Length : html.Length;
}
