using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Comparing;

/// <summary>Runs what docs/corrections.md shows, on the sample issue.</summary>
public sealed class CorrectionsPageTests
{
    [Fact]
    public async Task Every_example_of_the_page_prints_what_the_page_shows()
    {
        await using var cli = await ConsolePage.StartAsync();
        var page = new ConsolePage(cli);
        page.Others["on"] = words =>
        {
            cli.Time.SetUtcNow(DateTimeOffset.Parse(words[0] + "T09:00Z", System.Globalization.CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        };
        page.Others["replace"] = async words =>
        {
            var path = cli.Newsletter.PathOf(words[0]);
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            Assert.Contains(words[1], text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(
                path,
                text.Replace(words[1], words[2], StringComparison.Ordinal),
                TestContext.Current.CancellationToken
            );
        };

        Assert.True(await page.RunAsync("corrections.md") > 7);
    }
}
