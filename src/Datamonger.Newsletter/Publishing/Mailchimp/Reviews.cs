using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What a person is told who must decide: the facts, and the commands to choose from.</summary>
internal static class Reviews
{
    /// <summary>Journal and Mailchimp contradict each other.</summary>
    public static PublishStoppedException Of(PublishSession session, PublishState state)
    {
        var slug = session.Request.Slug;
        var gone = state.Campaign is null && session.Journal.State.Campaign is not null;
        return Failures.Review(
            state.Reason ?? "What the journal remembers and what Mailchimp shows do not fit together.",
            [.. Facts(session, state.Campaign), "Nothing was changed."],
            gone
                ? [new NextStep($"publish {slug} --take-over", "if it was deleted on purpose: starts a new draft")]
                : [new NextStep($"status {slug}", "looks again")]);
    }

    /// <summary>Somebody changed the draft.</summary>
    public static PublishStoppedException Drift(PublishSession session, RemoteDraft draft, ImmutableArray<string> changes) => Failures.Review(
        "The draft at Mailchimp is not as it was pushed: somebody changed it.",
        [.. changes, .. Facts(session, draft.Campaign), "Nothing was changed."],
        new NextStep($"publish {session.Request.Slug} --take-over", "replaces the draft with the issue as it is here"));

    /// <summary>Mailchimp stores something else than it was given.</summary>
    public static PublishStoppedException Altered(PublishSession session, Campaign campaign, IEnumerable<string> differences) => Failures.Review(
        "Mailchimp stored something else than it was given, twice.",
        [.. differences, .. Facts(session, campaign), "No token was given: what would be sent is not what was proofed."],
        new NextStep($"publish {session.Request.Slug}", "tries again"));

    /// <summary>Facts about a campaign.</summary>
    public static ImmutableArray<string> Facts(PublishSession session, Campaign? campaign)
    {
        var facts = ImmutableArray.CreateBuilder<string>();
        facts.Add($"Issue {session.Request.Slug} at {session.Target}, stamp [nl:{session.Key}].");
        if (campaign is not null)
        {
            var time = campaign.SendTime is { } at ? $", time {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "";
            var sent = campaign.EmailsSent is > 0 ? $", {campaign.EmailsSent} sent" : "";
            facts.Add($"Campaign {campaign.Id}: status {MailchimpProblem.Clean(campaign.Status ?? "unknown")}{time}{sent}.");
        }
        var journal = session.Journal.State;
        if (journal.PendingSend is { } send) facts.Add($"A send was begun at {send.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, and its outcome was never seen.");
        if (journal.PendingSchedule is { } schedule) facts.Add($"A schedule for {schedule.For?.UtcDateTime:yyyy-MM-dd HH:mm} UTC was begun at {schedule.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, and its outcome was never seen.");
        return facts.ToImmutable();
    }
}
