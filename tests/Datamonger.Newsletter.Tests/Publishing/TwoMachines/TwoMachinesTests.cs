using System.Collections.Immutable;
using CsCheck;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing.TwoMachines;

/// <summary>Two clones of a workspace, each with journals of its own, and one Mailchimp.</summary>
public sealed class TwoMachinesTests
{
    private const int Schedules = 300;
    private static int _number;

    private static readonly ImmutableArray<FaultKind> Kinds =
    [
        .. Enum.GetValues<FaultKind>()
            .Where(kind => kind is not (FaultKind.Slow or FaultKind.Rewrite or FaultKind.Hang or FaultKind.Refuse)),
    ];

    [Fact]
    public async Task A1_two_drafts_made_at_once_are_both_held_and_the_older_goes_once_the_other_is_gone()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of(pictures: 0);
        var (one, two) = (new Clone(host, "one"), new Clone(host, "two"));
        // Each looks before the other has created.
        var turns = new Turns(host);
        var (first, second) = (turns.Start(0, () => one.PublishAsync(request)), turns.Start(1, () => two.PublishAsync(request)));
        await turns.RunAsync([.. Enumerable.Range(0, 60).Select(call => call % 2 == 0)]);
        var receipts = new[] { await first, await second };
        Assert.All(receipts, receipt => Assert.NotNull(receipt.Token));
        Assert.Equal(2, host.Effects("campaign.create"));

        var stopped = await PublishingHost.StopsAsync(() => one.SendAsync(request, receipts[0].Token));
        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.StartsWith("2 drafts carry this issue's stamp", stopped.Message, StringComparison.Ordinal);
        Assert.Contains(stopped.Facts, fact => fact.StartsWith("Keep ", StringComparison.Ordinal));
        await PublishingHost.StopsAsync(() => two.SendAsync(request, receipts[1].Token));
        await PublishingHost.StopsAsync(() => two.ScheduleAsync(request, receipts[1].Token));
        Assert.Equal(0, host.Effects("campaign.send") + host.Effects("campaign.schedule"));

        // Both machines now mean the same draft; the other is deleted at Mailchimp.
        var kept = new[] { await one.PublishAsync(request), await two.PublishAsync(request) };
        var campaign = Assert.Single(kept.Select(receipt => receipt.Campaign).Distinct())!;
        using var client = host.Client();
        foreach (var draft in (await Flow.LookAsync(host, request)).Stamped.Where(draft => draft.Id != campaign))
            await client.Api.DeleteCampaignAsync(draft.Id!, TestContext.Current.CancellationToken);
        var claimed = await PublishingHost.StopsAsync(() => one.SendAsync(request, kept[0].Token));
        Assert.Contains("has published this draft since", claimed.Message, StringComparison.Ordinal);
        Assert.Equal("sent", (await two.SendAsync(request, (await two.PublishAsync(request)).Token)).State);
        Assert.Equal("sent", (await one.PublishAsync(request)).State);
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task A1_a_machine_whose_draft_another_one_published_since_does_not_send_it()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of(pictures: 0);
        var (one, two) = (new Clone(host, "one"), new Clone(host, "two"));
        var mine = await one.PublishAsync(request);

        var theirs = await two.PublishAsync(request);
        var stopped = await PublishingHost.StopsAsync(() => one.SendAsync(request, mine.Token));

        Assert.Equal(mine.Campaign, theirs.Campaign);
        Assert.Contains(theirs.Notes, note => note.Contains("takes it over", StringComparison.Ordinal));
        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Equal("publish 2027-03-caseloads", Assert.Single(stopped.Next).Command);
        Assert.Equal("sent", (await one.SendAsync(request, (await one.PublishAsync(request)).Token)).State);
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task A1_a_copy_that_a_colleague_made_of_the_draft_holds_the_send()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox-us0");
        using var copied = await client.PostAsync(
            new Uri(host.Sandbox.Address, $"3.0/campaigns/{published.Campaign}/actions/replicate"),
            null,
            TestContext.Current.CancellationToken
        );
        copied.EnsureSuccessStatusCode();

        var stopped = await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, published.Token));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains(stopped.Facts, fact => fact.Contains("(copy 01)", StringComparison.Ordinal));
        Assert.Equal(0, host.Effects("campaign.schedule"));
    }

    [Fact]
    public async Task A1_drawn_schedules_of_two_machines_with_one_fault_send_once_at_most()
    {
        await using var host = await PublishingHost.StartAsync();
        var cases = Gen.Select(
            Gen.Bool.Array[70],
            Gen.Bool.Array[70],
            Gen.Int[1, 50],
            Gen.Int[0, Kinds.Length],
            (first, second, call, kind) => new Case([.. first], [.. second], call, kind == Kinds.Length ? null : Kinds[kind])
        );

        await cases.SampleAsync(one => RunAsync(host, one), iter: Schedules, threads: 1);
    }

    private static async Task RunAsync(PublishingHost host, Case one)
    {
        var number = Interlocked.Increment(ref _number);
        var request = Requests.Of($"drawn-{number}", pictures: 0);
        Clone[] clones = [new(host, $"{number}-one"), new(host, $"{number}-two")];
        if (one.Kind is { } kind)
            host.Sandbox.Faults.Add(
                new Fault
                {
                    Kind = kind,
                    Nth = one.Call,
                    After = TimeSpan.FromSeconds(kind == FaultKind.Late ? 40 : 3),
                }
            );
        foreach (var schedule in new[] { one.First, one.Second })
        {
            var turns = new Turns(host);
            var runs = clones.Select((clone, place) => turns.Start(place, () => PublishAndSendAsync(clone, request))).ToList();
            await turns.RunAsync(schedule);
            await Task.WhenAll(runs);
            host.Time.Advance(TimeSpan.FromMinutes(2));
        }
        host.Sandbox.Faults.Clear();
        await host.Sandbox.TakeConnectionsAsync(TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));

        var remains = await Flow.LookAsync(host, request);

        Assert.True(remains.Sends <= 1, $"{one}: sent {remains.Sends} times");
        using var client = host.Client();
        foreach (var campaign in remains.Stamped)
            await client.Api.DeleteCampaignAsync(campaign.Id!, TestContext.Current.CancellationToken);
    }

    private static async Task<string> PublishAndSendAsync(Clone clone, PublishRequest request)
    {
        try
        {
            var receipt = await clone.PublishAsync(request);
            return receipt.Token is { } token ? (await clone.SendAsync(request, token)).State : receipt.State;
        }
        catch (PublishStoppedException stopped)
        {
            return stopped.Message;
        }
    }

    private sealed record Case(ImmutableArray<bool> First, ImmutableArray<bool> Second, int Call, FaultKind? Kind)
    {
        public override string ToString() =>
            $"{string.Concat(First.Select(turn => turn ? '1' : '2'))} {string.Concat(Second.Select(turn => turn ? '1' : '2'))}, "
            + $"{Kind} at call {Call}";
    }

    private sealed class Clone(PublishingHost host, string name)
    {
        private MailchimpPublisher Publisher => host.Publisher(stateDirectory: $"{host.StateDirectory}-{name}");

        public Task<PublishReceipt> PublishAsync(PublishRequest request) =>
            Publisher.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);

        public Task<PublishReceipt> SendAsync(PublishRequest request, string? token) =>
            Publisher.SendAsync(request, new SendOptions { Token = token }, TestContext.Current.CancellationToken);

        public Task<PublishReceipt> ScheduleAsync(PublishRequest request, string? token) =>
            Publisher.ScheduleAsync(request, "2027-06-01 12:00", new SendOptions { Token = token }, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets one call of one of two publishers through at a time, in a given order.</summary>
    private sealed class Turns(PublishingHost host)
    {
        private readonly AsyncLocal<int> _who = new();
        private readonly TaskCompletionSource<TaskCompletionSource>[] _waiting = [New(), New()];
        private readonly Task[] _runs = [Task.CompletedTask, Task.CompletedTask];

        public Task<T> Start<T>(int who, Func<Task<T>> run)
        {
            host.Recorder = () => new Barrier(this);
            var task = Task.Run(() =>
            {
                _who.Value = who;
                return run();
            });
            _runs[who] = task;
            return task;
        }

        public async Task RunAsync(ImmutableArray<bool> order)
        {
            for (var call = 0; ; call++)
            {
                // Whoever has not ended stands before a call.
                var here = new bool[2];
                foreach (var who in new[] { 0, 1 })
                    here[who] = await Task.WhenAny(_waiting[who].Task, _runs[who]) == _waiting[who].Task;
                if (!here[0] && !here[1])
                    break;
                var next = here[0] && (!here[1] || order[call % order.Length]) ? 0 : 1;
                var go = await _waiting[next].Task;
                _waiting[next] = New();
                go.SetResult();
            }
            host.Recorder = null;
        }

        private static TaskCompletionSource<TaskCompletionSource> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private sealed class Barrier(Turns turns) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                turns._waiting[turns._who.Value].SetResult(go);
                await go.Task;
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
