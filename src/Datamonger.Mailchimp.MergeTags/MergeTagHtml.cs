using System.Text;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>Escapes for text and for quoted attributes, and the address block that Mailchimp writes as HTML.</summary>
public static class MergeTagHtml
{
    /// <summary>A text that stands for itself in HTML and in quoted attributes.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(character),
            };
        return escaped.ToString();
    }

    internal static string Address(PostalAddress address, string? vcard)
    {
        var html = new StringBuilder("<div class=\"vcard\">");
        html.Append("<span class=\"org fn\">").Append(Escape(address.Company)).Append("</span>");
        html.Append("<div class=\"adr\">").Append(string.Join("<br>", address.Lines.Select(Escape))).Append("</div>");
        if (vcard is not null)
            html.Append(VCardLink(vcard));
        return html.Append("</div>").ToString();
    }

    internal static string VCardLink(string vcard) => $"<a href=\"{Escape(vcard)}\">Add us to your address book</a>";
}
