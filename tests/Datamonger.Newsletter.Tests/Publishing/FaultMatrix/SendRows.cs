using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing.FaultMatrix;

/// <summary>Rows 40 to 52 of the fault matrix: schedule, send, and what comes after.</summary>
public sealed class SendRows
{
    [Theory]
    [InlineData("schedule", "lost-request")]
    [InlineData("schedule", "500-before")]
    [InlineData("schedule", "502-html-before")]
    [InlineData("schedule", "html-403")]
    [InlineData("send", "lost-request")]
    [InlineData("send", "500-before")]
    public async Task Row_40_what_was_never_seen_to_happen_waits_for_a_person_and_then_happens_once(string verb, string fault)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        host.Sandbox.Faults.Add($"{fault} POST /campaigns/*/actions/{verb}");

        var stopped = await PublishingHost.StopsAsync(() => ActAsync(host, verb, request, token));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains(stopped.Next, step => step.Command.Contains("--confirm-not-sent", StringComparison.Ordinal));
        var again = await PublishingHost.StopsAsync(() => ActAsync(host, verb, request, token));
        Assert.Equal(PublishOutcome.NeedsReview, again.Outcome);
        Assert.Equal(1, host.Changes().Count(call => call.EndsWith("/actions/" + verb, StringComparison.Ordinal)));

        host.Time.Advance(TimeSpan.FromMinutes(16));
        await ActAsync(host, verb, request, token, confirm: true);
        Assert.Equal(1, host.Effects("campaign." + verb));
    }

    [Fact]
    public async Task Row_40_a_persons_word_is_not_taken_too_early()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        host.Sandbox.Faults.Add("400 POST /campaigns/*/actions/send nth=99");
        var publisher = host.Publisher(path => new CrashingFile(path, new Kill(2, Kept.Nothing), _ => { }));
        await Assert.ThrowsAsync<KilledException>(() =>
            publisher.ScheduleAsync(request, "2027-03-01 12:00", new SendOptions { Token = token }, TestContext.Current.CancellationToken)
        );
        // The schedule took effect before the kill, and somebody took it back at Mailchimp.
        using (var client = host.Client())
            await client.Api.UnscheduleAsync((await Flow.LookAsync(host, request)).Stamped[0].Id!, TestContext.Current.CancellationToken);

        var stopped = await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, token, confirm: true));

        Assert.Equal(PublishOutcome.Usage, stopped.Outcome);
        Assert.Contains("too early", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schedule", "lost-response")]
    [InlineData("schedule", "hang")]
    [InlineData("schedule", "500-after")]
    [InlineData("schedule", "502-html-after")]
    [InlineData("schedule", "truncated")]
    [InlineData("schedule", "html-200")]
    [InlineData("schedule", "empty-200")]
    [InlineData("schedule", "duplicate")]
    [InlineData("send", "lost-response")]
    [InlineData("send", "hang")]
    [InlineData("send", "500-after")]
    [InlineData("send", "502-html-after")]
    [InlineData("send", "bad-json")]
    [InlineData("send", "duplicate")]
    public async Task Rows_41_and_47_what_happened_without_being_heard_of_is_seen_and_recorded(string verb, string fault)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        host.Sandbox.Faults.Add($"{fault} POST /campaigns/*/actions/{verb}");

        var receipt = await ActAsync(host, verb, request, token);

        Assert.Equal(verb == "send" ? "sent" : "scheduled", receipt.State);
        Assert.Equal(1, host.Effects("campaign." + verb));
        Assert.Equal(1, host.Changes().Count(call => call.EndsWith("/actions/" + verb, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("schedule", 300)]
    [InlineData("send", 300)]
    [InlineData("schedule", 1200)]
    [InlineData("send", 1200)]
    public async Task Row_42_what_takes_effect_late_happens_once_and_is_found(string verb, int seconds)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        host.Sandbox.Faults.Add($"late POST /campaigns/*/actions/{verb} after={seconds}");

        if (seconds < 500)
        {
            await ActAsync(host, verb, request, token);
        }
        else
        {
            Assert.Equal(PublishOutcome.NeedsReview, (await PublishingHost.StopsAsync(() => ActAsync(host, verb, request, token))).Outcome);
            host.Time.Advance(TimeSpan.FromSeconds(seconds));
            await ActAsync(host, verb, request, token);
        }

        Assert.Equal(1, host.Effects("campaign." + verb));
    }

    [Theory]
    [InlineData("2027-02-28 12:00", "DM609")]
    [InlineData("2027-03-01 09:15", "DM609")]
    [InlineData("2027-03-01 12:05", "DM610")]
    [InlineData("2027-03-28 01:30", "DM611")]
    [InlineData("2027-10-31 01:30", "DM611")]
    [InlineData("tomorrow", "DM612")]
    public async Task Row_43_a_time_that_cannot_be_is_refused_before_anything(string at, string code)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        host.Sandbox.Requests.Clear();

        var stopped = await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, token, at));

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Equal(code, Assert.Single(stopped.Diagnostics).Rule.Code);
        Assert.NotNull(stopped.Diagnostics[0].Hint);
        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task Row_43_a_refusal_by_Mailchimp_is_passed_on_and_the_attempt_is_void()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        host.Sandbox.Faults.Add("400 POST /campaigns/*/actions/schedule");

        var stopped = await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, token));

        Assert.Equal(PublishOutcome.Refused, stopped.Outcome);
        Assert.Equal("scheduled", (await host.ScheduleAsync(request, token)).State);
    }

    [Fact]
    public async Task Row_43_a_clock_that_is_wrong_schedules_nothing()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        var slow = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(host.Time.GetUtcNow() - TimeSpan.FromMinutes(20));
        var place = host.Place();
        var publisher = new Datamonger.Newsletter.Publishing.Mailchimp.MailchimpPublisher(
            place with
            {
                Options = place.Options with { Time = slow },
            }
        );

        var stopped = await PublishingHost.StopsAsync(() =>
            publisher.ScheduleAsync(request, "2027-03-01 12:00", new SendOptions { Token = token }, TestContext.Current.CancellationToken)
        );

        Assert.Equal(PublishOutcome.Usage, stopped.Outcome);
        Assert.Equal(0, host.Effects("campaign.schedule"));
    }

    [Fact]
    public async Task Row_45_a_schedule_for_another_time_is_left_and_a_way_back_is_offered()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        await host.ScheduleAsync(request, token);

        var stopped = await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, token, "2027-03-01 13:00"));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Equal("unschedule 2027-03-caseloads", Assert.Single(stopped.Next).Command);
        Assert.Equal(1, host.Effects("campaign.schedule"));
    }

    [Fact]
    public async Task Row_46_a_busy_server_did_not_send_and_the_next_run_may()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        host.Sandbox.Faults.Add("429 POST /campaigns/*/actions/send");

        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(request, token));

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.Equal(1, host.Changes().Count(call => call.EndsWith("/actions/send", StringComparison.Ordinal)));
        Assert.Equal("sent", (await host.SendAsync(request, token)).State);
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task Row_48_a_refusal_of_what_has_been_sent_is_a_success()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        // Sent by hand, after the look and before the call: the call is refused, and the status says why.
        host.Recorder = () =>
            new Before(
                "actions/send",
                async () =>
                {
                    using var client = host.Client();
                    host.Recorder = null;
                    await client.Api.SendAsync(published.Campaign!, TestContext.Current.CancellationToken);
                }
            );

        var receipt = await host.SendAsync(request, published.Token);

        Assert.Equal("sent", receipt.State);
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task Row_49_a_second_machine_that_knows_nothing_finds_what_the_first_one_sent()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        await host.SendAsync(request, (await host.PublishAsync(request)).Token);
        var elsewhere = new Datamonger.Newsletter.Publishing.Mailchimp.MailchimpPublisher(
            host.Place(stateDirectory: host.StateDirectory + "-elsewhere")
        );

        var receipt = await elsewhere.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);

        Assert.Equal("sent", receipt.State);
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task Row_49_a_campaign_of_the_same_stamp_that_was_sent_elsewhere_stops_this_one()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var here = await host.PublishAsync(request);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        using var client = host.Client();
        var mine = await client.Api.GetCampaignAsync(here.Campaign!, TestContext.Current.CancellationToken);
        var other = await client.Api.CreateCampaignAsync(
            new Datamonger.Newsletter.Publishing.Mailchimp.CampaignBody
            {
                Type = "regular",
                Recipients = new() { ListId = mine.Recipients!.ListId },
                Settings = mine.Settings!,
            },
            TestContext.Current.CancellationToken
        );
        await client.Api.PutContentAsync(
            other.Id!,
            await client.Api.GetContentAsync(here.Campaign!, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken
        );
        await client.Api.SendAsync(other.Id!, TestContext.Current.CancellationToken);

        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(request, here.Token));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains(other.Id!, stopped.Message, StringComparison.Ordinal);
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task Row_50_a_kill_after_the_send_is_completed_without_another_call()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        var publisher = host.Publisher(path => new CrashingFile(path, new Kill(2, Kept.Everything), _ => { }));
        await Assert.ThrowsAsync<KilledException>(() =>
            publisher.SendAsync(request, new SendOptions { Token = token }, TestContext.Current.CancellationToken)
        );
        Assert.False(Directory.Exists(Path.Combine(host.StateDirectory, "sent", request.Slug)));

        var receipt = await host.SendAsync(request, token);

        Assert.Equal("sent", receipt.State);
        Assert.True(File.Exists(Path.Combine(host.StateDirectory, "sent", request.Slug, "figures.json")));
        Assert.Equal(1, host.Changes().Count(call => call.EndsWith("/actions/send", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Row_52_a_cancelled_run_begins_nothing_new_and_the_next_one_goes_on()
    {
        await using var host = await PublishingHost.StartAsync();
        for (var call = 1; call <= 14; call++)
        {
            var request = Requests.Of($"cancelled-at-{call}");
            using var cancel = new CancellationTokenSource();
            var seen = 0;
            var stopAt = call;
            host.Recorder = () =>
                new Before(
                    "",
                    () =>
                    {
                        if (Interlocked.Increment(ref seen) == stopAt)
                            cancel.Cancel();
                        return Task.CompletedTask;
                    }
                );
            try
            {
                var publisher = host.Publisher(stateDirectory: Flow.StateOf(host, request));
                var receipt = await publisher.PublishAsync(request, new PublishOptions(), cancel.Token);
                await publisher.SendAsync(request, new SendOptions { Token = receipt.Token }, cancel.Token);
            }
            catch (OperationCanceledException) { }
            host.Recorder = null;

            var end = await Flow.FinishAsync(host, request, Ending.Send);
            Flow.Judge(await Flow.LookAsync(host, request), end, $"cancelled at call {call}", request);
        }
    }

    private static Task<PublishReceipt> ActAsync(
        PublishingHost host,
        string verb,
        PublishRequest request,
        string? token,
        bool confirm = false
    ) => verb == "send" ? host.SendAsync(request, token, confirm) : host.ScheduleAsync(request, token, confirm: confirm);

    private sealed class Before(string path, Func<Task> run) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal))
                await run();
            cancellationToken.ThrowIfCancellationRequested();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
