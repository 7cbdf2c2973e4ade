using System.Collections.Immutable;
using CsCheck;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>
/// Faults and kills anywhere in publish + send or schedule, then clean runs: nothing is sent twice, nothing is lost without a
/// person being told. One fault is placed everywhere; of two faults and a kill a sample is drawn, whose size
/// <c>DATAMONGER_FAULT_CASES</c> sets.
/// </summary>
public sealed class FaultPlacementTests
{
    private static readonly ImmutableArray<FaultKind> Kinds =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind is not (FaultKind.Slow or FaultKind.Rewrite)),
    ];

    private static int Sample => int.TryParse(Environment.GetEnvironmentVariable("DATAMONGER_FAULT_CASES"), out var cases) ? cases : 120;

    [Theory]
    [InlineData(Ending.Send)]
    [InlineData(Ending.Schedule)]
    public async Task One_fault_at_any_call_sends_nothing_twice_and_loses_nothing(object ending)
    {
        await using var host = await PublishingHost.StartAsync();
        var calls = await CountCallsAsync(host, (Ending)ending);
        for (var call = 1; call <= calls; call++)
        {
            foreach (var kind in Kinds) await RunAsync(host, new Case((Ending)ending, [new Placement(call, kind)], null));
        }
    }

    [Fact]
    public async Task Two_faults_and_a_kill_anywhere_send_nothing_twice_and_lose_nothing()
    {
        await using var host = await PublishingHost.StartAsync();
        var placement = Gen.Select(Gen.Int[1, 24], Gen.Int[0, Kinds.Length - 1], (call, kind) => new Placement(call, Kinds[kind]));
        var kill = Gen.Select(Gen.Bool, Gen.Int[1, 10], Gen.Enum<Kept>(), (killed, line, kept) => killed ? new Kill(line, kept) : null);
        var cases = Gen.Select(Gen.Enum<Ending>(), placement, placement, kill, (ending, first, second, some) => new Case(ending, [first, second], some));

        await cases.SampleAsync(one => RunAsync(host, one), iter: Sample, threads: 1);
    }

    private static async Task<int> CountCallsAsync(PublishingHost host, Ending ending)
    {
        var before = host.Sandbox.Requests.Entries.Length;
        await Flow.RunAsync(host.Publisher(stateDirectory: host.StateDirectory + "-count"), Requests.Of("count"), ending);
        return host.Sandbox.Requests.Entries.Length - before;
    }

    private static int _number;

    private static async Task RunAsync(PublishingHost host, Case one)
    {
        var request = Requests.Of($"case-{Interlocked.Increment(ref _number)}", pictures: 2);
        foreach (var (call, kind) in one.Placements)
        {
            // Short absences, so that the next run finds the server again.
            host.Sandbox.Faults.Add(new Fault { Kind = kind, Nth = call, After = kind == FaultKind.Late ? TimeSpan.FromSeconds(40) : TimeSpan.FromSeconds(3) });
        }
        CrashingFile? file = null;
        Func<string, IAppendOnlyFile>? open = one.Kill is { } kill ? path => file ??= new CrashingFile(path, kill, _ => { }) : null;
        try
        {
            await Flow.RunAsync(host.Publisher(open, Flow.StateOf(host, request)), request, one.Ending);
        }
        catch (Exception e) when (e is PublishStoppedException or KilledException)
        {
        }
        host.Sandbox.Faults.Clear();
        await host.Sandbox.TakeConnectionsAsync(TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));

        var end = await Flow.FinishAsync(host, request, one.Ending, one.ToString());

        Flow.Judge(await Flow.LookAsync(host, request), end, one.ToString(), request);
    }

    private sealed record Placement(int Call, FaultKind Kind);

    private sealed record Case(Ending Ending, ImmutableArray<Placement> Placements, Kill? Kill)
    {
        public override string ToString() => $"{Ending}, {string.Join(" and ", Placements.Select(placement => $"{FaultNames.Of(placement.Kind)} at call {placement.Call}"))}{(Kill is null ? "" : $", killed at line {Kill.Line} ({Kill.Kept})")}";
    }
}
