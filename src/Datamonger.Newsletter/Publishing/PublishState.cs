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
internal sealed record PublishState(PublishStage Stage, Campaign? Campaign = null, bool Adopt = false, ImmutableArray<Campaign> Leftovers = default, string? Reason = null)
{
    private const string Draft = "save";

    /// <summary>Derives the state.</summary>
    /// <param name="journal">What is remembered.</param>
    /// <param name="remembered">The journal's campaign as Mailchimp shows it; null when it is gone, or there is none.</param>
    /// <param name="stamped">Every campaign that carries the issue's stamp.</param>
    public static PublishState Derive(JournalState journal, Campaign? remembered, ImmutableArray<Campaign> stamped)
    {
        var others = stamped.Where(campaign => campaign.Id != journal.Campaign).OrderBy(campaign => campaign.CreateTime).ThenBy(campaign => campaign.Id, StringComparer.Ordinal).ToImmutableArray();
        var live = others.Where(campaign => campaign.Status != Draft).ToImmutableArray();
        var drafts = others.Where(campaign => campaign.Status == Draft).ToImmutableArray();
        var state = journal.Campaign is null ? Found(journal, live, drafts) : Known(journal, remembered, live) with { Leftovers = drafts };
        return state.Leftovers.IsDefault ? state with { Leftovers = [] } : state;
    }

    private static PublishState Known(JournalState journal, Campaign? remembered, ImmutableArray<Campaign> live)
    {
        if (remembered is null) return Review($"The campaign {journal.Campaign} of the journal does not exist any more.");
        if (!live.IsEmpty) return Review($"Another campaign carries this issue's stamp and is no draft: {Describe(live[0])}.", remembered);
        return remembered.Status switch
        {
            "sending" or "sent" => new PublishState(PublishStage.Sent, remembered),
            "archived" when journal.Sent is not null => new PublishState(PublishStage.Sent, remembered),
            "schedule" => new PublishState(PublishStage.Scheduled, remembered),
            Draft or "paused" when journal.Sent is not null => Review($"The journal saw the campaign sent, and Mailchimp says \"{remembered.Status}\".", remembered),
            // Some campaigns are seen as paused once their schedule has been taken back.
            "paused" when !journal.Attempts.ContainsKey(JournalEvent.UnscheduleIntent) => Review("The campaign is paused, and nothing here paused it.", remembered),
            Draft or "paused" when journal.PendingSend is not null => new PublishState(PublishStage.SendUnknown, remembered),
            Draft or "paused" when journal.PendingSchedule is not null => new PublishState(PublishStage.ScheduleUnknown, remembered),
            Draft or "paused" => new PublishState(PublishStage.Draft, remembered),
            _ => Review($"The campaign's status is \"{MailchimpProblem.Clean(remembered.Status ?? "")}\".", remembered),
        };
    }

    private static PublishState Found(JournalState journal, ImmutableArray<Campaign> live, ImmutableArray<Campaign> drafts)
    {
        if (live.IsEmpty && drafts.IsEmpty) return new PublishState(journal.PendingCreate is null ? PublishStage.None : PublishStage.CreateUnknown);
        if (live.IsEmpty) return new PublishState(PublishStage.Draft, drafts[0], Adopt: true, drafts[1..]);
        if (live.Length > 1) return Review($"{live.Length} campaigns carry this issue's stamp and are no drafts: {string.Join("; ", live.Select(Describe))}.");
        if (journal.PendingCreate is not null) return Review($"A campaign was being created, and one that carries its stamp is no draft any more: {Describe(live[0])}.", live[0]);
        return live[0].Status switch
        {
            "sending" or "sent" => new PublishState(PublishStage.Sent, live[0], Adopt: true, drafts),
            "schedule" => new PublishState(PublishStage.Scheduled, live[0], Adopt: true, drafts),
            _ => Review($"The journal is missing, and the campaign that carries this issue's stamp is neither draft nor sent: {Describe(live[0])}.", live[0]),
        };
    }

    private static PublishState Review(string reason, Campaign? campaign = null) => new(PublishStage.NeedsReview, campaign, Reason: reason);

    private static string Describe(Campaign campaign) => $"{campaign.Id} ({campaign.Status})";
}
