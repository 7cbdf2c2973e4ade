using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;

namespace Datamonger.Newsletter.Tests.Publishing.TwoMachines;

/// <summary>
/// The protocol of publish and send, two machines at once, as a model of calls: every interleaving, with one fault anywhere. Where an issue
/// stands is derived by the product's own <see cref="PublishState"/> from the product's own <see cref="JournalState"/>; the model replaces
/// Mailchimp and the order of calls alone.
/// </summary>
public sealed class ProtocolModelTests
{
    [Fact]
    public void A1_two_machines_in_every_interleaving_with_one_fault_send_once_at_most()
    {
        var (worlds, twice) = Model.Explore(looksOnceMore: true);

        Assert.Null(twice);
        Assert.True(worlds > 20_000, $"only {worlds} states: the model does not do what it should");
    }

    [Fact]
    public void A1_the_model_finds_the_second_send_of_a_protocol_that_does_not_look_for_other_drafts()
    {
        var (_, twice) = Model.Explore(looksOnceMore: false);

        Assert.NotNull(twice);
    }

    private enum Step
    {
        List,
        Get,
        Create,
        Resolve,
        Patch,
        Put,
        ReadBack,
        GateList,
        GateGet,
        GateRead,
        LastList,
        LastGet,
        Send,
        Look,
        Done,
    }

    private enum Deed
    {
        Create,
        Patch,
        Put,
        Send,
    }

    private sealed record Remote(int Number, string Claim, string Words, string Status)
    {
        public Campaign Shown =>
            new()
            {
                Id = Number.ToString("x10"),
                CreateTime = DateTimeOffset.UnixEpoch.AddSeconds(Number),
                Status = Status,
            };
    }

    private sealed record Effect(Deed Deed, string Machine, int Number);

    private sealed record Machine(string Name, Step Step, int Run, bool Again, JournalState Journal, ImmutableArray<Campaign> Listed)
    {
        public Machine Note(JournalEvent kind, int? campaign = null) =>
            this with
            {
                Journal = Journal.After(
                    new JournalEntry
                    {
                        Seq = 1,
                        Event = kind,
                        At = DateTimeOffset.UnixEpoch,
                        Host = Name,
                        Pid = 1,
                        Run = "1",
                        Prev = "0",
                        Campaign = campaign?.ToString("x10"),
                    }
                ),
            };

        public int Own => Convert.ToInt32(Journal.Campaign, 16);

        // What the next steps depend on.
        public string Summary =>
            $"{Step} {Run} {Again} {Journal.Campaign} {Journal.PendingCreate is not null} {Journal.PendingPush is not null} "
            + $"{Journal.Pushed is not null} {Journal.Ready is not null} {Journal.PendingSend is not null} {Journal.Sent is not null} "
            + string.Join(',', Listed.Select(campaign => campaign.Id + campaign.Status));
    }

    private sealed record World(
        ImmutableArray<Remote> Campaigns,
        ImmutableArray<Effect> Late,
        int Sends,
        bool Faulted,
        Machine One,
        Machine Two
    )
    {
        public Remote? Find(int number) => Campaigns.FirstOrDefault(campaign => campaign.Number == number);

        public World With(Machine machine) => machine.Name == One.Name ? this with { One = machine } : this with { Two = machine };

        public World After(Effect effect)
        {
            if (effect.Deed == Deed.Create)
                return this with { Campaigns = Campaigns.Add(new Remote(Campaigns.Length + 1, effect.Machine, "", "save")) };
            // A campaign that is not a draft refuses whatever is asked of it.
            if (Find(effect.Number) is not { Status: "save" } campaign)
                return this;
            return effect.Deed switch
            {
                Deed.Patch => this with { Campaigns = Campaigns.Replace(campaign, campaign with { Claim = effect.Machine }) },
                Deed.Put => this with { Campaigns = Campaigns.Replace(campaign, campaign with { Words = effect.Machine }) },
                _ => this with { Campaigns = Campaigns.Replace(campaign, campaign with { Status = "sent" }), Sends = Sends + 1 },
            };
        }

        public string Summary => $"{string.Join(';', Campaigns)}|{string.Join(';', Late)}|{Sends} {Faulted}|{One.Summary}|{Two.Summary}";
    }

    private sealed class Model(bool looksOnceMore)
    {
        private const int Runs = 2;

        public static (int Worlds, World? Twice) Explore(bool looksOnceMore)
        {
            var model = new Model(looksOnceMore);
            var first = new World([], [], 0, false, Start("aaaaaa"), Start("bbbbbb"));
            var seen = new HashSet<string>(StringComparer.Ordinal) { first.Summary };
            var open = new Stack<World>([first]);
            while (open.TryPop(out var world))
            {
                if (world.Sends > 1)
                    return (seen.Count, world);
                foreach (var next in model.Next(world))
                    if (seen.Add(next.Summary))
                        open.Push(next);
            }
            return (seen.Count, null);

            static Machine Start(string name) => new(name, Step.List, 1, false, JournalState.Empty, []);
        }

        private IEnumerable<World> Next(World world)
        {
            foreach (var late in world.Late)
                yield return world.After(late) with
                {
                    Late = world.Late.Remove(late),
                };
            foreach (var machine in new[] { world.One, world.Two })
            foreach (var next in Next(world, machine))
                yield return next;
        }

        private IEnumerable<World> Next(World world, Machine machine) =>
            machine.Step switch
            {
                Step.List => List(world, machine, Step.Get),
                Step.Get => Look(world, machine, (seen, state) => Begin(seen, state)),
                Step.Create => Call(
                    world,
                    machine,
                    new Effect(Deed.Create, machine.Name, 0),
                    after => machine.Note(JournalEvent.Created, after.Campaigns[world.Campaigns.Length].Number) with { Step = Step.Put },
                    machine with
                    {
                        Step = Step.Resolve,
                    }
                ),
                Step.Resolve => Resolve(world, machine),
                Step.Patch => Call(
                    world,
                    machine,
                    new Effect(Deed.Patch, machine.Name, machine.Own),
                    _ => machine with { Step = Step.Put },
                    machine
                ),
                Step.Put => Call(
                    world,
                    machine,
                    new Effect(Deed.Put, machine.Name, machine.Own),
                    _ => machine with { Step = Step.ReadBack },
                    machine
                ),
                Step.ReadBack => Read(world, machine, (seen, campaign) => ReadBack(seen, campaign)),
                Step.GateList => List(world, machine, Step.GateGet),
                Step.GateGet => Look(world, machine, (seen, state) => Passes(seen, state) ? seen with { Step = Step.GateRead } : End(seen)),
                Step.GateRead => Read(
                    world,
                    machine,
                    (seen, campaign) => IsMine(seen, campaign) ? seen with { Step = looksOnceMore ? Step.LastList : Step.Send } : End(seen)
                ),
                Step.LastList => List(world, machine, Step.LastGet),
                Step.LastGet => Look(
                    world,
                    machine,
                    (seen, state) =>
                        seen.Listed.Any(campaign => campaign.Id == seen.Journal.Campaign)
                        && Passes(seen, state)
                        && IsMine(seen, world.Find(seen.Own))
                            ? seen.Note(JournalEvent.SendIntent, seen.Own) with
                            {
                                Step = Step.Send,
                            }
                            : End(seen)
                ),
                Step.Send => Call(
                    world,
                    machine,
                    new Effect(Deed.Send, machine.Name, machine.Own),
                    _ => machine with { Step = Step.Look },
                    machine with
                    {
                        Step = Step.Look,
                    }
                ),
                Step.Look => Read(
                    world,
                    machine,
                    (seen, campaign) =>
                        campaign?.Status == "sent" ? seen.Note(JournalEvent.Sent, seen.Own) with { Step = Step.Done } : End(seen)
                ),
                _ => [],
            };

        // Everything is done again from the beginning, once: by an editor who reads "run it again", or after a kill.
        private static Machine End(Machine machine) =>
            machine.Run < Runs
                ? machine with
                {
                    Run = machine.Run + 1,
                    Step = Step.List,
                    Again = false,
                    Listed = [],
                }
                : machine with
                {
                    Step = Step.Done,
                    Listed = [],
                };

        private bool Passes(Machine machine, PublishState state) =>
            state is { Stage: PublishStage.Draft, Adopt: false }
            && (state.Leftovers.IsEmpty || !looksOnceMore)
            && machine.Journal is { Ready: not null, PendingPush: null };

        private static bool IsMine(Machine machine, Remote? campaign) =>
            campaign is not null && campaign.Claim == machine.Name && campaign.Words == machine.Name;

        private static Machine Begin(Machine machine, PublishState state) =>
            state.Stage switch
            {
                PublishStage.None => machine.Note(JournalEvent.CreateIntent) with { Step = Step.Create },
                PublishStage.CreateUnknown => machine with { Step = Step.Resolve },
                PublishStage.Draft when state.Adopt => machine.Note(JournalEvent.Adopted, Convert.ToInt32(state.Campaign!.Id, 16)) with
                {
                    Step = Step.Patch,
                },
                PublishStage.Draft => machine with { Step = Step.Patch },
                _ => End(machine),
            };

        private static Machine ReadBack(Machine machine, Remote? campaign)
        {
            if (campaign is null || campaign.Claim != machine.Name)
                return End(machine);
            if (campaign.Words == machine.Name)
                return machine.Note(JournalEvent.Pushed, machine.Own).Note(JournalEvent.Ready, machine.Own) with { Step = Step.GateList };
            return machine.Again ? End(machine) : machine with { Again = true, Step = Step.Patch };
        }

        private static IEnumerable<World> List(World world, Machine machine, Step then)
        {
            var all = world.Campaigns.Select(campaign => campaign.Shown).ToImmutableArray();
            yield return world.With(machine with { Listed = all, Step = then });
            if (world.Faulted)
                yield break;
            yield return (world with { Faulted = true }).With(End(machine));
            // A list that lags does not show the youngest yet.
            for (var known = 0; known < all.Length; known++)
                yield return (world with { Faulted = true }).With(machine with { Listed = all[..known], Step = then });
        }

        private static IEnumerable<World> Look(World world, Machine machine, Func<Machine, PublishState, Machine> then)
        {
            var remembered = machine.Journal.Campaign is null ? null : world.Find(machine.Own)?.Shown;
            var next = then(machine, PublishState.Derive(machine.Journal, remembered, machine.Listed));
            yield return world.With(next with { Listed = [] });
            if (!world.Faulted)
                yield return (world with { Faulted = true }).With(End(machine));
        }

        private static IEnumerable<World> Read(World world, Machine machine, Func<Machine, Remote?, Machine> then)
        {
            yield return world.With(then(machine, world.Find(machine.Own)));
            if (!world.Faulted)
                yield return (world with { Faulted = true }).With(End(machine));
        }

        private static IEnumerable<World> Resolve(World world, Machine machine)
        {
            foreach (var listed in List(world, machine, Step.Get))
            {
                var seen = listed.One.Name == machine.Name ? listed.One : listed.Two;
                var state = PublishState.Derive(seen.Journal, null, seen.Listed);
                yield return seen.Step != Step.Get
                    ? listed
                    : listed.With(
                        state.Stage switch
                        {
                            PublishStage.Draft => seen.Note(JournalEvent.Adopted, Convert.ToInt32(state.Campaign!.Id, 16)) with
                            {
                                Step = Step.Patch,
                                Listed = [],
                            },
                            PublishStage.CreateUnknown when !seen.Again => seen.Note(JournalEvent.CreateVoid)
                                .Note(JournalEvent.CreateIntent) with
                            {
                                Step = Step.Create,
                                Again = true,
                                Listed = [],
                            },
                            _ => End(seen),
                        }
                    );
            }
        }

        private static IEnumerable<World> Call(World world, Machine machine, Effect effect, Func<World, Machine> answered, Machine unknown)
        {
            var done = world.After(effect);
            yield return done.With(answered(done));
            if (world.Faulted)
                yield break;
            var (before, after) = (world with { Faulted = true }, done with { Faulted = true });
            yield return before.With(unknown);
            yield return after.With(unknown);
            yield return (before with { Late = before.Late.Add(effect) }).With(unknown);
            var twice = after.After(effect);
            yield return twice.With(answered(twice));
            // Killed before the call, or after it and before its outcome is written down.
            yield return before.With(End(machine));
            yield return after.With(End(machine));
        }
    }
}
