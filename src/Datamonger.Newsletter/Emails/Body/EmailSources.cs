using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>Marks what a template drew with the place it was drawn for.</summary>
internal static class EmailSources
{
    /// <summary>The HTML with the place on each of its outermost elements' opening tag; comments stay as they are.</summary>
    public static string Add(string html, SourceLocation location)
    {
        var attribute = $" {EmailSource.Attribute}=\"{HtmlText.Escape(EmailSource.Write(location))}\"";
        var at = 0;
        // The first element will do in a partial that has one outermost element, as those of ours have.
        while ((at = html.IndexOf('<', at)) >= 0)
        {
            if (string.CompareOrdinal(html, at, "<!--", 0, 4) == 0)
            {
                at = html.IndexOf("-->", at, StringComparison.Ordinal);
                if (at < 0)
                    return html;
                continue;
            }
            var end = at + 1;
            while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
                end++;
            if (end > at + 1)
                return html.Insert(end, attribute);
            at++;
        }
        return html;
    }
}
