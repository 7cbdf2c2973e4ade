using Datamonger.Newsletter.Tests.Checks.Judges;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Playwright;

namespace Datamonger.Newsletter.Tests.Archive;

/// <summary>The site as browsers show it, opened from a disk, and before the judges.</summary>
public sealed class ArchiveBrowserTests(TestBrowser browser)
{
    [Fact]
    public async Task The_search_finds_issues_and_headings_by_the_beginnings_of_words()
    {
        using var archive = await TestArchive.OfSampleAsync();
        await using var context = await browser.NewContextAsync(new() { Offline = true });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(archive.AddressOf("index.html"));
        var issues = page.Locator("[data-slug]:visible");
        await Assertions.Expect(issues).ToHaveCountAsync(2);

        await page.GetByLabel("Find in all issues").FillAsync("DISÄBLED chil");
        await Assertions.Expect(issues).ToHaveCountAsync(2);
        await page.GetByLabel("Find in all issues").FillAsync("foster england");
        await Assertions.Expect(issues).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 issue");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2016" })).ToBeHiddenAsync();
        await page.GetByLabel("Find in all issues").FillAsync("nothing of the kind");
        await Assertions.Expect(issues).ToHaveCountAsync(0);
        await page.GetByLabel("Find in all issues").FillAsync("foster england");
        await page.GetByRole(AriaRole.Link, new() { Name = "Fostering in England 1 April 2015" }).ClickAsync();
        await Assertions
            .Expect(page)
            .ToHaveURLAsync(new System.Text.RegularExpressions.Regex("2017-03-safeguarding/index\\.html#fostering"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Without_scripts_the_list_is_complete_and_offers_no_search()
    {
        using var archive = await TestArchive.OfSampleAsync();
        await using var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(archive.AddressOf("index.html"));
        await Assertions.Expect(page.Locator("[data-slug]:visible")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".search")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(375)]
    [InlineData(1280)]
    public async Task No_page_is_wider_than_its_window_or_fetches_anything_from_elsewhere(int width)
    {
        using var archive = await TestArchive.OfSampleAsync();
        await using var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        var page = await context.NewPageAsync();
        var elsewhere = new List<string>();
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        foreach (var path in archive.Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)))
        {
            await page.GotoAsync(archive.AddressOf(path));
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
        Assert.Empty(elsewhere);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_and_HTML_CodeSniffer_find_no_barrier(ColorScheme scheme)
    {
        using var archive = await TestArchive.OfSampleAsync();
        await using var context = await browser.NewContextAsync(new() { ColorScheme = scheme, BypassCSP = true });
        var page = await context.NewPageAsync();
        foreach (var path in (string[])["index.html", "2017-03-safeguarding/index.html"])
        {
            await page.GotoAsync(archive.AddressOf(path));
            if (path == "index.html")
                await page.GetByLabel("Find in all issues").FillAsync("data");
            Assert.Equal([], (await Axe.ViolationsAsync(page, scheme)).Select(violation => $"{path}: {violation}"));
            Assert.Equal([], await Judge.CodeSnifferAsync(page));
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_of_areas_fit_their_windows_and_have_no_barrier(ColorScheme scheme)
    {
        using var archive = await AreaPagesTests.FewAsync();
        await using var context = await browser.NewContextAsync(
            new()
            {
                ColorScheme = scheme,
                BypassCSP = true,
                ViewportSize = new() { Width = 375, Height = 800 },
            }
        );
        var page = await context.NewPageAsync();
        foreach (
            var path in (string[])
                [$"{TestNewsletter.Slug}/areas/index.html", $"{TestNewsletter.Slug}/areas/kingston-upon-hull-city-of/index.html"]
        )
        {
            await page.GotoAsync(archive.AddressOf(path));
            Assert.Equal(375, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Equal([], (await Axe.ViolationsAsync(page, scheme)).Select(violation => $"{path}: {violation}"));
            Assert.Equal([], await Judge.CodeSnifferAsync(page));
            Assert.Equal([], await Judge.NuAsync(archive.Read(path)));
        }
    }

    [Fact]
    public async Task The_Nu_checker_and_html_validate_find_nothing_in_the_list()
    {
        using var archive = await TestArchive.OfSampleAsync();
        Assert.Equal([], await Judge.NuAsync(archive.Read("index.html")));
        Assert.Equal([], await Judge.HtmlValidateAsync(archive.Read("index.html")));
    }

    [Fact]
    public async Task The_Nu_checker_finds_nothing_in_a_page()
    {
        using var archive = await TestArchive.OfSampleAsync();
        Assert.Equal([], await Judge.NuAsync(archive.Read("2017-03-safeguarding/index.html")));
    }
}
