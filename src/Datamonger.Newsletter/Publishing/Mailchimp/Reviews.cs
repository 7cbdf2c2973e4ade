using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing.Contents;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What a person is told who must decide: the facts, and the commands to choose from.</summary>
internal static class Reviews
{
    /// <summary>Journal and Mailchimp contradict each other.</summary>
    public static PublishStoppedException Of(PublishSession session, PublishState state)
    {
        var slug = session.Request.Slug;
        return Failures.Review(
            state.Reason ?? "What the journal remembers and what Mailchimp shows do not fit together.",
            [.. Facts(session, state.Campaign), "Nothing was changed."],
            state.MayTakeOver
                ? [new NextStep($"publish {slug} --take-over", "if it was deleted on purpose: uses another draft, or starts one")]
                : [new NextStep($"status {slug}", "looks again")]
        );
    }

    /// <summary>Other drafts carry the issue's stamp: two machines made one each, or somebody copied one.</summary>
    public static PublishStoppedException OthersUnsent(PublishSession session, PublishState state)
    {
        var slug = session.Request.Slug;
        ImmutableArray<Campaign> all =
        [
            .. state.Leftovers.Append(state.Campaign!).OrderBy(campaign => campaign.CreateTime).ThenBy(campaign => campaign.Id),
        ];
        return Failures.Review(
            $"{all.Length} drafts carry this issue's stamp; while there is more than one, none is sent or scheduled.",
            [.. all.Select((campaign, place) => $"{(place == 0 ? "Keep" : "Delete")} {Describe(session, campaign)}"), "Nothing was sent."],
            new NextStep("doctor --fix", "asks, and deletes those of them that this machine made; the others are deleted at Mailchimp"),
            new NextStep($"publish {slug}", "after that, gives the token of the one that is left")
        );
    }

    /// <summary>Another machine has pushed to the draft since.</summary>
    public static PublishStoppedException ClaimedElsewhere(PublishSession session, Campaign campaign, string machine) =>
        Failures.Review(
            $"Another machine ({machine}) has published this draft since; this one is {session.Machine ?? "unknown to it"}.",
            [.. Facts(session, campaign), "Nothing was sent. Whoever publishes last sends."],
            new NextStep($"publish {session.Request.Slug}", "takes the draft over, if it still says what this machine pushed")
        );

    private static string Describe(PublishSession session, Campaign campaign)
    {
        var maker = CampaignStamp.Find(campaign.Settings?.Title)?.Machine;
        return $"{campaign.Id}, “{ForeignText.Clean(CampaignStamp.Bare(campaign.Settings?.Title ?? ""))}”, of "
            + $"{campaign.CreateTime?.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, last published by "
            + $"{(maker is null ? "an earlier version" : maker == session.Machine ? "this machine" : $"machine {maker}")}: "
            + $"{session.Client.Target.PageOf(campaign.WebId, campaign.Id)}";
    }

    /// <summary>Somebody changed the draft.</summary>
    public static PublishStoppedException Drift(PublishSession session, RemoteDraft draft, ImmutableArray<string> changes) =>
        Failures.Review(
            "The draft at Mailchimp is not as it was pushed: somebody changed it.",
            [.. changes, .. Facts(session, draft.Campaign), "Nothing was changed."],
            new NextStep($"publish {session.Request.Slug} --take-over", "replaces the draft with the issue as it is here")
        );

    /// <summary>Mailchimp stores something else than it was given.</summary>
    public static PublishStoppedException Altered(
        PublishSession session,
        Campaign campaign,
        IEnumerable<string> differences,
        KnownRewriting? behind
    ) =>
        Failures.Review(
            "Mailchimp stored something else than it was given, twice.",
            [
                .. differences,
                .. behind is null
                    ? Array.Empty<string>()
                    : [$"Mailchimp {behind.What} ({behind.Name}): {behind.Reason}", $"The way on: {behind.WayOn}"],
                .. Facts(session, campaign),
                "No token was given: what would be sent is not what was proofed.",
            ],
            new NextStep($"publish {session.Request.Slug}", "tries again")
        );

    /// <summary>Facts about a campaign.</summary>
    public static ImmutableArray<string> Facts(PublishSession session, Campaign? campaign)
    {
        var facts = ImmutableArray.CreateBuilder<string>();
        facts.Add($"Issue {session.Request.Slug} at {session.Target}, stamp {CampaignStamp.MarkOf(session.Key)}.");
        if (campaign is not null)
        {
            var time = campaign.SendTime is { } at ? $", time {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "";
            var sent = campaign.EmailsSent is > 0 ? $", {campaign.EmailsSent} sent" : "";
            facts.Add($"Campaign {campaign.Id}: status {ForeignText.Clean(campaign.Status ?? "unknown")}{time}{sent}.");
        }
        var journal = session.Journal.State;
        if (journal.PendingSend is { } send)
            facts.Add($"A send was begun at {send.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, and its outcome was never seen.");
        if (journal.PendingSchedule is { } schedule)
            facts.Add(
                $"A schedule for {schedule.For?.UtcDateTime:yyyy-MM-dd HH:mm} UTC was begun at "
                    + $"{schedule.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, and its outcome was never seen."
            );
        return facts.ToImmutable();
    }
}
