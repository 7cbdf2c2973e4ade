using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Archive;

/// <summary>
/// Writes <c>feed.xml</c>: Atom 1.0 (RFC 4287). Ids are the pages' addresses; without an address of the archive they are made from the
/// newsletter's name and the slug, and stay for as long as those do. Times are the issues' days: the feed changes only when an issue does.
/// </summary>
internal static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The file's bytes.</summary>
    /// <param name="settings">What <c>newsletter.yml</c> says.</param>
    /// <param name="entries">The issues, newest first; those without a day cannot stand in a feed.</param>
    public static ImmutableArray<byte> Write(NewsletterSettings settings, ImmutableArray<ArchiveEntry> entries) =>
        XmlText.Write(xml =>
        {
            var url = settings.ArchiveUrl is { } address ? address + "/" : null;
            ImmutableArray<ArchiveEntry> dated = [.. entries.Where(entry => entry.Date is not null)];
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, settings.Language.Tag);
            Element(xml, "id", url ?? Urn(settings.Name));
            Element(xml, "title", settings.Name);
            if (settings.Strapline is { } strapline)
                Element(xml, "subtitle", strapline);
            // RFC 4287 wants a time even where nothing has been published.
            Element(xml, "updated", Time(dated.IsEmpty ? new DateOnly(1970, 1, 1) : dated.Max(UpdatedOn)));
            xml.WriteStartElement("author", Atom);
            Element(xml, "name", settings.Organisation.Name);
            if (settings.Organisation.Website is { } website)
                Element(xml, "uri", website);
            xml.WriteEndElement();
            if (url is not null)
                Link(xml, "self", url + "feed.xml", "application/atom+xml");
            Link(xml, "alternate", url ?? "index.html", "text/html");
            foreach (var entry in dated)
                Entry(xml, settings, url, entry);
            xml.WriteEndElement();
        });

    private static void Entry(XmlWriter xml, NewsletterSettings settings, string? url, ArchiveEntry entry)
    {
        xml.WriteStartElement("entry", Atom);
        if (entry.Language.Tag != settings.Language.Tag)
            xml.WriteAttributeString("xml", "lang", null, entry.Language.Tag);
        Element(xml, "id", url is null ? Urn(settings.Name + "\n" + entry.Slug) : $"{url}{entry.Slug}/");
        Element(xml, "title", entry.Title);
        Element(xml, "updated", Time(UpdatedOn(entry)));
        Element(xml, "published", Time(entry.Date!.Value));
        Link(xml, "alternate", url is null ? entry.Href : $"{url}{entry.Slug}/", "text/html");
        if (entry.Summary.Length > 0)
            Element(xml, "summary", entry.Summary);
        xml.WriteEndElement();
    }

    private static DateOnly UpdatedOn(ArchiveEntry entry) =>
        entry.Corrected is { } corrected && corrected > entry.Date!.Value ? corrected : entry.Date!.Value;

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, XmlText.Plain(text));

    private static void Link(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", XmlText.Plain(address));
        xml.WriteEndElement();
    }

    // A day has no time; midnight in UTC is the same everywhere.
    private static string Time(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    // A UUID of version 8 (RFC 9562): bits of our own making, here those of a hash.
    private static string Urn(string name)
    {
        var bits = SHA256.HashData(Encoding.UTF8.GetBytes("datamonger archive\n" + name))[..16];
        bits[6] = (byte)((bits[6] & 0x0F) | 0x80);
        bits[8] = (byte)((bits[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(bits, bigEndian: true)}";
    }
}
