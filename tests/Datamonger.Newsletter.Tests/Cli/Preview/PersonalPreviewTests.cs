using Datamonger.Newsletter.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Datamonger.Newsletter.Tests.Cli.Preview;

/// <summary>A personal issue in the preview: whoever is chosen sees their own edition, whoever has no key the default's.</summary>
public sealed class PersonalPreviewTests(PreviewBrowser browser) : IClassFixture<PreviewBrowser>
{
    private const string Issue = """
        ---
        title: Places
        subject: "Places in {{ mine.la }}"
        preheader: How many of them there are in your area, and what that means.
        date: 2017-03-16
        personal: {by: LA, query: areas, key: la, default: England}
        ---
        ```sql areas
        select * from places
        ```

        In {{ mine.la }} there are {{ mine.places | num0 }} places.

        ```chart bar
        data: areas
        x: la
        y: places
        render: image
        highlight: mine
        title: Places in {{ mine.la }}
        ```
        """;

    [Fact]
    public async Task The_page_shows_the_edition_of_the_persona_that_is_chosen()
    {
        await using var host = await StartAsync();
        var page = await browser.OpenAsync(host);
        var mail = page.FrameLocator("#frame");
        await Expect(mail.GetByText("In Lambeth there are 165 places.")).ToBeVisibleAsync();
        await Expect(mail.Locator("img")).ToHaveCountAsync(1);
        var picture = await mail.Locator("img").GetAttributeAsync("src");

        await page.Locator("#persona").SelectOptionAsync("No first name");
        await Expect(mail.GetByText("In England there are 62,000 places.")).ToBeVisibleAsync();
        await Expect(mail.GetByText("Lambeth")).ToHaveCountAsync(0);
        await Expect(mail.Locator("img")).ToHaveCountAsync(1);
        Assert.NotEqual(picture, await mail.Locator("img").GetAttributeAsync("src"));

        await page.Locator("#persona").SelectOptionAsync("Hostile");
        await Expect(mail.GetByText("In England there are 62,000 places.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_number_tells_where_it_comes_from_for_the_persona_that_is_chosen()
    {
        await using var host = await StartAsync();
        var page = await browser.OpenAsync(host);
        await page.FrameLocator("#frame").Locator("span[data-source]", new() { HasText = "165" }).HoverAsync();
        await Expect(page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync("row 1: 165");
        await Expect(page.GetByRole(AriaRole.Tooltip)).Not.ToContainTextAsync("62,000");
    }

    [Theory]
    [InlineData("Priya", "Places in Lambeth", "In Lambeth there are 165 places.", "165")]
    [InlineData("No first name", "Places in England", "In England there are 62,000 places.", "62,000")]
    [InlineData("Hostile", "Places in England", "In England there are 62,000 places.", "62,000")]
    public async Task Subject_text_and_figures_are_those_of_the_persona(string persona, string subject, string text, string places)
    {
        await using var host = await StartAsync();
        var state = await host.StateAsync($"?persona={Uri.EscapeDataString(persona)}");
        Assert.Equal(subject, (string?)state["envelope"]!["subject"]);
        Assert.Equal(
            places,
            (string?)state["figures"]!.AsArray().Single(figure => (string?)figure!["expression"] == "mine.places | num0")!["printed"]
        );
        Assert.Contains(text, (string?)state["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_hundred_keys_a_persona_sees_their_own()
    {
        await using var host = await PreviewHost.StartAsync(host =>
        {
            host.Write(
                "content/datasets/places.csv",
                $"la,places\n{string.Concat(Enumerable.Range(1, 150).Select(key => $"Area {key:000},{1000 + key}\n"))}Lambeth,165\n"
                    + $"England,62000\n"
            );
            host.Write($"content/issues/{PreviewHost.Slug}/index.md", Issue[..Issue.IndexOf("```chart", StringComparison.Ordinal)]);
        });
        foreach (
            var (persona, text, places) in ((string, string, string)[])
                [("Priya", "In Lambeth there are 165 places.", "165"), ("No first name", "In England there are 62,000 places.", "62,000")]
        )
        {
            var state = await host.StateAsync($"?persona={Uri.EscapeDataString(persona)}");
            var figure = state["figures"]!.AsArray().Single(figure => (string?)figure!["expression"] == "mine.places | num0")!;
            Assert.Equal((places, 1), ((string?)figure["printed"], (int)figure["rowsRead"]!));
            Assert.Contains(text, (string?)state["text"], StringComparison.Ordinal);
        }
    }

    private static Task<PreviewHost> StartAsync() =>
        PreviewHost.StartAsync(host =>
        {
            host.Write("content/datasets/places.csv", "la,places\nLambeth,165\nEngland,62000\n");
            host.Write($"content/issues/{PreviewHost.Slug}/index.md", Issue);
        });
}
