using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing.FaultMatrix;

/// <summary>Rows 13 to 23 of the fault matrix: making the campaign.</summary>
public sealed class CreateRows
{
    [Theory]
    [InlineData("13_lost-request", "lost-request", 1)]
    [InlineData("14_lost-response", "lost-response", 1)]
    [InlineData("15_hang", "hang", 1)]
    [InlineData("16_500-before", "500-before", 1)]
    [InlineData("16_500-after", "500-after", 1)]
    [InlineData("16_502-html-before", "502-html-before", 1)]
    [InlineData("16_502-html-after", "502-html-after", 1)]
    [InlineData("19_html-403", "html-403", 1)]
    [InlineData("20_truncated", "truncated", 1)]
    [InlineData("20_bad-json", "bad-json", 1)]
    [InlineData("20_empty-200", "empty-200", 1)]
    [InlineData("20_html-200", "html-200", 1)]
    [InlineData("20_wrong-type", "wrong-type", 1)]
    [InlineData("21_duplicate", "duplicate", 2)]
    public async Task Rows_13_to_21_a_create_that_fails_leaves_one_campaign_in_use(string row, string fault, int drafts)
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add($"{fault} POST /campaigns");

        var receipt = await host.PublishAsync(Requests.Of());

        Assert.True(receipt.State == "draft", row);
        Assert.Equal(drafts, (await Flow.LookAsync(host, Requests.Of())).Stamped.Length);
    }

    [Fact]
    public async Task Row_17_a_create_that_takes_effect_late_leaves_a_draft_that_is_reported_and_holds_the_send_until_it_is_gone()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        host.Sandbox.Faults.Add("late POST /campaigns after=90");
        var first = await host.PublishAsync(request);
        host.Time.Advance(TimeSpan.FromMinutes(3));

        var second = await host.PublishAsync(request);
        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(request, second.Token));
        await DoctorTests.ExamineAsync(host, fix: true);
        var sent = await host.SendAsync(request, second.Token);

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Equal(first.Campaign, sent.Campaign);
        Assert.Contains(second.Notes, note => note.Contains("left over", StringComparison.Ordinal));
        var remains = await Flow.LookAsync(host, request);
        Assert.Equal(["sent"], remains.Stamped.Select(campaign => campaign.Status));
        Assert.Equal(1, remains.Sends);
    }

    [Fact]
    public async Task Row_18_a_busy_server_is_waited_for()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add("429 POST /campaigns times=3");

        await host.PublishAsync(Requests.Of());

        Assert.Equal(1, host.Effects("campaign.create"));
        Assert.Equal(
            3,
            host.Told.Count(line =>
                line.Contains("Mailchimp is busy (429)", StringComparison.Ordinal)
                && line.Contains("Trying again in", StringComparison.Ordinal)
            )
        );
        Assert.Equal(3, host.Impatient.Waits.Count);
    }

    [Fact]
    public async Task Row_18_a_retry_after_is_kept_to()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add("429 POST /campaigns retry-after=17");

        await host.PublishAsync(Requests.Of());

        Assert.Equal(TimeSpan.FromSeconds(17), Assert.Single(host.Impatient.Waits));
    }

    [Fact]
    public async Task Row_21_of_a_create_that_was_delivered_twice_one_draft_is_used_and_the_other_reported()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add("duplicate POST /campaigns");
        await host.PublishAsync(Requests.Of());

        var receipt = await host.PublishAsync(Requests.Of());

        Assert.Contains(receipt.Notes, note => note.Contains("left over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row_22_a_refusal_is_said_in_Mailchimps_words_and_the_attempt_is_void()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of() with { ReplyTo = "not an address" };

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));

        Assert.Equal(PublishOutcome.Refused, stopped.Outcome);
        Assert.Contains("reply_to", stopped.Message, StringComparison.Ordinal);
        Assert.Contains(
            "create-void",
            await File.ReadAllTextAsync(host.JournalPath(request.Slug), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(0, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task Row_23_a_kill_after_the_create_and_before_its_outcome_leads_to_adoption()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        // The fourth line is the outcome of the create: two for the picture, one for the intent.
        var publisher = host.Publisher(path => new CrashingFile(path, new Kill(4, Kept.Nothing), _ => { }));
        await Assert.ThrowsAsync<KilledException>(() =>
            publisher.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken)
        );

        await host.PublishAsync(request);

        Assert.Equal(1, host.Effects("campaign.create"));
        Assert.Contains(
            "\"adopted\"",
            await File.ReadAllTextAsync(host.JournalPath(request.Slug), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_create_that_fails_twice_without_a_trace_leaves_the_next_run_to_try()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.ServerErrorBefore,
                Method = "POST",
                Path = "/campaigns",
                Times = 2,
            }
        );
        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));
        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);

        await host.PublishAsync(Requests.Of());

        Assert.Equal(1, host.Effects("campaign.create"));
    }
}
