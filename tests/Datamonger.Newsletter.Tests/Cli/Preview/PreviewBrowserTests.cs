using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Tests.Support;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Datamonger.Newsletter.Tests.Cli.Preview;

/// <summary>The page as an editor has it open all day, in a real browser.</summary>
public sealed class PreviewBrowserTests(PreviewBrowser browser) : IClassFixture<PreviewBrowser>
{
    [Fact]
    public async Task A_save_shows_in_the_open_page_and_keeps_its_place_and_selection()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        await page.EvaluateAsync(
            """
            () => {
              const frame = document.querySelector("#frame").contentWindow;
              frame.scrollTo(0, 900);
              const paragraph = [...frame.document.querySelectorAll("p")].find((one) => one.textContent.startsWith("Paragraph 20"));
              frame.getSelection().selectAllChildren(paragraph);
            }
            """
        );
        host.Save("Dear <<First Name|colleague>>,", "Dear <<First Name|colleague>>,\n\nHere is a new paragraph.");
        await Expect(Mail(page).GetByText("Here is a new paragraph.")).ToBeAttachedAsync();
        Assert.StartsWith(
            "Paragraph 20",
            await page.EvaluateAsync<string>("() => document.querySelector('#frame').contentWindow.getSelection().toString()"),
            StringComparison.Ordinal
        );
        host.Save("The last word is unchanged.", "The last word is new.");
        await Expect(Mail(page).GetByText("The last word is new.")).ToBeAttachedAsync();
        await Expect(Mail(page).GetByText("Here is a new paragraph.")).Not.ToBeAttachedAsync();
        Assert.InRange(await page.EvaluateAsync<double>("() => document.querySelector('#frame').contentWindow.scrollY"), 800, 1000);
    }

    [Fact]
    public async Task What_is_taken_back_is_gone_from_the_page()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        foreach (var word in new[] { "new", "unchanged", "new", "unchanged" })
        {
            host.Save("unchanged", word);
            await Expect(Mail(page).GetByText($"The last word is {word}.")).ToBeAttachedAsync();
        }
    }

    [Fact]
    public async Task Places_in_the_source_move_with_the_lines_above()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        var number = Mail(page).Locator("span[data-source]", new() { HasText = "1,360" });
        await Expect(number).ToHaveAttributeAsync("data-source", $"content/issues/{PreviewHost.Slug}/index.md:19:15");
        host.Save("Dear <<First Name|colleague>>,", "Dear <<First Name|colleague>>,\n\nA line more.");
        await Expect(number).ToHaveAttributeAsync("data-source", $"content/issues/{PreviewHost.Slug}/index.md:21:15");
        await number.HoverAsync();
        await Expect(page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync("1,360");
    }

    [Fact]
    public async Task Many_saves_in_a_moment_are_fewer_rebuilds_and_end_with_the_last()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        await page.EvaluateAsync(
            $$"""
            () => new Promise((ready) => {
              window.told = 0;
              const events = new EventSource("/events?issue={{PreviewHost.Slug}}");
              events.addEventListener("hello", ready);
              events.addEventListener("updated", () => window.told++);
            })
            """
        );
        const int Saves = 40;
        for (var save = 1; save <= Saves; save++)
            host.Save("unchanged", $"number {save}");
        await Expect(Mail(page).GetByText($"The last word is number {Saves}.")).ToBeAttachedAsync();
        Assert.InRange(await page.EvaluateAsync<int>("() => window.told"), 1, Saves / 2);
    }

    [Fact]
    public async Task A_mistake_is_told_over_the_last_whole_email_and_the_next_save_clears_it()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        host.Save("applications.last.applications | num0", "applications.last.aplications | num0");
        var trouble = page.GetByRole(AriaRole.Region, new() { Name = "What is wrong" });
        await Expect(trouble.GetByRole(AriaRole.Button, new() { Name = $"content/issues/{PreviewHost.Slug}/index.md:19:33" }))
            .ToBeVisibleAsync();
        await Expect(trouble).ToContainTextAsync("There were {{ applications.last.aplications | num0 }} of them in the last year.");
        await Expect(trouble).ToContainTextAsync("the last that was whole");
        await Expect(Mail(page).GetByText("There were 1,360 of them")).ToBeVisibleAsync();
        await trouble.GetByRole(AriaRole.Button, new() { Name = "Show it as it is" }).ClickAsync();
        await Expect(Mail(page).GetByText("There were ⟦?⟧ of them")).ToBeVisibleAsync();
        host.Save("unchanged", "mended");
        await Expect(trouble).ToBeHiddenAsync();
        await Expect(Mail(page).GetByText("The last word is mended.")).ToBeAttachedAsync();
    }

    [Fact]
    public async Task Files_may_be_renamed_and_deleted_while_it_runs()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        var snippet = Path.Combine(host.Root, "content", "snippets", "contact.md");
        var trouble = page.GetByRole(AriaRole.Region, new() { Name = "What is wrong" });
        File.Move(snippet, snippet + ".old");
        await Expect(trouble).ToContainTextAsync("contact");
        File.Move(snippet + ".old", snippet);
        await Expect(trouble).ToBeHiddenAsync();
        var issue = Path.Combine(host.Root, "content", "issues", PreviewHost.Slug);
        Directory.Move(issue, issue + "-renamed");
        await Expect(trouble).ToContainTextAsync("is gone");
        Directory.Move(issue + "-renamed", issue);
        await Expect(trouble).ToBeHiddenAsync();
        await Expect(Mail(page).GetByText("The last word is unchanged.")).ToBeAttachedAsync();
    }

    [Fact]
    public async Task Each_reader_gets_an_email_of_their_own()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        await Expect(Mail(page).GetByText("Dear Priya,")).ToBeVisibleAsync();
        await Expect(Mail(page).GetByText("You work in Lambeth.")).ToBeVisibleAsync();
        await page.GetByLabel("Read as").SelectOptionAsync("No first name");
        await Expect(Mail(page).GetByText("Dear colleague,")).ToBeVisibleAsync();
        await Expect(Mail(page).GetByText("You work elsewhere.")).ToBeVisibleAsync();
        await Expect(page.Locator("#inbox")).ToContainTextAsync("For colleague, in short.");
        await page.GetByLabel("Read as").SelectOptionAsync("");
        await Expect(Mail(page).GetByText("Dear *|FNAME|*,")).ToBeVisibleAsync();
        await page.GetByLabel("Read as").SelectOptionAsync("Priya");
        await page.GetByRole(AriaRole.Button, new() { Name = "Text", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Text part")).ToContainTextAsync("Dear Priya,");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(375)]
    [InlineData(600)]
    [InlineData(700)]
    public async Task The_email_is_as_wide_as_it_is_asked_to_be(int width)
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host, "&width=500");
        await page.GetByRole(AriaRole.Button, new() { Name = $"{width}", Exact = true }).ClickAsync();
        Assert.Equal(width, await WidthAsync(page));
        Assert.Equal(width <= 430, await page.Locator("#inbox .phone").CountAsync() == 1);
    }

    [Fact]
    public async Task The_width_is_dragged_freely_with_the_pointer_and_with_keys()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        var handle = page.GetByRole(AriaRole.Slider, new() { Name = "Width of the email" });
        var box = (await handle.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 6, box.Y + 200);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X - 44, box.Y + 200);
        await page.Mouse.UpAsync();
        Assert.Equal(500, await WidthAsync(page));
        await handle.PressAsync("ArrowRight");
        Assert.Equal(510, await WidthAsync(page));
        Assert.Contains("width=510", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_pictures_and_styles_are_what_a_client_makes_of_them()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        Task<string> Ground() =>
            page.EvaluateAsync<string>(
                "() => { const page = document.querySelector('#frame').contentDocument; return "
                    + "getComputedStyle(page.querySelector('.column')).backgroundColor; }"
            );
        Assert.Equal("rgb(255, 255, 255)", await Ground());
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark", Exact = true }).ClickAsync();
        await Expect(Mail(page).Locator("meta[name=color-scheme]")).ToHaveAttributeAsync("content", "dark");
        Assert.Equal("rgb(22, 24, 29)", await Ground());
        await page.GetByRole(AriaRole.Button, new() { Name = "Forced" }).ClickAsync();
        await Expect(Mail(page).Locator("html")).ToHaveCSSAsync("filter", "invert(1) hue-rotate(180deg)");
        var chart = Mail(page).Locator("img.chart, img[src^='images/']").First;
        await Expect(chart).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^images/"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Images" }).ClickAsync();
        await Expect(Mail(page).Locator("img[src]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Styles" }).ClickAsync();
        await Expect(Mail(page).Locator("style")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Styles" })).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task The_page_of_the_archive_is_shown_with_its_styles()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host, "&view=web&scheme=dark");
        await Expect(Mail(page).Locator(".column")).ToHaveCSSAsync("background-color", "rgb(22, 24, 29)");
        host.Save("unchanged", "new");
        await Expect(Mail(page).GetByText("The last word is new.")).ToBeAttachedAsync();
    }

    [Fact]
    public async Task No_script_of_an_issue_template_or_subscriber_ever_runs()
    {
        await using var host = await PreviewHost.StartAsync(prepare =>
        {
            prepare.Save(
                "The last word is unchanged.",
                "<script>parent.ran=1</script><img src=x onerror=\"parent.ran=1\"><svg onload=\"parent.ran=1\"></svg> "
                    + "[link](javascript:parent.ran=1) The last word is unchanged."
            );
            // No cleaning stands between a template and the browser: what holds here is the frame and its policy alone.
            var layout = Path.Combine(prepare.Root, "templates", "default", "layout.sbn-html");
            File.WriteAllText(
                layout,
                File.ReadAllText(layout)
                    .Replace(
                        "<body>",
                        "<body onload=\"parent.ran=1\"><script>parent.ran=1;document.title='ran'</script><img src=\"nowhere.png\" "
                            + "onerror=\"parent.ran=1\" alt=\"\"><a id=\"trap\" href=\"javascript:parent.ran=1\">Trap</a>",
                        StringComparison.Ordinal
                    )
            );
        });
        var page = await browser.OpenAsync(host, "&persona=Hostile");
        await Expect(Mail(page).GetByText("Dear <script>parent.ran=1</script>")).ToBeVisibleAsync();
        await Mail(page).Locator("#trap").ClickAsync();
        host.Save("unchanged", "<img src=y onerror=\"parent.ran=1\">new");
        await Expect(Mail(page).GetByText("new.")).ToBeAttachedAsync();
        foreach (var view in new[] { "Web", "Text", "Source" })
            await page.GetByRole(AriaRole.Button, new() { Name = view, Exact = true }).ClickAsync();
        await Expect(page.Locator("#source")).ToContainTextAsync("onerror");
        Assert.True(await page.EvaluateAsync<bool>("() => window.ran === undefined"));

        await page.GotoAsync(new Uri(host.Server.Address, $"mail/{PreviewHost.Slug}/email.html").ToString());
        Assert.NotEqual("ran", await page.TitleAsync());
    }

    [Fact]
    public async Task No_request_leaves_this_machine()
    {
        await using var host = await PreviewHost.StartAsync(prepare =>
        {
            var layout = Path.Combine(prepare.Root, "templates", "default", "layout.sbn-html");
            File.WriteAllText(
                layout,
                File.ReadAllText(layout)
                    .Replace(
                        "<body>",
                        "<body><img src=\"https://tracker.example.org/pixel.gif\" alt=\"\"><div "
                            + "style=\"background-image:url(https://tracker.example.org/a.png)\">.</div>",
                        StringComparison.Ordinal
                    )
            );
        });
        var elsewhere = new List<string>();
        var page = await browser.OpenAsync(host, elsewhere: elsewhere);
        await Mail(page).GetByRole(AriaRole.Link, new() { Name = "Unsubscribe" }).ClickAsync();
        await Expect(page.Locator("#destination")).ToContainTextAsync("https://mailchimp.example.org/unsubscribe");
        foreach (var view in new[] { "Web", "Text", "Source", "Email" })
            await page.GetByRole(AriaRole.Button, new() { Name = view, Exact = true }).ClickAsync();
        foreach (var tab in new[] { "Figures", "Charts", "Message" })
            await page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
        await Expect(Mail(page).GetByText("Dear Priya,")).ToBeVisibleAsync();
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task A_number_in_the_email_tells_where_it_comes_from()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        var number = Mail(page).Locator("span[data-source]", new() { HasText = "1,360" });
        await number.HoverAsync();
        var card = page.GetByRole(AriaRole.Tooltip);
        await Expect(card).ToContainTextAsync("applications.last.applications | num0");
        await Expect(card).ToContainTextAsync("applications.applications, row 2: 1360");
        await number.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Figures" })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.Locator("details.figure[open]")).ToContainTextAsync("fostering.csv");
    }

    [Fact]
    public async Task A_finding_opens_its_line_of_the_source()
    {
        await using var host = await PreviewHost.StartAsync(prepare => prepare.Save("::: include contact", "::: include contakt"));
        var page = await browser.OpenAsync(host);
        await page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Button, new() { Name = "contakt" }).ClickAsync();
        var line = page.Locator("#source .line.here");
        await Expect(line).ToContainTextAsync("::: include contakt");
        await Expect(line).ToBeInViewportAsync();
        var url = page.Url;
        await page.ReloadAsync();
        await Expect(page.Locator("#source .line.here")).ToContainTextAsync("::: include contakt");
        Assert.Equal(url, page.Url);
    }

    [Fact]
    public async Task Everything_is_reached_with_the_keyboard()
    {
        await using var host = await PreviewHost.StartAsync();
        var page = await browser.OpenAsync(host);
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("earlier issue");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("An earlier issue");
        await page.Keyboard.PressAsync("[");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Fostering in numbers");
        await page.Keyboard.PressAsync("1");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "320" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Keyboard.PressAsync("p");
        await Expect(Mail(page).GetByText("Dear colleague,")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Findings" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Figures" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("Filter the figures")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("num0");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("details.figure[open]")).ToContainTextAsync("row 2");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_test_is_sent_from_the_page_to_the_sandboxs_inbox()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { DataDirectory = folder.Path },
            TestContext.Current.CancellationToken
        );
        await using var host = await PreviewHost.StartAsync(sandbox: sandbox.Address);
        var page = await browser.OpenAsync(host, "&panel=message");
        await Expect(page.GetByLabel(PreviewHost.Recipient)).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the test" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open the inbox" }))
            .ToHaveAttributeAsync("href", new Uri(sandbox.Address, "inbox/").ToString());
        Assert.Equal((1, 0), (sandbox.CountEffects("campaign.test"), sandbox.CountEffects("campaign.send")));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_view_is_accessible(ColorScheme scheme)
    {
        await using var host = await PreviewHost.StartAsync(prepare => prepare.Save("::: include contact", "::: include contakt"));
        var options = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            BypassCSP = true,
            ViewportSize = new() { Width = 1024, Height = 768 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        foreach (
            var query in new[]
            {
                "",
                "&panel=figures&width=375",
                "&panel=charts&view=web",
                "&panel=message&view=text",
                $"&view=source&file=content/issues/{PreviewHost.Slug}/index.md&line=19",
            }
        )
        {
            var page = await browser.OpenAsync(host, query, options: options);
            await Expect(page.Locator("#panel-body > *").First).ToBeVisibleAsync();
            if (query.Contains("figures", StringComparison.Ordinal))
                await page.Locator("details.figure summary").First.ClickAsync();
            await AssertAccessibleAsync(page, scheme, query);
            await page.Keyboard.PressAsync("Control+k");
            await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Find" })).ToBeVisibleAsync();
            await AssertAccessibleAsync(page, scheme, query + " palette", "dialog[open]");
            await page.Context.CloseAsync();
        }
    }

    // The email is judged by the checks of the build; here it is the page around it, or one part of that.
    private static async Task AssertAccessibleAsync(IPage page, ColorScheme scheme, string where, string? part = null)
    {
        var parts = part is null
            ? new AxeRunContext { Exclude = [new AxeSelector("#frame")] }
            : new AxeRunContext { Include = [new AxeSelector(part)] };
        Assert.Equal([], (await Axe.ViolationsAsync(page, scheme, parts)).Select(violation => $"{where}: {violation}"));
    }

    private static IFrameLocator Mail(IPage page) => page.FrameLocator("#frame");

    private static Task<int> WidthAsync(IPage page) =>
        page.EvaluateAsync<int>("() => document.querySelector('#frame').contentDocument.documentElement.getBoundingClientRect().width");
}
