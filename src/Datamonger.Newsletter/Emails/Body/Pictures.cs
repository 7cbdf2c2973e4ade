using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>Writes a picture of the text: with its size, so that the page stands still while it loads, and its words.</summary>
internal static class Pictures
{
    public static void Write(BodyRenderer r, LinkInline link, string url)
    {
        if (!r.EnableHtmlForInline)
        {
            r.WriteChildren(link);
            return;
        }
        var picture = r.Composition.Pictures.GetValueOrDefault(url);
        var source = picture?.Image.Url ?? url;
        if (picture is null && url.Contains(':', StringComparison.Ordinal) && !LinkPolicy.AllowsPicture(url))
        {
            r.Composition.Diagnostics.Add(
                EmailRules.UnsafeAddress, r.Composition.Issue.LocationOf(link), $"A picture from \"{LinkPolicy.SchemeOf(url)}:\" is not let through; its words stand in its place.",
                "Put the picture beside the issue.");
            r.WriteChildren(link);
            return;
        }
        r.Write("<img src=\"");
        r.WriteEscapeUrl(r.Masked(source, link));
        r.Write("\" alt=\"");
        r.EnableHtmlForInline = false;
        r.WriteChildren(link);
        r.EnableHtmlForInline = true;
        r.Write('"');
        if (!string.IsNullOrEmpty(link.Title))
        {
            r.Write(" title=\"");
            r.WriteEscape(r.Masked(link.Title, link));
            r.Write('"');
        }
        if (picture is not null) r.Write(string.Create(CultureInfo.InvariantCulture, $" width=\"{picture.Width}\" height=\"{picture.Height}\""));
        if (r.Composition.Templates is not null && link.Parent is { } parent && parent.FirstChild == link && parent.LastChild == link) r.Write(" class=\"picture\"");
        r.WriteSource(link).Write(" />");
    }
}
