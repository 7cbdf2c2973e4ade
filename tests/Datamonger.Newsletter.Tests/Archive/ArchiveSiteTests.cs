using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Tests.Emails.Personal;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Archive;

/// <summary>What a reader of the archive finds.</summary>
public sealed class ArchiveSiteTests
{
    [Fact]
    public async Task The_list_of_the_sample_is_what_was_accepted()
    {
        using var archive = await TestArchive.OfSampleAsync();
        Snapshot.Match(archive.Read("index.html"), "Golden/archive/index.verified.html");
    }

    [Fact]
    public async Task Every_link_picture_and_script_of_every_page_is_a_file_of_the_site_or_an_address_elsewhere()
    {
        using var archive = await TestArchive.OfSampleAsync();
        var visited = 0;
        foreach (var path in archive.Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)))
        {
            var page = archive.Page(path);
            var addresses = page.QuerySelectorAll("[href], [src]")
                .Where(element => element is not IElement { LocalName: "link" } link || link.GetAttribute("rel") != "canonical")
                .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!);
            foreach (var address in addresses)
            {
                if (
                    address.StartsWith("https://", StringComparison.Ordinal)
                    || address.StartsWith("mailto:", StringComparison.Ordinal)
                    || address.StartsWith("tel:", StringComparison.Ordinal)
                )
                {
                    Assert.False(
                        address.StartsWith("https://etazo.example.org/datamonger", StringComparison.Ordinal),
                        $"{path}: {address} could be relative"
                    );
                    continue;
                }
                var target = new Uri(new Uri("site:///" + path), address);
                var file = target.AbsolutePath.TrimStart('/');
                Assert.True(archive.Files.Contains(file), $"{path}: {address} leads nowhere");
                if (target.Fragment.Length > 1)
                    Assert.True(
                        archive.Page(file).GetElementById(target.Fragment[1..]) is not null,
                        $"{path}: {address} has no such place"
                    );
                visited++;
            }
        }
        Assert.True(visited > 30, $"{visited} links");
    }

    [Fact]
    public async Task Issues_of_one_day_stand_by_their_numbers_and_then_by_their_slugs()
    {
        using var newsletter = new TestNewsletter();
        foreach (var folder in Directory.EnumerateDirectories(newsletter.PathOf("content/issues")))
            Directory.Delete(folder, recursive: true);
        foreach (
            var (slug, number) in new[]
            {
                ("a", "number: 9\n"),
                ("b", "number: 10\n"),
                ("c", ""),
                ("d", ""),
                ("e", "number: 2\n"),
                ("f", "number: 10\n"),
            }
        )
            newsletter.WriteFile($"content/issues/{slug}/index.md", Issue("Issue " + slug, "2017-03-10", number));
        newsletter.WriteFile("content/issues/z/index.md", Issue("Issue z", "2017-03-09", "number: 99\n"));
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Equal(
            ["f", "b", "a", "e", "d", "c", "z"],
            archive.Page("index.html").QuerySelectorAll("[data-slug]").Select(issue => issue.GetAttribute("data-slug")!)
        );
    }

    [Fact]
    public async Task A_page_has_the_data_of_its_charts_beside_it_and_leads_to_the_issues_around_it()
    {
        using var archive = await TestArchive.OfSampleAsync();
        Assert.Contains("2017-03-safeguarding/data/chart-1.csv", archive.Files);
        var newer = archive.Page("2017-03-safeguarding/index.html");
        Assert.Equal("../2016-02-disabled-children/index.html", newer.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Null(newer.QuerySelector("a[rel=next]"));
        Assert.Equal("../index.html", newer.QuerySelector(".around a")!.GetAttribute("href"));
        Assert.Equal(
            "../2017-03-safeguarding/index.html",
            archive.Page("2016-02-disabled-children/index.html").QuerySelector("a[rel=next]")!.GetAttribute("href")
        );
        Assert.Equal(
            "https://etazo.example.org/datamonger/2017-03-safeguarding/",
            newer.QuerySelector("link[rel=canonical]")!.GetAttribute("href")
        );
    }

    [Fact]
    public async Task The_same_issues_give_the_same_bytes()
    {
        using var archive = await TestArchive.OfSampleAsync();
        using var other = await TestArchive.OfSampleAsync();
        Assert.Equal(archive.Bytes(), other.Bytes());
    }

    [Fact]
    public async Task Issues_stand_newest_first_by_year_each_with_its_date_in_its_own_language()
    {
        using var newsletter = new TestNewsletter()
            .Body("Visits rose.")
            .WriteFile("content/issues/2017-02-neues/index.md", Issue("Neues", "2017-02-10", "lang: de-DE\nnumber: 7\n"));
        using var archive = await TestArchive.OfAsync(newsletter);
        var page = archive.Page("index.html");
        Assert.Equal(
            ["2017-03-test", "2017-02-neues", "2016-02-earlier"],
            page.QuerySelectorAll("[data-slug]").Select(issue => issue.GetAttribute("data-slug"))
        );
        Assert.Equal(["2017", "2016"], page.QuerySelectorAll("h2").Select(year => year.TextContent));
        var german = page.QuerySelector("[data-slug='2017-02-neues']")!;
        Assert.Equal(
            ("de-DE", "10. Februar 2017", "2017-02-10"),
            (german.GetAttribute("lang"), german.QuerySelector("time")!.TextContent, german.QuerySelector("time")!.GetAttribute("datetime"))
        );
        Assert.Contains("No. 7", german.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_absolute_and_references_lead_to_the_pages_all_the_same()
    {
        using var newsletter = WithoutAddress().Body("See [[issue:2016-02]] and [more](https://example.org/more).");
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Equal(
            "../2016-02-earlier/index.html",
            archive
                .Page("2017-03-test/index.html")
                .QuerySelectorAll("a")
                .Single(link => link.TextContent == "February 2016: libraries" && link.GetAttribute("rel") is null)
                .GetAttribute("href")
        );
        Assert.DoesNotContain("sitemap.xml", archive.Files);
        Assert.All(
            archive.Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)),
            file => Assert.Null(archive.Page(file).QuerySelector("link[rel=canonical]"))
        );
    }

    [Fact]
    public async Task A_reference_without_an_address_is_no_link_in_the_message()
    {
        using var newsletter = WithoutAddress().Body("See [[issue:2016-02|the last one]].");
        var email = (await newsletter.BuildAsync()).Email;
        Assert.Contains("See the last one.", email.Html, StringComparison.Ordinal);
        Assert.Contains("See the last one.", email.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_leads_to_the_slug_that_an_issue_gives_itself()
    {
        using var newsletter = new TestNewsletter()
            .Body("See [[issue:2016-02-earlier]].")
            .WriteFile("content/issues/2016-02-earlier/index.md", Issue("Before", "2016-02-18", "slug: libraries\n"));
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Contains("libraries/index.html", archive.Files);
        Assert.Contains(
            "<a href=\"../libraries/index.html\">Before</a>",
            archive.Read("2017-03-test/index.html"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_words_of_a_reference_to_an_issue_that_is_not_there_yet_stand_without_a_link()
    {
        using var newsletter = new TestNewsletter()
            .Body("More in [[issue:2017-04|the next issue]].")
            .WriteFile("content/issues/2017-04-next/index.md", Issue("Next", "2017-04-20"));
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Contains("More in the next issue.", archive.Read("2017-03-test/index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("2017-04", archive.Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Titles_that_would_be_markup_are_text_everywhere()
    {
        const string Hostile = "</title></script><script>alert(1)</script> ]]> & \"quoted\" *|UNSUB|*";
        using var newsletter = new TestNewsletter()
            .Issue(Issue(Hostile, "2017-03-16"))
            .WriteFile("content/issues/2016-02-earlier/index.md", Issue(Hostile, "2016-02-18"));
        using var archive = await TestArchive.OfAsync(newsletter);
        foreach (var path in archive.Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(archive.Page(path).Scripts, script => script.Source is null);
            Assert.DoesNotContain("*|", archive.Read(path), StringComparison.Ordinal);
        }
        Assert.StartsWith(
            "</title></script><script>alert(1)</script> ]]> & \"quoted\" ",
            archive.Page("index.html").QuerySelector("h3 a")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_issue_that_is_personal_shows_the_default_and_has_the_pictures_of_all_beside_it()
    {
        using var newsletter = PersonalNewsletter.Of(
            """
            In {{ mine.la }} there are {{ mine.children | num0 }} of them.

            ```chart bar
            data: pressure
            x: la
            y: children
            render: image
            highlight: mine
            title: In {{ mine.la }}
            source: Example Statistics
            ```
            """
        );
        var pictures = (await newsletter.BuildAsync()).Email.Images.Length;
        using var archive = await TestArchive.OfAsync(newsletter);
        var page = archive.Read($"{TestNewsletter.Slug}/index.html");
        Assert.Contains("In England there are", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Lambeth there are", page, StringComparison.Ordinal);
        Assert.True(pictures > 1);
        Assert.Equal(pictures, archive.Files.Count(file => file.StartsWith($"{TestNewsletter.Slug}/images/", StringComparison.Ordinal)));
        Assert.Contains("href=\"data/chart-1.csv\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_of_an_editor_of_which_one_fails_leave_the_last_site()
    {
        using var newsletter = new TestNewsletter().Body("Visits rose.");
        using var archive = await TestArchive.OfAsync(newsletter);
        var before = archive.Bytes();
        newsletter.Template("archive.sbn-html", "<h1>{{ archive.nothing.here }}</h1>");
        await archive.RunAsync(newsletter);
        Assert.Equal(1, archive.ExitCode);
        Assert.Contains("templates/default/archive.sbn-html:1:", archive.Error, StringComparison.Ordinal);
        Assert.Equal(before, archive.Bytes());
        newsletter.Template("archive.sbn-html", "<style></style><h1>{{ newsletter.name }}, {{ archive.count }}</h1>");
        await archive.RunAsync(newsletter);
        Assert.Contains("<h1>The Counter, 2</h1>", archive.Read("index.html"), StringComparison.Ordinal);
    }

    /// <summary>An issue of a day, with further lines of front matter.</summary>
    internal static string Issue(string title, string date, string more = "") =>
        $"---\ntitle: '{title}'\nsubject: Visits to libraries rose again\npreheader: What the figures of the libraries say, and what "
        + $"they leave out.\ndate: {date}\n{more}---\nVisits rose.\n";

    /// <summary>A newsletter that says nothing of where its archive is.</summary>
    internal static TestNewsletter WithoutAddress()
    {
        var newsletter = new TestNewsletter();
        return newsletter.Settings(
            File.ReadAllText(newsletter.PathOf("content/newsletter.yml"))
                .Replace("archive:\n  url: https://example.org/archive\n", "", StringComparison.Ordinal)
        );
    }
}
