using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

/// <summary>Runs what docs/publishing.md shows, on the sample issue, and finds each line that it shows in what is printed.</summary>
public sealed class PublishingPageTests
{
    [Fact]
    public async Task Every_example_of_the_page_prints_what_the_page_shows()
    {
        await using var cli = await ConsolePage.StartAsync();
        var page = new ConsolePage(cli);
        // What a colleague does in Mailchimp's editor.
        page.Others["edit"] = words => cli.EditOutsideAsync(page.LastCampaign, words[1]);

        Assert.True(await page.RunAsync("publishing.md") > 10);

        Assert.Equal(1, cli.Sandbox.CountEffects("campaign.send"));
    }
}
