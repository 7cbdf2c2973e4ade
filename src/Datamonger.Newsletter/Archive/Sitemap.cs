using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Datamonger.Newsletter.Emails.Web;

namespace Datamonger.Newsletter.Archive;

/// <summary>Writes <c>sitemap.xml</c> (sitemaps.org 0.9), which can only name whole addresses.</summary>
internal static class Sitemap
{
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The file's bytes.</summary>
    /// <param name="url">The archive's address without a trailing slash.</param>
    /// <param name="entries">The issues, newest first.</param>
    public static ImmutableArray<byte> Write(string url, ImmutableArray<ArchiveEntry> entries) =>
        XmlText.Write(xml =>
        {
            xml.WriteStartElement("urlset", Namespace);
            Page(xml, url + "/", entries.Max(entry => entry.Date));
            foreach (var entry in entries)
            {
                foreach (var page in entry.Pages)
                    Page(xml, $"{url}/{page}/", entry.Date);
            }
            xml.WriteEndElement();
        });

    private static void Page(XmlWriter xml, string address, DateOnly? changed)
    {
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, XmlText.Plain(address));
        if (changed is { } day)
            xml.WriteElementString("lastmod", Namespace, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
