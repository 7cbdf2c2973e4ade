using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>A figure that changes after it was proofed does not go out unseen.</summary>
public sealed class RevisedFiguresTests
{
    [Fact]
    public async Task Figures_that_changed_after_the_proof_are_listed_and_not_pushed()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(With("11,460", "old"));
        host.Sandbox.Requests.Clear();

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(With("11,635", "new")));

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Equal("DM607", Assert.Single(stopped.Diagnostics).Rule.Code);
        Assert.Equal("index.md:12:5: 11,460 → 11,635 (because of fostering)", Assert.Single(stopped.Facts));
        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task They_are_pushed_once_a_person_has_looked()
    {
        await using var host = await PublishingHost.StartAsync();
        var first = await host.PublishAsync(With("11,460", "old"));

        var receipt = await host.PublishAsync(With("11,635", "new"), new PublishOptions { AcceptFigures = true });

        Assert.Contains("  index.md:12:5: 11,460 → 11,635 (because of fostering)", receipt.Notes);
        Assert.NotEqual(first.Token, receipt.Token);
        Assert.Equal(receipt.Token, (await host.PublishAsync(With("11,635", "new"))).Token);
    }

    [Fact]
    public async Task A_dry_run_shows_them()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(With("11,460", "old"));

        var receipt = await host.PublishAsync(With("11,635", "new"), new PublishOptions { DryRun = true });

        Assert.Contains("1 figure changed since the last push:", receipt.Notes);
    }

    [Fact]
    public async Task A_figure_that_is_new_holds_nothing_up()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of());
        Assert.Equal("draft", (await host.PublishAsync(With("11,460", "old"))).State);
    }

    private static PublishRequest With(string printed, string hash) =>
        Requests.Of(text: $"There were {printed}") with
        {
            Figures =
            [
                .. System.Text.Encoding.UTF8.GetBytes(
                    $$"""
                    {"figures":[{"place":"index.md:12:5","expression":"applications.last.n | num0","printed":"{{printed}}","value":"{{printed}}","cells":[],
                    "datasets":[{"name":"fostering","file":"content/datasets/fostering.csv","sha256":"{{hash}}"}]}]}
                    """
                ),
            ],
        };
}
