using System.Globalization;
using Datamonger.Newsletter.Emails.Images;
using Datamonger.Newsletter.Issues.Markdown;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>Writes a picture of the text: with its size, so that the page stands still while it loads, and its words.</summary>
internal static class Pictures
{
    public static void Write(BodyRenderer r, LinkNode link)
    {
        if (!r.EnableHtmlForInline)
        {
            r.WriteChildren(link);
            return;
        }
        var picture = r.Composition.Pictures.GetValueOrDefault(link.Address.ToString());
        var source = picture?.Image.Url ?? r.Composition.Address(link.Address);
        r.Write("<img src=\"");
        r.Write(HtmlText.Escape(AddressText.Encode(source)));
        r.Write('"');
        if (link.HasWords)
        {
            r.Write(" alt=\"");
            r.EnableHtmlForInline = false;
            r.WriteChildren(link);
            r.EnableHtmlForInline = true;
            r.Write('"');
        }
        r.WriteTitle(link.Title);
        r.WriteAttributes(link.Attributes);
        if (picture is not null)
            WriteSize(r, link, picture);
        if (
            r.Composition.Templates is not null
            && link.Parent is { } parent
            && parent.FirstChild == link
            && parent.LastChild == link
            && link.Attributes.All(attribute => attribute.Name != "class")
        )
            r.Write(" class=\"picture\"");
        r.WriteSource(link).Write(" />");
    }

    // What an author's HTML does not say of it, in proportion to what it says.
    private static void WriteSize(BodyRenderer r, LinkNode link, PictureFile picture)
    {
        var (width, height) = (Attribute(link, "width"), Attribute(link, "height"));
        var (wide, high) = picture.Shown(PictureFile.Side(width), PictureFile.Side(height));
        if (width is null)
            r.Write(string.Create(CultureInfo.InvariantCulture, $" width=\"{wide}\""));
        if (height is null)
            r.Write(string.Create(CultureInfo.InvariantCulture, $" height=\"{high}\""));
    }

    private static string? Attribute(LinkNode link, string name) =>
        link.Attributes.FirstOrDefault(attribute => attribute.Name == name)?.Value.ToString();
}
