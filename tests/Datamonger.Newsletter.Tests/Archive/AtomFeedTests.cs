using System.Globalization;
using System.Xml.Linq;
using Datamonger.Newsletter.Archive;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Archive;

/// <summary>The feed by RFC 4287, and the sitemap.</summary>
public sealed class AtomFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task The_feed_of_the_sample_is_what_was_accepted()
    {
        using var archive = await TestArchive.OfSampleAsync();
        Snapshot.Match(archive.Read("feed.xml"), "Golden/archive/feed.verified.xml");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_has_what_the_standard_asks_for_with_an_address_and_without(bool withAddress)
    {
        using var newsletter = (withAddress ? new TestNewsletter() : ArchiveSiteTests.WithoutAddress()).Body("Visits rose.");
        using var archive = await TestArchive.OfAsync(newsletter);
        var feed = XDocument.Parse(archive.Read("feed.xml")).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(2, entries.Count);
        foreach (var element in entries.Prepend(feed))
        {
            // Section 4.1: exactly one of each.
            foreach (var name in (string[])["id", "title", "updated"])
                Assert.Single(element.Elements(Atom + name));
            Assert.True(Uri.TryCreate((string)element.Element(Atom + "id")!, UriKind.Absolute, out _));
            Assert.True(
                DateTimeOffset.TryParseExact(
                    (string)element.Element(Atom + "updated")!,
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out _
                )
            );
            Assert.Single(element.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "alternate");
        }
        Assert.Equal(3, feed.Descendants(Atom + "id").Select(id => id.Value).Distinct().Count());
        Assert.Equal("Example Statistics", (string?)feed.Element(Atom + "author")?.Element(Atom + "name"));
        Assert.Equal("2017-03-16T00:00:00Z", (string?)feed.Element(Atom + "updated"));
        Assert.Equal(
            withAddress,
            feed.Descendants(Atom + "link")
                .All(link => ((string)link.Attribute("href")!).StartsWith("https://example.org/archive/", StringComparison.Ordinal))
        );
        Assert.Equal(withAddress ? 1 : 0, feed.Elements(Atom + "link").Count(link => (string?)link.Attribute("rel") == "self"));
    }

    [Fact]
    public async Task Without_an_address_its_ids_are_those_of_the_next_year()
    {
        using var newsletter = ArchiveSiteTests.WithoutAddress().Body("Visits rose.");
        using var archive = await TestArchive.OfAsync(newsletter);
        var before = archive.Read("feed.xml");
        newsletter.Time.Advance(TimeSpan.FromDays(400));
        await archive.RunAsync(newsletter);
        Assert.Equal(before, archive.Read("feed.xml"));
        Assert.Contains("urn:uuid:", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_on_the_command_line_goes_before_that_of_the_settings()
    {
        using var newsletter = new TestNewsletter().Body("Visits rose. See [[issue:2016-02|that]].");
        using var archive = await TestArchive.OfAsync(newsletter, "--base-url", "https://other.example.org/news/");
        Assert.Contains("<id>https://other.example.org/news/2017-03-test/</id>", archive.Read("feed.xml"), StringComparison.Ordinal);
        Assert.Contains(
            "<loc>https://other.example.org/news/2016-02-earlier/</loc>",
            archive.Read("sitemap.xml"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<a href=\"../2016-02-earlier/index.html\">that</a>",
            archive.Read("2017-03-test/index.html"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("example.org/archive", archive.Read("2017-03-test/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_is_the_preheader_with_its_figures_and_for_nobody_in_particular()
    {
        using var newsletter = new TestNewsletter().Issue(
            """
            ---
            title: A test
            subject: Visits to libraries rose again
            preheader: "*|FNAME|*, visits rose to {{ north.last.visits | num0 }} & more: what the figures say."
            date: 2017-03-16
            ---
            ```sql north
            select year, visits from visits where area = 'North' order by year
            ```
            Visits rose.
            """
        );
        using var archive = await TestArchive.OfAsync(newsletter);
        var summary = (string?)XDocument.Parse(archive.Read("feed.xml")).Root!.Element(Atom + "entry")!.Element(Atom + "summary");
        Assert.Matches("^colleague, visits rose to 1,[0-9]{3} & more: what the figures say[.]$", summary!);
        Assert.Equal(summary, archive.Page("index.html").QuerySelector("[data-slug='2017-03-test'] > p:last-child")!.TextContent);
    }

    [Fact]
    public void What_XML_cannot_hold_is_replaced()
    {
        Assert.Equal("a\uFFFDb\uFFFD 😀\n", XmlText.Plain("a\u0001b\uD83D 😀\n"));
    }

    [Fact]
    public async Task Titles_that_would_be_markup_are_text()
    {
        using var newsletter = new TestNewsletter().Issue(ArchiveSiteTests.Issue("</title> ]]> & <b>", "2017-03-16"));
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Equal(
            "</title> ]]> & <b>",
            (string?)XDocument.Parse(archive.Read("feed.xml")).Root!.Element(Atom + "entry")!.Element(Atom + "title")
        );
    }
}
