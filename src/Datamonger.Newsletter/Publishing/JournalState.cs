using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing;

/// <summary>What a journal's lines add up to. An intent without its outcome stands here until its outcome is known.</summary>
internal sealed record JournalState
{
    /// <summary>No lines.</summary>
    public static readonly JournalState Empty = new();

    /// <summary>Whether there is any line.</summary>
    public bool IsEmpty { get; init; } = true;

    /// <summary>The one campaign that this journal may send.</summary>
    public string? Campaign { get; init; }

    /// <summary>A create whose outcome is not known.</summary>
    public JournalEntry? PendingCreate { get; init; }

    /// <summary>A push (settings, content) that was not seen through.</summary>
    public JournalEntry? PendingPush { get; init; }

    /// <summary>The last push, as Mailchimp gave it back.</summary>
    public JournalEntry? Pushed { get; init; }

    /// <summary>What a token may be given for: pushed, read back, intact, and complete by Mailchimp's checklist.</summary>
    public JournalEntry? Ready { get; init; }

    /// <summary>A schedule whose outcome is not known.</summary>
    public JournalEntry? PendingSchedule { get; init; }

    /// <summary>An unschedule whose outcome is not known.</summary>
    public JournalEntry? PendingUnschedule { get; init; }

    /// <summary>A send whose outcome is not known.</summary>
    public JournalEntry? PendingSend { get; init; }

    /// <summary>A schedule that was seen to stand.</summary>
    public JournalEntry? Scheduled { get; init; }

    /// <summary>A send that was seen to be taken on, or done. Final: no line takes it back.</summary>
    public JournalEntry? Sent { get; init; }

    /// <summary>
    /// Whether the campaign may have reached subscribers although no line says so: a send was asked for, or its time has come.
    /// </summary>
    public bool MayHaveBeenSent(DateTimeOffset now) =>
        PendingSend is not null || (Scheduled?.For ?? PendingSchedule?.For ?? DateTimeOffset.MaxValue) <= now;

    /// <summary>A resend's create whose outcome is not known.</summary>
    public JournalEntry? PendingResend { get; init; }

    /// <summary>The last time that somebody let something out before the release of its data.</summary>
    public JournalEntry? Lifted { get; init; }

    /// <summary>Hashes of pictures whose upload was begun and not seen through.</summary>
    public ImmutableHashSet<string> PendingImages { get; init; } = [];

    /// <summary>How often each intent was written.</summary>
    public ImmutableDictionary<JournalEvent, int> Attempts { get; init; } = ImmutableDictionary<JournalEvent, int>.Empty;

    /// <summary>The number of the next attempt of a kind, from 1.</summary>
    public int Next(JournalEvent intent) => Attempts.GetValueOrDefault(intent) + 1;

    /// <summary>The state one line later.</summary>
    public JournalState After(JournalEntry entry)
    {
        var state = (this with { IsEmpty = false, Attempts = Attempts.SetItem(entry.Event, Attempts.GetValueOrDefault(entry.Event) + 1) });
        return entry.Event switch
        {
            JournalEvent.CreateIntent => state with { PendingCreate = entry },
            JournalEvent.CreateVoid => state with { PendingCreate = null },
            JournalEvent.Created => state with { PendingCreate = null, Campaign = entry.Campaign },
            // What was pushed to the campaign before says nothing of this one.
            JournalEvent.Adopted => Empty with
            {
                IsEmpty = false,
                Attempts = state.Attempts,
                PendingImages = PendingImages,
                Lifted = Lifted,
                Campaign = entry.Campaign,
                Sent = state.Sent,
            },
            JournalEvent.ResendIntent => state with { PendingResend = entry },
            JournalEvent.ResendVoid => state with { PendingResend = null },
            JournalEvent.ResendCreated => state with { PendingResend = null, Campaign = entry.Campaign },
            JournalEvent.Abandoned => Empty with { IsEmpty = false, Attempts = state.Attempts, Sent = state.Sent },
            JournalEvent.EmbargoLifted => state with { Lifted = entry },
            JournalEvent.ImageIntent => state with { PendingImages = PendingImages.Add(entry.Image!) },
            JournalEvent.ImageUploaded => state with { PendingImages = PendingImages.Remove(entry.Image!) },
            JournalEvent.PushIntent => state with { PendingPush = entry, Ready = null },
            JournalEvent.Pushed => state with { PendingPush = null, Pushed = entry },
            JournalEvent.Ready => state with { Ready = entry },
            JournalEvent.ScheduleIntent => state with { PendingSchedule = entry },
            JournalEvent.ScheduleVoid => state with { PendingSchedule = null },
            JournalEvent.Scheduled => state with { PendingSchedule = null, Scheduled = entry },
            JournalEvent.UnscheduleIntent => state with { PendingUnschedule = entry },
            JournalEvent.Unscheduled => state with { PendingUnschedule = null, PendingSchedule = null, Scheduled = null },
            JournalEvent.SendIntent => state with { PendingSend = entry },
            JournalEvent.SendVoid => state with { PendingSend = null },
            JournalEvent.SendAccepted or JournalEvent.Sent => state with
            {
                PendingSend = null,
                PendingSchedule = null,
                PendingUnschedule = null,
                Scheduled = null,
                Sent = entry,
            },
            _ => state,
        };
    }
}
