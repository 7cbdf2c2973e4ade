using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing.Mailchimp;

namespace Datamonger.Newsletter.Publishing;

/// <summary>Where an issue stands.</summary>
internal enum PublishStage
{
    /// <summary>No campaign.</summary>
    None,

    /// <summary>A campaign was to be created, and none is to be seen (yet).</summary>
    CreateUnknown,

    /// <summary>A draft.</summary>
    Draft,

    /// <summary>A draft, and what became of a schedule is not known.</summary>
    ScheduleUnknown,

    /// <summary>A draft, and what became of a send is not known.</summary>
    SendUnknown,

    /// <summary>Waiting for its time.</summary>
    Scheduled,

    /// <summary>Being sent, or sent.</summary>
    Sent,

    /// <summary>What is remembered and what is seen contradict each other.</summary>
    NeedsReview,
}

/// <summary>
/// Where an issue stands, from what the journal remembers and what Mailchimp shows. Never stored: stored state and the truth
/// part company at the first crash.
/// </summary>
/// <param name="Campaign">The one campaign that may be sent.</param>
/// <param name="Adopt">Whether the journal does not know the campaign yet: it was found by its stamp.</param>
/// <param name="Leftovers">Other drafts that carry the stamp. They are never sent; <c>doctor</c> lists and removes them.</param>
/// <param name="Reason">Why a person must look.</param>
/// <param name="IsGone">Whether the campaign was sent, and does not exist at Mailchimp any more: what is known of it is what was
/// recorded.</param>
/// <param name="MayTakeOver">Whether a new draft may take the place of one that is gone: nothing of it can have reached anybody.</param>
internal sealed record PublishState(
    PublishStage Stage,
    Campaign? Campaign = null,
    bool Adopt = false,
    ImmutableArray<Campaign> Leftovers = default,
    string? Reason = null,
    bool IsGone = false,
    bool MayTakeOver = false
)
{
    private const string Draft = "save";

    /// <summary>Whether a campaign is still to be sent: a draft, whatever Mailchimp calls it.</summary>
    public static bool IsUnsent(Campaign campaign) => campaign.Status is Draft or "paused";

    /// <summary>Derives the state.</summary>
    /// <param name="journal">What is remembered.</param>
    /// <param name="remembered">The journal's campaign as Mailchimp shows it; null when it is gone, or there is none.</param>
    /// <param name="stamped">Every campaign that carries the issue's stamp.</param>
    /// <param name="recorded">What the workspace says was sent from this account.</param>
    /// <param name="now">Now, by Mailchimp's clock.</param>
    public static PublishState Derive(
        JournalState journal,
        Campaign? remembered,
        ImmutableArray<Campaign> stamped,
        SentRecord? recorded = null,
        DateTimeOffset now = default
    )
    {
        if (recorded is not null && (journal.Campaign ?? recorded.Campaign) != recorded.Campaign)
        {
            return Review(
                $"The issue was sent on {recorded.Sent.UtcDateTime:yyyy-MM-dd HH:mm} UTC by campaign {recorded.Campaign}, as its "
                    + $"sent.json says.",
                remembered
            ) with
            {
                Leftovers = [],
            };
        }
        var others = stamped
            .Where(campaign => campaign.Id != journal.Campaign)
            .OrderBy(campaign => campaign.CreateTime)
            .ThenBy(campaign => campaign.Id, StringComparer.Ordinal)
            .ToImmutableArray();
        var live = others.Where(campaign => campaign.Status != Draft).ToImmutableArray();
        var drafts = others.Where(campaign => campaign.Status == Draft).ToImmutableArray();
        var state = journal.Campaign is null
            ? Found(journal, live, drafts, recorded)
            : Known(journal, remembered, live, Older(remembered, drafts), recorded, now);
        if (journal.Campaign is not null)
            state = state with
            {
                // Where the oldest takes the place of the journal's own, that one is left over.
                Leftovers = state is { Adopt: true, Stage: PublishStage.Draft } ? [.. drafts.Remove(state.Campaign!), remembered!] : drafts,
            };
        return state.Leftovers.IsDefault ? state with { Leftovers = [] } : state;
    }

    private static PublishState Known(
        JournalState journal,
        Campaign? remembered,
        ImmutableArray<Campaign> live,
        Campaign? older,
        SentRecord? recorded,
        DateTimeOffset now
    )
    {
        if (remembered is null && journal.Sent is { } sent)
            return Gone(journal.Campaign!, sent.For ?? sent.At, sent.Recipients);
        if (remembered is null && recorded is not null)
            return Gone(recorded.Campaign, recorded.Sent, recorded.Recipients);
        if (remembered is null && journal.MayHaveBeenSent(now))
            return Review(
                $"The campaign {journal.Campaign} of the journal does not exist any more, and it may have been sent before it was deleted."
            );
        if (remembered is null)
            return Review($"The campaign {journal.Campaign} of the journal does not exist any more.") with { MayTakeOver = live.IsEmpty };
        if (!live.IsEmpty)
            return Review($"Another campaign carries this issue's stamp and is no draft: {Describe(live[0])}.", remembered);
        return remembered.Status switch
        {
            "sending" or "sent" => new PublishState(PublishStage.Sent, remembered),
            "archived" when journal.Sent is not null => new PublishState(PublishStage.Sent, remembered),
            "schedule" => new PublishState(PublishStage.Scheduled, remembered),
            Draft or "paused" when journal.Sent is not null => Review(
                $"The journal saw the campaign sent, and Mailchimp says \"{remembered.Status}\".",
                remembered
            ),
            // Some campaigns are seen as paused once their schedule has been taken back.
            "paused" when !journal.Attempts.ContainsKey(JournalEvent.UnscheduleIntent) => Review(
                "The campaign is paused, and nothing here paused it.",
                remembered
            ),
            Draft or "paused" when journal.PendingSend is not null => new PublishState(PublishStage.SendUnknown, remembered),
            Draft or "paused" when journal.PendingSchedule is not null => new PublishState(PublishStage.ScheduleUnknown, remembered),
            Draft or "paused" when older is not null => new PublishState(PublishStage.Draft, older, Adopt: true),
            Draft or "paused" => new PublishState(PublishStage.Draft, remembered),
            _ => Review($"The campaign's status is \"{ForeignText.Clean(remembered.Status ?? "")}\".", remembered),
        };
    }

    // Of several drafts every machine chooses the same one: the oldest. Ids decide between those of one second.
    private static Campaign? Older(Campaign? mine, ImmutableArray<Campaign> drafts) =>
        mine is not null
        && drafts is [var first, ..]
        && first.CreateTime is { } its
        && mine.CreateTime is { } own
        && (its < own || (its == own && string.CompareOrdinal(first.Id, mine.Id) < 0))
            ? first
            : null;

    private static PublishState Gone(string campaign, DateTimeOffset time, int? recipients) =>
        new(
            PublishStage.Sent,
            new Campaign
            {
                Id = campaign,
                Status = "sent",
                SendTime = time,
                EmailsSent = recipients,
            },
            IsGone: true
        );

    private static PublishState Found(
        JournalState journal,
        ImmutableArray<Campaign> live,
        ImmutableArray<Campaign> drafts,
        SentRecord? recorded
    )
    {
        if (recorded is not null && live.All(campaign => campaign.Id != recorded.Campaign))
        {
            return live.IsEmpty
                ? Gone(recorded.Campaign, recorded.Sent, recorded.Recipients) with
                {
                    Leftovers = drafts,
                }
                : Review($"The issue was sent by campaign {recorded.Campaign}, and another is no draft: {Describe(live[0])}.", live[0]);
        }
        if (live.IsEmpty && drafts.IsEmpty)
            return new PublishState(journal.PendingCreate is null ? PublishStage.None : PublishStage.CreateUnknown);
        if (live.IsEmpty)
            return new PublishState(PublishStage.Draft, drafts[0], Adopt: true, drafts[1..]);
        if (live.Length > 1)
            return Review(
                $"{live.Length} campaigns carry this issue's stamp and are no drafts: {string.Join("; ", live.Select(Describe))}."
            );
        if (journal.PendingCreate is not null)
            return Review(
                $"A campaign was being created, and one that carries its stamp is no draft any more: {Describe(live[0])}.",
                live[0]
            );
        return live[0].Status switch
        {
            "sending" or "sent" => new PublishState(PublishStage.Sent, live[0], Adopt: true, drafts),
            "schedule" => new PublishState(PublishStage.Scheduled, live[0], Adopt: true, drafts),
            _ => Review(
                $"The journal is missing, and the campaign that carries this issue's stamp is neither draft nor sent: {Describe(live[0])}.",
                live[0]
            ),
        };
    }

    private static PublishState Review(string reason, Campaign? campaign = null) => new(PublishStage.NeedsReview, campaign, Reason: reason);

    private static string Describe(Campaign campaign) => $"{campaign.Id} ({campaign.Status})";
}
