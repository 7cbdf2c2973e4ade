using Datamonger.Newsletter.Tests.Sandbox.Hosting;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Playwright;

namespace Datamonger.Newsletter.Tests.Sandbox.Inbox;

public sealed class InboxBrowserTests(TestBrowser browser)
{
    [Fact]
    public async Task A_reader_opens_their_email_and_unsubscribes()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync(
            "<html lang=\"en\"><body><h1>Dear *|FNAME|*</h1><script>document.title='ran'</script><p><a "
                + "href=\"*|UNSUB|*\">Unsubscribe</a></p></body></html>"
        );
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var elsewhere = new List<string>();
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != host.Server.Address.Authority)
                elsewhere.Add(request.Url);
        };

        await page.GotoAsync(host.Server.Address + "inbox/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rosie Tamm" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Hello Rosie" }).ClickAsync();
        var mail = page.FrameLocator("iframe.mail");
        await Assertions.Expect(mail.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Dear Rosie");
        var leaf = await page.RunAndWaitForPopupAsync(() => mail.GetByRole(AriaRole.Link, new() { Name = "Unsubscribe" }).ClickAsync());
        await leaf.GetByLabel("I never signed up").CheckAsync();
        await leaf.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe" }).ClickAsync();
        await Assertions.Expect(leaf.GetByRole(AriaRole.Heading)).ToHaveTextAsync("You are unsubscribed");

        var report = (await host.GetAsync($"/reports/{id}")).Json;
        Assert.Equal((1, 1), (report["opens"]!["unique_opens"]!.GetValue<int>(), report["unsubscribed"]!.GetValue<int>()));
        Assert.Empty(elsewhere);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Its_pages_are_accessible(ColorScheme scheme)
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();
        var letter = await Inboxes.LetterToAsync(host, "amara.okafor@example.org");
        await using var context = await browser.NewContextAsync(new() { ColorScheme = scheme, BypassCSP = true });
        var page = await context.NewPageAsync();

        foreach (
            var path in new[]
            {
                "inbox/",
                "inbox/campaigns",
                $"inbox/campaigns/{id}",
                $"inbox/people/{Inboxes.Subscriber("amara.okafor@example.org")}",
                $"inbox/messages/{letter}?view=text",
                $"unsubscribe/{letter}",
                $"preferences/{letter}",
                $"subscribe/{SandboxHost.List}",
                "inbox/nowhere",
            }
        )
        {
            await page.GotoAsync(host.Server.Address + path);
            Assert.Equal([], (await Axe.ViolationsAsync(page, scheme)).Select(violation => $"{path}: {violation}"));
        }
    }
}
