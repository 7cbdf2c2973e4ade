using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Schedules, sends, takes back. Each is called once: what is not heard of is looked for, and what is not seen either is left
/// to a person. Nothing here ever calls twice by itself.
/// </summary>
internal sealed class SendActions(PublishSession session, SendOptions options)
{
    private static readonly TimeSpan LongestSkew = TimeSpan.FromMinutes(5);
    private ImmutableArray<Campaign> _campaigns = [];

    /// <summary>Has the campaign sent at a time.</summary>
    public async Task<PublishReceipt> ScheduleAsync(string at, CancellationToken cancellationToken)
    {
        var (state, settled) = await SeeAsync(cancellationToken);
        var when = ReadTime(at, wasScheduled: state.Stage == PublishStage.Scheduled || settled?.Status == "schedule");
        if (settled is null && state.Stage == PublishStage.Scheduled)
            settled = state.Campaign;
        if (settled is { Status: "schedule" } && settled.SendTime != when)
            throw ScheduledOtherwise(settled, when);
        if (settled is not null)
            return settled.Status == "schedule"
                ? Receipts.Of(session, null, settled) with
                {
                    Notes = ["It is scheduled for that time already."],
                }
                : AlreadySent(state, settled);

        var embargo = new EmbargoGate(session);
        var isLifted = embargo.Pass(when, "it would be sent");
        var draft = await new SendGate(session, options).PassAsync(
            state,
            $"schedules it for {In(when)} ({session.Request.TimeZone})",
            cancellationToken
        );
        var (journal, id) = (session.Journal, draft.Campaign.Id!);
        cancellationToken.ThrowIfCancellationRequested();
        embargo.Record(isLifted);
        var intent = journal.Add(JournalEvent.ScheduleIntent, entry => Facts(entry, JournalEvent.ScheduleIntent) with { For = when });
        using var grace = new Grace(session.Place.Options, cancellationToken);
        var failure = await CallAsync(
            new PlannedCall("POST", $"/campaigns/{id}/actions/schedule", $"schedule it for {In(when)}"),
            token => session.Api.ScheduleAsync(id, new ScheduleBody { ScheduleTime = when }, token)
        );
        var campaign = await grace.FindOutAsync(
            session,
            "the schedule",
            token => new SendWatch(session).SettleAsync(intent, failure, token)
        );
        if (campaign.Status == "schedule" && campaign.SendTime != when)
            throw ScheduledOtherwise(campaign, when);
        return Receipts.Of(session, null, campaign) with
        {
            Notes = [.. grace.Notes],
            Next = [new NextStep($"unschedule {session.Request.Slug}{Edition}", "takes it back until then")],
            Diagnostics =
            [
                .. new[]
                {
                    ScheduleTime.Unusual(when, TimeZoneInfo.FindSystemTimeZoneById(session.Request.TimeZone), session.Request.Location),
                    NeighbourCheck.Find(session, _campaigns, journal.State.Ready?.Audience, journal.State.Ready?.Segment, when),
                }.OfType<Diagnostic>(),
            ],
        };
    }

    /// <summary>Sends now.</summary>
    public async Task<PublishReceipt> SendAsync(CancellationToken cancellationToken)
    {
        var (state, settled) = await SeeAsync(cancellationToken);
        if (settled is { Status: "schedule" } || state.Stage == PublishStage.Scheduled)
        {
            throw Failures.Review(
                "The campaign is scheduled; what is scheduled is not sent by hand too.",
                Reviews.Facts(session, settled ?? state.Campaign),
                new NextStep($"unschedule {session.Request.Slug}{Edition}", "takes the schedule back")
            );
        }
        if (settled is not null)
            return AlreadySent(state, settled);

        var embargo = new EmbargoGate(session);
        var isLifted = embargo.PassNow("it would be sent");
        var draft = await new SendGate(session, options).PassAsync(state, "sends it now", cancellationToken);
        var (journal, id) = (session.Journal, draft.Campaign.Id!);
        cancellationToken.ThrowIfCancellationRequested();
        embargo.Record(isLifted);
        var intent = journal.Add(JournalEvent.SendIntent, entry => Facts(entry, JournalEvent.SendIntent));
        using var grace = new Grace(session.Place.Options, cancellationToken);
        var failure = await CallAsync(
            new PlannedCall("POST", $"/campaigns/{id}/actions/send", "send it"),
            token => session.Api.SendAsync(id, token)
        );
        var watch = new SendWatch(session);
        var campaign = await grace.FindOutAsync(session, "the send", token => watch.SettleAsync(intent, failure, token));
        try
        {
            campaign = await watch.FollowAsync(campaign, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is being sent, which is known; that it has been sent, the next command sees.
        }
        return Receipts.Of(session, null, campaign) with { Notes = [.. grace.Notes] };
    }

    private PublishReceipt AlreadySent(PublishState state, Campaign settled) =>
        Receipts.Sent(session, null, state with { Campaign = settled }) with
        {
            Notes = [.. Receipts.SentNotes(session, state, "It has been sent already.")],
        };

    /// <summary>Takes a schedule back.</summary>
    public async Task<PublishReceipt> UnscheduleAsync(CancellationToken cancellationToken)
    {
        var (state, settled) = await SeeAsync(cancellationToken, settle: false);
        if (settled is not null || state.Stage == PublishStage.Sent)
        {
            throw Failures.Review("It is too late: the campaign has been sent.", Reviews.Facts(session, settled ?? state.Campaign));
        }
        var journal = session.Journal;
        if (state is not { Stage: PublishStage.Scheduled, Campaign.Id: { } id })
        {
            if (state.Stage is PublishStage.None or PublishStage.CreateUnknown)
                throw SendGate.NotPublished(session);
            if (
                journal.State.Scheduled is not null
                || journal.State.PendingUnschedule is not null
                || journal.State.PendingSchedule is not null
            )
                journal.Add(JournalEvent.Unscheduled, entry => entry with { Reason = "seen as a draft" });
            return Receipts.Of(session, null, state.Campaign!) with { Notes = ["It is not scheduled."] };
        }
        new SendWatch(session).RecordScheduled(state);
        cancellationToken.ThrowIfCancellationRequested();
        journal.Add(
            JournalEvent.UnscheduleIntent,
            entry => entry with { N = journal.State.Next(JournalEvent.UnscheduleIntent), Campaign = id }
        );
        using var grace = new Grace(session.Place.Options, cancellationToken);
        var failure = await CallAsync(
            new PlannedCall("POST", $"/campaigns/{id}/actions/unschedule", "take the schedule back"),
            token => session.Api.UnscheduleAsync(id, token)
        );
        var campaign = await grace.FindOutAsync(
            session,
            "the unschedule",
            until =>
                session.LookForAsync(
                    "that it is a draft again",
                    session.Place.Options.Time.GetUtcNow(),
                    async token => await session.Api.GetCampaignAsync(id, token) is { Status: not "schedule" } seen ? seen : null,
                    until
                )
        );
        if (campaign is null)
            throw failure is null
                ? new PublishStoppedException(PublishOutcome.Unknown, "Mailchimp took the call, and still shows the campaign as scheduled.")
                {
                    Facts = ["Running the command again is safe."],
                }
                : Failures.Of(failure);
        if (campaign.Status is not ("save" or "paused"))
            throw Failures.Review("It is too late: the campaign is no longer waiting.", Reviews.Facts(session, campaign));
        journal.Add(JournalEvent.Unscheduled, entry => entry with { Campaign = id });
        return Receipts.Of(session, null, campaign) with
        {
            Next = [new NextStep($"publish {session.Request.Slug}", "brings the draft to the issue as it is now")],
        };
    }

    private string Edition => options.Edition is null ? "" : $" --{options.Edition}";

    // Looks where the issue stands, and first clears up what an earlier run left in doubt.
    private async Task<(PublishState State, Campaign? Settled)> SeeAsync(CancellationToken cancellationToken, bool settle = true)
    {
        await session.Api.PingAsync(cancellationToken);
        _campaigns = await CampaignSurvey.ReadCampaignsAsync(session, cancellationToken);
        var state = await CampaignSurvey.ReadStateAsync(session, _campaigns, cancellationToken);
        var watch = new SendWatch(session);
        switch (state.Stage)
        {
            case PublishStage.NeedsReview:
                throw Reviews.Of(session, state);
            case PublishStage.Sent:
                watch.RecordSent(state);
                return (state, state.Campaign);
            case PublishStage.Scheduled when settle:
                watch.RecordScheduled(state);
                return (state, null);
            case PublishStage.ScheduleUnknown or PublishStage.SendUnknown when settle:
                var seen = await watch.SettleEarlierAsync(state, options.ConfirmNotSent, cancellationToken);
                return (seen is null ? state with { Stage = PublishStage.Draft } : state, seen);
            default:
                return (state, null);
        }
    }

    private DateTimeOffset ReadTime(string at, bool wasScheduled)
    {
        var (clock, request) = (session.Client.Clock, session.Request);
        if (clock.Skew.Duration() > LongestSkew)
        {
            throw new PublishStoppedException(
                PublishOutcome.Usage,
                $"This machine's clock is {clock.Skew.Duration().TotalMinutes:0} minutes "
                    + $"{(clock.Skew > TimeSpan.Zero ? "behind" : "ahead of")} Mailchimp's."
            )
            {
                Facts = ["A time that is meant and the time that is taken could differ. Set the clock, then schedule."],
            };
        }
        var diagnostics = new DiagnosticBag();
        // A time that is scheduled already may have come nearer than a new one may be.
        var now = wasScheduled ? DateTimeOffset.MinValue.AddDays(1) : clock.Now;
        return ScheduleTime.Read(at, TimeZoneInfo.FindSystemTimeZoneById(request.TimeZone), now, request.Location, diagnostics)
            ?? throw Failures.Invalid(diagnostics.ToImmutable());
    }

    private JournalEntry Facts(JournalEntry entry, JournalEvent intent)
    {
        var ready = session.Journal.State.Ready!;
        return entry with
        {
            N = session.Journal.State.Next(intent),
            Campaign = session.Journal.State.Campaign,
            Content = ready.Content,
            Audience = ready.Audience,
            Segment = ready.Segment,
            Recipients = ready.Recipients,
        };
    }

    // From its first byte a call that acts is not given up: whoever asks to stop waits for its answer, or for its time limit.
    private async Task<MailchimpException?> CallAsync(PlannedCall planned, Func<CancellationToken, Task> call)
    {
        session.Note(planned);
        try
        {
            await call(CancellationToken.None);
            return null;
        }
        catch (MailchimpException failure)
        {
            return failure;
        }
    }

    private PublishStoppedException ScheduledOtherwise(Campaign campaign, DateTimeOffset when) =>
        Failures.Review(
            $"The campaign is scheduled for {(campaign.SendTime is { } other ? In(other) : "an unknown time")}, not for {In(when)}.",
            Reviews.Facts(session, campaign),
            new NextStep($"unschedule {session.Request.Slug}{Edition}", "takes that schedule back")
        );

    private string In(DateTimeOffset moment) => ScheduleTime.In(moment, TimeZoneInfo.FindSystemTimeZoneById(session.Request.TimeZone));
}
