using System.Collections.Immutable;
using CsCheck;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>
/// Faults and kills anywhere in publish + send or schedule, then clean runs: nothing is sent twice, nothing is lost without a
/// person being told. One fault is placed at every call. Of two faults and a kill a sample is drawn, of the size that
/// <c>DATAMONGER_FAULT_CASES</c> sets; <c>DATAMONGER_FAULT_CASES=all</c> places every two.
/// </summary>
public abstract class FaultPlacementTests
{
    private const int DefaultSample = 60;

    private static readonly ImmutableArray<FaultKind> Kinds =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind is not (FaultKind.Slow or FaultKind.Rewrite)),
    ];

    // A GET has no effect that could come before the fault, after it, twice or late: each of these has a twin among the others.
    private static readonly ImmutableArray<FaultKind> KindsOfGets =
    [
        .. Kinds.Except([
            FaultKind.ServerErrorAfter,
            FaultKind.BadGatewayAfter,
            FaultKind.LostRequest,
            FaultKind.Duplicate,
            FaultKind.Late,
        ]),
    ];

    private static int _number;

    private static string? Wish => Environment.GetEnvironmentVariable("DATAMONGER_FAULT_CASES");

    private protected abstract Ending Ending { get; }

    [Fact]
    public async Task One_fault_at_any_call_sends_nothing_twice_and_loses_nothing()
    {
        await using var host = await PublishingHost.StartAsync();
        foreach (var placement in await PlacementsAsync(host))
            await RunAsync(host, new Case(Ending, [placement], null));
    }

    [Fact]
    public async Task Two_faults_and_a_kill_anywhere_send_nothing_twice_and_lose_nothing()
    {
        await using var host = await PublishingHost.StartAsync();
        var placements = await PlacementsAsync(host);
        if (Wish == "all")
        {
            foreach (var first in placements)
            {
                foreach (var second in placements.Where(second => second.Call > first.Call))
                    await RunAsync(host, new Case(Ending, [first, second], null));
            }
            return;
        }
        var placement = Gen.Int[0, placements.Length - 1].Select(i => placements[i]);
        var kill = Gen.Select(Gen.Bool, Gen.Int[1, 12], Gen.Enum<Kept>(), (killed, line, kept) => killed ? new Kill(line, kept) : null);
        var cases = Gen.Select(placement, placement, kill, (first, second, some) => new Case(Ending, [first, second], some));

        await cases.SampleAsync(one => RunAsync(host, one), iter: int.TryParse(Wish, out var wished) ? wished : DefaultSample, threads: 1);
    }

    /// <summary>Each kind of fault at each call of a run without faults, and at the two calls that a repeated one adds.</summary>
    private async Task<ImmutableArray<Placement>> PlacementsAsync(PublishingHost host)
    {
        host.Sandbox.Requests.Clear();
        await Flow.RunAsync(
            host.Publisher(stateDirectory: host.StateDirectory + "-count"),
            Requests.Of("count", pictures: 2, ownPictures: true),
            Ending
        );
        ImmutableArray<string> methods = [.. host.Sandbox.Requests.Entries.Select(entry => entry.Method), "POST", "POST"];
        await ClearAsync(host);
        return [.. methods.SelectMany((method, i) => (method == "GET" ? KindsOfGets : Kinds).Select(kind => new Placement(i + 1, kind)))];
    }

    private static async Task RunAsync(PublishingHost host, Case one)
    {
        var request = Requests.Of($"case-{Interlocked.Increment(ref _number)}", pictures: 2, ownPictures: true);
        foreach (var (call, kind) in one.Placements)
        {
            // Short absences, so that the next run finds the server again.
            host.Sandbox.Faults.Add(
                new Fault
                {
                    Kind = kind,
                    Nth = call,
                    After = kind == FaultKind.Late ? TimeSpan.FromSeconds(40) : TimeSpan.FromSeconds(3),
                }
            );
        }
        CrashingFile? file = null;
        Func<string, IAppendOnlyFile>? open = one.Kill is { } kill ? path => file ??= new CrashingFile(path, kill, _ => { }) : null;
        try
        {
            await Flow.RunAsync(host.Publisher(open, Flow.StateOf(host, request)), request, one.Ending);
        }
        catch (Exception e) when (e is PublishStoppedException or KilledException) { }
        host.Sandbox.Faults.Clear();
        await host.Sandbox.TakeConnectionsAsync(TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));

        var end = await Flow.FinishAsync(host, request, one.Ending, one.ToString());

        Flow.Judge(await Flow.LookAsync(host, request), end, one.ToString(), request);
        await ClearAsync(host);
    }

    // Every run lists all campaigns: hundreds of finished cases would make each next one slower.
    private static async Task ClearAsync(PublishingHost host)
    {
        using var client = host.Client();
        foreach (var campaign in await CampaignSurvey.ReadCampaignsAsync(client.Api, TestContext.Current.CancellationToken))
        {
            if (campaign.Status == "schedule")
                await client.Api.UnscheduleAsync(campaign.Id!, TestContext.Current.CancellationToken);
            await client.Api.DeleteCampaignAsync(campaign.Id!, TestContext.Current.CancellationToken);
        }
    }

    private sealed record Placement(int Call, FaultKind Kind);

    private sealed record Case(Ending Ending, ImmutableArray<Placement> Placements, Kill? Kill)
    {
        public override string ToString() =>
            $"{Ending}, {string.Join(" and ", Placements.Select(placement => $"{FaultNames.Of(placement.Kind)} at call {placement.Call}"))}{(Kill is null ? "" : $", killed at line {Kill.Line} ({Kill.Kept})")}";
    }
}

/// <summary>Faults in publish, then send.</summary>
public sealed class FaultsBeforeASendTests : FaultPlacementTests
{
    private protected override Ending Ending => Ending.Send;
}

/// <summary>Faults in publish, then schedule.</summary>
public sealed class FaultsBeforeAScheduleTests : FaultPlacementTests
{
    private protected override Ending Ending => Ending.Schedule;
}
