using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>What was sent is not sent again, whatever became of the campaign, the journal or the machine.</summary>
public sealed class SentIsFinalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A2_a_campaign_that_was_sent_and_then_deleted_is_not_sent_again_whatever_is_run(bool scheduled)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        if (scheduled)
        {
            await host.ScheduleAsync(request, published.Token);
            host.Time.Advance(TimeSpan.FromHours(4));
            await host.StatusAsync(request);
            await host.PublishAsync(request);
        }
        else
            await host.SendAsync(request, published.Token);
        await DeleteAsync(host, published.Campaign!);

        var status = await host.StatusAsync(request);
        var taken = await host.PublishAsync(request, new PublishOptions { TakeOver = true });
        var sent = await host.SendAsync(request, published.Token);
        var again = await PublishingHost.StopsAsync(() =>
            host.Publisher().ReplicateToNonOpenersAsync(request, TestContext.Current.CancellationToken)
        );

        Assert.Equal(("sent", "sent", "sent"), (status.State, taken.State, sent.State));
        Assert.Contains("does not exist at sandbox any more", Assert.Single(status.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain(status.Next.Concat(taken.Next), step => step.Command.Contains("take-over", StringComparison.Ordinal));
        Assert.Contains("does not exist at sandbox any more", again.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (host.Effects("campaign.create"), host.Effects("campaign.deliver")));
    }

    [Fact]
    public async Task A2_a_campaign_whose_time_came_and_that_is_gone_is_not_taken_over()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        await host.ScheduleAsync(request, published.Token);
        host.Time.Advance(TimeSpan.FromHours(4));
        // Nobody looked between the send and the deletion.
        Assert.Equal("sent", (await CampaignAsync(host, published.Campaign!)).Status);
        await DeleteAsync(host, published.Campaign!);

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request, new PublishOptions { TakeOver = true }));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains("may have been sent before it was deleted", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(stopped.Next, step => step.Command.Contains("take-over", StringComparison.Ordinal));
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task A2_a_clone_on_another_machine_knows_from_the_committed_record_what_was_sent()
    {
        await using var host = await PublishingHost.StartAsync();
        using var workspace = new TemporaryFolder();
        var directory = Path.Combine(workspace.Path, "sent");
        var request = Requests.Of() with { SentDirectory = directory };
        var here = Publisher(host, "here");
        var published = await here.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);
        await here.SendAsync(request, new SendOptions { Token = published.Token }, TestContext.Current.CancellationToken);
        await DeleteAsync(host, published.Campaign!);

        var elsewhere = Publisher(host, "elsewhere");
        var receipt = await elsewhere.PublishAsync(request, new PublishOptions { TakeOver = true }, TestContext.Current.CancellationToken);

        Assert.Equal(("sent", 23), (receipt.State, receipt.Recipients));
        Assert.Equal(1, host.Effects("campaign.create"));
        var record = await File.ReadAllTextAsync(Path.Combine(directory, "sent.json"), TestContext.Current.CancellationToken);
        Assert.Contains($"\"campaign\": \"{published.Campaign}\"", record, StringComparison.Ordinal);
        Assert.Contains($"\"content\": \"{request.Content}\"", record, StringComparison.Ordinal);
        Assert.Contains("\"recipients\": 23", record, StringComparison.Ordinal);
        Assert.DoesNotContain("@", record, StringComparison.Ordinal);
        Assert.DoesNotContain("5a4db0acc0", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A2_a_record_that_cannot_be_read_stops_everything()
    {
        await using var host = await PublishingHost.StartAsync();
        using var workspace = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(workspace.Path, "sent.json"), "{\"sends\": [", TestContext.Current.CancellationToken);

        var stopped = await PublishingHost.StopsAsync(() =>
            Publisher(host, "here")
                .PublishAsync(
                    Requests.Of() with
                    {
                        SentDirectory = workspace.Path,
                    },
                    new PublishOptions(),
                    TestContext.Current.CancellationToken
                )
        );

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task A2_the_journals_of_two_accounts_never_mix()
    {
        await using var real = await PublishingHost.StartAsync();
        await using var test = await PublishingHost.StartAsync(options => options with { AccountId = "00000test0" });
        using var workspace = new TemporaryFolder();
        var request = Requests.Of() with { SentDirectory = Path.Combine(workspace.Path, "sent") };
        var state = Path.Combine(workspace.Path, "state");
        // A journal of an earlier version stands above the accounts and goes to the first one that is used.
        var proof = Publisher(test, state: state);
        var tried = await proof.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);
        await proof.SendAsync(request, new SendOptions { Token = tried.Token }, TestContext.Current.CancellationToken);

        var publisher = Publisher(real, state: state);
        var before = await publisher.StatusAsync(request, null, TestContext.Current.CancellationToken);
        var published = await publisher.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);
        var wrong = await PublishingHost.StopsAsync(() =>
            publisher.SendAsync(request, new SendOptions { Token = tried.Token }, TestContext.Current.CancellationToken)
        );
        await publisher.SendAsync(request, new SendOptions { Token = published.Token }, TestContext.Current.CancellationToken);

        Assert.Equal("none", before.State);
        Assert.Equal(PublishRules.WrongToken, Assert.Single(wrong.Diagnostics).Rule);
        Assert.Equal((1, 1), (real.Effects("campaign.send"), test.Effects("campaign.send")));
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(state, "journal", "mailchimp")).Length);
    }

    [Fact]
    public async Task A2_journals_of_an_earlier_version_are_taken_along()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await Publisher(host, "here").PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);
        var above = Path.Combine($"{host.StateDirectory}-here", "journal", "mailchimp");
        var folder = Assert.Single(Directory.GetDirectories(above));
        File.Move(Path.Combine(folder, request.Slug + ".jsonl"), Path.Combine(above, request.Slug + ".jsonl"));

        var receipt = await Publisher(host, "here").PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);

        Assert.Equal((published.Campaign, published.Token), (receipt.Campaign, receipt.Token));
        Assert.True(File.Exists(Path.Combine(folder, request.Slug + ".jsonl")));
    }

    // The service's name and rules, with a sandbox in its place.
    private static MailchimpPublisher Publisher(PublishingHost host, string name = "", string? state = null) =>
        new(
            host.Place(
                target: PublishTarget.StandIn(host.Sandbox.Address, MailchimpKey.Sandbox),
                stateDirectory: state ?? $"{host.StateDirectory}-{name}"
            )
        );

    private static async Task<Campaign> CampaignAsync(PublishingHost host, string id)
    {
        using var client = host.Client();
        for (var look = 0; ; look++)
        {
            var campaign = await client.Api.GetCampaignAsync(id, TestContext.Current.CancellationToken);
            if (campaign.Status == "sent" || look == 200)
                return campaign;
            await Task.Yield();
        }
    }

    private static async Task DeleteAsync(PublishingHost host, string id)
    {
        using var client = host.Client();
        await client.Api.DeleteCampaignAsync(id, TestContext.Current.CancellationToken);
    }
}
