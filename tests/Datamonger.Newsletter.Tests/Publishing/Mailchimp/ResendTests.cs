using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing.Mailchimp;

public sealed class ResendTests
{
    private static readonly SendOptions ToNonOpeners = new() { Edition = SendOptions.NonOpeners };

    [Fact]
    public async Task Those_who_have_not_opened_it_get_a_campaign_of_their_own_once()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var first = await SendAsync(host, request);
        await OpenAsync(host, first.Campaign!, readers: 3);

        var draft = await ReplicateAsync(host, request);
        var same = await ReplicateAsync(host, request);
        var sent = await host.Publisher()
            .SendAsync(request, ToNonOpeners with { Token = draft.Token }, TestContext.Current.CancellationToken);
        var after = await ReplicateAsync(host, request);

        Assert.Equal(("draft", first.Recipients - 3), (draft.State, draft.Recipients));
        Assert.NotEqual(first.Campaign, draft.Campaign);
        Assert.Equal((draft.Campaign, draft.Token), (same.Campaign, same.Token));
        Assert.Equal(("sent", draft.Campaign), (sent.State, sent.Campaign));
        Assert.Equal("sent", after.State);
        Assert.Equal(2, host.Effects("campaign.send"));
        Assert.Equal("sent", (await host.StatusAsync(request)).State);
        using var client = host.Client();
        Assert.Contains(
            "11,460",
            (await client.Api.GetContentAsync(sent.Campaign!, TestContext.Current.CancellationToken)).Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Its_token_sends_nothing_else()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var first = await host.PublishAsync(request);
        await host.SendAsync(request, first.Token);
        await ReplicateAsync(host, request);

        var stopped = await PublishingHost.StopsAsync(() =>
            host.Publisher().SendAsync(request, ToNonOpeners with { Token = first.Token }, TestContext.Current.CancellationToken)
        );

        Assert.Equal(PublishRules.WrongToken, Assert.Single(stopped.Diagnostics).Rule);
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task What_has_not_been_sent_cannot_go_again()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of());

        var stopped = await PublishingHost.StopsAsync(() => ReplicateAsync(host, Requests.Of()));

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Theory]
    [InlineData("lost-response", true)]
    [InlineData("500-after", true)]
    [InlineData("truncated", true)]
    [InlineData("hang", true)]
    [InlineData("lost-request", false)]
    [InlineData("500-before", false)]
    [InlineData("429", false)]
    [InlineData("400", false)]
    public async Task Of_a_call_that_fails_one_draft_is_left_whatever_is_run_afterwards(string fault, bool happened)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        await SendAsync(host, request);
        host.Sandbox.Faults.Add($"{fault} POST /campaigns/*/actions/create-resend");

        if (happened)
            await ReplicateAsync(host, request);
        else
            await PublishingHost.StopsAsync(() => ReplicateAsync(host, request));
        var receipt = await ReplicateAsync(host, request);

        Assert.Equal("draft", receipt.State);
        Assert.Equal(2, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task A_kill_at_any_line_of_its_journal_leaves_one_draft()
    {
        await using var host = await PublishingHost.StartAsync();
        for (var line = 1; line <= 4; line++)
        {
            foreach (var kept in Enum.GetValues<Kept>())
            {
                var request = Requests.Of($"again-{line}-{kept}".ToLowerInvariant());
                await SendAsync(host, request);
                var drafts = host.Effects("campaign.create");
                var publisher = host.Publisher(path =>
                    path.Contains('+', StringComparison.Ordinal)
                        ? new CrashingFile(path, new Kill(line, kept), _ => { })
                        : new AppendOnlyFile(path)
                );
                await Assert.ThrowsAsync<KilledException>(() =>
                    publisher.ReplicateToNonOpenersAsync(request, TestContext.Current.CancellationToken)
                );

                Assert.NotNull((await ReplicateAsync(host, request)).Token);

                Assert.True(host.Effects("campaign.create") == drafts + 1, $"line {line}, {kept}");
            }
        }
    }

    private static async Task<PublishReceipt> SendAsync(PublishingHost host, PublishRequest request) =>
        await host.SendAsync(request, (await host.PublishAsync(request)).Token);

    private static Task<PublishReceipt> ReplicateAsync(PublishingHost host, PublishRequest request) =>
        host.Publisher().ReplicateToNonOpenersAsync(request, TestContext.Current.CancellationToken);

    // Opens are counted by the picture that each sent email carries.
    private static async Task OpenAsync(PublishingHost host, string campaign, int readers)
    {
        using var client = new HttpClient { BaseAddress = host.Sandbox.Address };
        var people = System
            .Text.RegularExpressions.Regex.Matches(await client.GetStringAsync("inbox/"), "/inbox/people/([0-9a-f]{32})")
            .Select(match => match.Value)
            .Distinct();
        var opened = 0;
        foreach (var person in people)
        {
            var letters = System.Text.RegularExpressions.Regex.Match(await client.GetStringAsync(person), "/inbox/messages/([0-9a-f]{32})");
            if (!letters.Success || opened == readers)
                continue;
            await client.GetByteArrayAsync($"track/open/{letters.Groups[1].Value}.gif");
            opened++;
        }
        Assert.Equal(readers, opened);
        Assert.NotEmpty(campaign);
    }
}
