using AngleSharp.Dom;
using Datamonger.Newsletter.Tests.Emails.Personal;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Archive;

/// <summary>The pages of the archive on which readers find a personal issue with the figures of one area.</summary>
public sealed class AreaPagesTests
{
    private const string Home = TestNewsletter.Slug;

    private const string Text = """
        In {{ mine.la }} there are {{ mine.children | num0 }} of them. See [[mine]], [[mine|your own page]] and [[issue:2016-02]]; ![A square](map.png)

        ```sql few
        select la, children from pressure where la <> 'England'
        ```

        ```chart strip
        data: few
        x: la
        y: children
        highlight: mine
        title: The dot of {{ mine.la }}
        source: Example Statistics
        ```

        ```table
        data: few
        highlight: mine
        caption: The row of {{ mine.la }}
        source: Example Statistics
        ```
        """;

    [Fact]
    public async Task Each_area_has_a_page_with_its_figures_its_chart_and_its_row()
    {
        using var archive = await FewAsync();
        foreach (
            var (slug, name, children) in (ReadOnlySpan<(string, string, string)>)
                [
                    ("lambeth", "Lambeth", "460"),
                    ("kingston-upon-hull-city-of", "Kingston upon Hull, City of", "620"),
                    ("england", "England", "70,440"),
                ]
        )
        {
            var page = archive.Page($"{Home}/areas/{slug}/index.html");
            Assert.Contains($"In {name} there are {children} of them.", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains($"The dot of {name}", page.Body.TextContent, StringComparison.Ordinal);
            Assert.Contains($"The row of {name}", page.Body.TextContent, StringComparison.Ordinal);
            Assert.Equal(name == "England" ? [] : [name], page.QuerySelectorAll("tr.chosen th").Select(row => row.TextContent.Trim()));
            Assert.StartsWith($"{name} – A test – ", page.Title, StringComparison.Ordinal);
            Assert.Equal(
                $"https://example.org/archive/{Home}/areas/{slug}/",
                page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")
            );
        }
        string[] pictures =
        [
            .. archive
                .Files.Where(file =>
                    file.StartsWith($"{Home}/areas/", StringComparison.Ordinal) && file.Count(letter => letter == '/') == 3
                )
                .Select(file => archive.Page(file).QuerySelector("img.chart")!.GetAttribute("src")!),
        ];
        Assert.Equal(4, pictures.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_link_and_picture_is_a_file_of_the_site(bool many)
    {
        using var archive = many ? await ManyAsync() : await FewAsync();
        var visited = 0;
        foreach (var path in archive.Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)))
        {
            foreach (var element in archive.Page(path).QuerySelectorAll("a[href], img[src]"))
            {
                var address = element.GetAttribute("href") ?? element.GetAttribute("src")!;
                if (address.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith("mailto:", StringComparison.Ordinal))
                {
                    Assert.False(
                        address.StartsWith("https://example.org/archive", StringComparison.Ordinal),
                        $"{path}: {address} could be relative"
                    );
                    continue;
                }
                var file = new Uri(new Uri("site:///" + path), address).AbsolutePath.TrimStart('/');
                Assert.True(archive.Files.Contains(file), $"{path}: {address} leads nowhere");
                visited++;
            }
        }
        Assert.True(visited > (many ? 1000 : 50), $"{visited} links");
    }

    [Fact]
    public async Task The_list_names_every_area_and_the_issues_page_leads_there()
    {
        using var archive = await ManyAsync();
        var list = archive.Page($"{Home}/areas/index.html");
        var names = list.QuerySelectorAll(".areas a").Select(link => link.TextContent).ToArray();
        Assert.Equal(152, names.Length);
        Assert.Equal(["Area 001", "Area 002"], names[..2]);
        Assert.Contains("England", names);
        Assert.Contains(
            archive.Page($"{Home}/index.html").QuerySelectorAll(".around a"),
            link => link.GetAttribute("href") == "areas/index.html"
        );
        Assert.Contains(
            archive.Page($"{Home}/areas/area-007/index.html").QuerySelectorAll(".around a"),
            link => link.GetAttribute("href") == "../index.html"
        );
        Assert.Contains(
            archive.Page($"{Home}/areas/area-007/index.html").QuerySelectorAll(".around a"),
            link => link.GetAttribute("href") == "../../index.html"
        );
        Assert.Contains(list.QuerySelectorAll("a"), link => link.GetAttribute("href") == "../index.html");
    }

    [Fact]
    public async Task Pages_of_many_areas_have_charts_of_their_own_though_the_message_has_one()
    {
        using var archive = await ManyAsync();
        var pictures = archive.Files.Count(file => file.StartsWith($"{Home}/images/", StringComparison.Ordinal));
        Assert.Equal(152 + 1, pictures);
        Assert.Contains(
            "In Area 007 there are 1,259 of them.",
            archive.Page($"{Home}/areas/area-007/index.html").Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("Area 150", archive.Page($"{Home}/areas/area-150/index.html").QuerySelector("tr.chosen th")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_link_to_the_own_page_leads_there_from_the_areas_page_and_to_the_defaults_from_the_issues()
    {
        using var archive = await FewAsync();
        Assert.Equal(("../../../2017-03-test/areas/lambeth/index.html", "Lambeth"), Own($"{Home}/areas/lambeth/index.html"));
        Assert.Equal(("../2017-03-test/areas/england/index.html", "England"), Own($"{Home}/index.html"));

        (string, string) Own(string path) =>
            archive.Page(path).QuerySelector(".text p a") is { } link ? (link.GetAttribute("href")!, link.TextContent) : default;
    }

    [Fact]
    public async Task The_sitemap_names_the_pages_and_search_and_feed_do_not()
    {
        using var archive = await FewAsync();
        foreach (var page in (string[])["areas/", "areas/lambeth/", "areas/england/"])
            Assert.Contains($"<loc>https://example.org/archive/{Home}/{page}</loc>", archive.Read("sitemap.xml"), StringComparison.Ordinal);
        Assert.DoesNotContain("areas/", archive.Read("feed.xml"), StringComparison.Ordinal);
        Assert.DoesNotContain("areas/", archive.Read("search-index.js"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_allow_nothing_but_their_own_style_and_pictures()
    {
        using var archive = await FewAsync();
        foreach (var path in (string[])[$"{Home}/areas/index.html", $"{Home}/areas/lambeth/index.html"])
        {
            var page = archive.Page(path);
            Assert.StartsWith(
                "default-src 'none'; img-src 'self' https:; style-src 'sha256-",
                page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"),
                StringComparison.Ordinal
            );
            Assert.Empty(page.Scripts);
            Assert.Single(page.QuerySelectorAll("style"));
            Assert.Equal("en-GB", page.DocumentElement.GetAttribute("lang"));
        }
    }

    [Fact]
    public async Task Keys_of_one_address_leave_the_issue_out_with_both_named()
    {
        using var newsletter = PersonalNewsletter.Of(
            "In {{ mine.la }}.",
            "la,children,places,before\nSt. Helens,1000,100,1000\nSt Helens,2000,100,1000\nEngland,70440,62000,69500\n"
        );
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Equal(1, archive.ExitCode);
        Assert.Contains(
            "error DM176: \"St Helens\" and \"St. Helens\" have the same page, areas/st-helens/.",
            archive.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(archive.Files, file => file.StartsWith(Home, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_issue_gives_the_same_bytes()
    {
        using var archive = await FewAsync();
        using var other = await FewAsync();
        Assert.Equal(archive.Bytes(), other.Bytes());
    }

    [Fact]
    public async Task An_editor_may_change_the_list()
    {
        using var newsletter = Newsletter(PersonalNewsletter.Areas)
            .Template("areas.sbn-html", "<style></style>{{ for area in areas }}<h2>{{ area.name }}, {{ area.slug }}</h2>{{ end }}");
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Contains("<h2>North Yorkshire, north-yorkshire</h2>", archive.Read($"{Home}/areas/index.html"), StringComparison.Ordinal);
    }

    internal static async Task<TestArchive> FewAsync()
    {
        using var newsletter = Newsletter(PersonalNewsletter.Areas);
        return Sound(await TestArchive.OfAsync(newsletter));
    }

    private static async Task<TestArchive> ManyAsync()
    {
        using var newsletter = Newsletter($"la,children,places,before\n{ManyKeysTests.Rows(151)}England,70440,62000,69500\n");
        return Sound(await TestArchive.OfAsync(newsletter));
    }

    private static TestArchive Sound(TestArchive archive)
    {
        Assert.Equal((0, ""), (archive.ExitCode, archive.ExitCode == 0 ? "" : archive.Error));
        return archive;
    }

    private static TestNewsletter Newsletter(string csv)
    {
        var newsletter = PersonalNewsletter.Of(Text, csv);
        File.Copy(
            Path.Combine(RepositoryFolder.Tests, "Golden", "charts", "histogram-reference.verified.png"),
            newsletter.PathOf($"content/issues/{Home}/map.png")
        );
        return newsletter;
    }
}
