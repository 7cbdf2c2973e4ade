using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed class PublishTests
{
    [Fact]
    public async Task Publishing_makes_a_draft_that_says_what_was_built_and_gives_a_token()
    {
        await using var host = await PublishingHost.StartAsync();

        var receipt = await host.PublishAsync(Requests.Of());

        Assert.Equal("draft", receipt.State);
        Assert.Matches("^[a-z0-9]{4}-[a-z0-9]{4}$", receipt.Token);
        Assert.True(receipt.Recipients > 10);
        using var client = host.Client();
        var campaign = await client.Api.GetCampaignAsync(receipt.Campaign!, TestContext.Current.CancellationToken);
        Assert.Equal("Caseloads fell by 12%, *|FNAME|*", campaign.Settings!.SubjectLine);
        Assert.Matches(@"^\[nl:[0-9a-f]{12} [0-9a-f]{12} [0-9a-f]{6}\] Caseloads, March 2027$", campaign.Settings.Title);
        var content = await client.Api.GetContentAsync(receipt.Campaign!, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("images/", content.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"*|UNSUB|*\"", content.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_again_changes_nothing_and_gives_the_same_token()
    {
        await using var host = await PublishingHost.StartAsync();
        var first = await host.PublishAsync(Requests.Of());
        var journal = await File.ReadAllTextAsync(host.JournalPath(first.Slug), TestContext.Current.CancellationToken);
        host.Sandbox.Requests.Clear();

        var second = await host.PublishAsync(Requests.Of());

        Assert.Empty(host.Changes());
        Assert.Equal(first.Token, second.Token);
        Assert.Equal(journal, await File.ReadAllTextAsync(host.JournalPath(first.Slug), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_issue_is_sent_once_whatever_is_run_afterwards()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);

        var sent = await host.SendAsync(request, published.Token);
        var again = await host.SendAsync(request, published.Token);
        var after = await host.PublishAsync(Requests.Of(text: "Something else"));

        Assert.Equal("sent", sent.State);
        Assert.Equal("sent", again.State);
        Assert.Equal("sent", after.State);
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task A_schedule_is_made_seen_and_taken_back()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);

        var scheduled = await host.ScheduleAsync(request, published.Token);
        var again = await host.ScheduleAsync(request, published.Token);
        var back = await host.Publisher().UnscheduleAsync(request, new SendOptions(), TestContext.Current.CancellationToken);

        Assert.Equal("scheduled", scheduled.State);
        Assert.Equal(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero), scheduled.SendTime);
        Assert.Equal("scheduled", again.State);
        Assert.Equal("draft", back.State);
        Assert.Equal(1, host.Effects("campaign.schedule"));
        Assert.Equal(0, host.Effects("campaign.send"));
    }
}
