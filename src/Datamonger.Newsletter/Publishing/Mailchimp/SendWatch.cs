using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Finds out what became of a schedule or a send, by looking and never by asking again.</summary>
internal sealed class SendWatch(PublishSession session)
{
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(15);

    // Ten minutes in all: Mailchimp's status follows its answers with some delay.
    private static readonly ImmutableArray<int> Waits = [0, 2, 5, 10, 30, 60, 120, 180, 180];
    private static readonly ImmutableArray<int> OneLook = [0];

    /// <summary>Settles a call that was just made.</summary>
    /// <param name="failure">How it failed; null when it was answered well.</param>
    /// <returns>The campaign, scheduled, sending or sent.</returns>
    public async Task<Campaign> SettleAsync(JournalEntry intent, MailchimpException? failure, CancellationToken cancellationToken)
    {
        var certain = failure is not null && failure.Fate != CallFate.Unknown;
        if (failure is not null)
            session.Tell($"{failure.Message} Looking at the campaign's status.");
        if (await LookAsync(intent, certain ? OneLook : Waits, cancellationToken) is { } campaign)
            return campaign;
        if (!certain)
            throw Unsettled();
        Void(intent, failure!.Fate.ToString());
        throw failure.Fate == CallFate.Refused ? await ExplainAsync(failure, intent.Campaign!, cancellationToken) : Failures.Of(failure);
    }

    /// <summary>Settles what an earlier run left in doubt.</summary>
    /// <param name="confirmed">A person says that it was not sent.</param>
    /// <returns>The campaign when it is past being a draft; null when the earlier attempt is void, and there may be another.</returns>
    public async Task<Campaign?> SettleEarlierAsync(PublishState state, bool confirmed, CancellationToken cancellationToken)
    {
        var journal = session.Journal.State;
        var intent = journal.PendingSend ?? journal.PendingSchedule!;
        if (!confirmed)
        {
            return await LookAsync(intent, Waits, cancellationToken) ?? throw Unsettled();
        }
        var time = session.Place.Options.Time;
        if (time.GetUtcNow() - intent.At < LeastAge)
        {
            throw new PublishStoppedException(
                PublishOutcome.Usage,
                $"It is too early to say that it was not sent: wait until {(intent.At + LeastAge).UtcDateTime:HH:mm:ss} UTC, and look "
                    + $"at Mailchimp."
            )
            {
                Facts = Reviews.Facts(session, state.Campaign),
            };
        }
        // A second look, some seconds after the first, before a person's word is taken.
        await Task.Delay(TimeSpan.FromSeconds(5), time, cancellationToken);
        if (await LookAsync(intent, OneLook, cancellationToken) is { } late)
            return late;
        if (journal.PendingSend is { } send)
            Void(send, "a person confirmed that it was not sent");
        if (journal.PendingSchedule is { } schedule)
            Void(schedule, "a person confirmed that it was not scheduled");
        return null;
    }

    /// <summary>Waits until a campaign that is being sent has been sent; gives up after ten minutes, which changes nothing.</summary>
    public async Task<Campaign> FollowAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        if (campaign.Status != "sending")
            return campaign;
        var id = campaign.Id!;
        var sent = await session.LookForAsync(
            "that it has been sent",
            session.Place.Options.Time.GetUtcNow(),
            Waits,
            async token => await session.Api.GetCampaignAsync(id, token) is { Status: "sent" } seen ? seen : null,
            cancellationToken
        );
        if (sent is not null)
            Record(sent);
        return sent ?? campaign;
    }

    /// <summary>Notes that a campaign was seen sent.</summary>
    public void RecordSent(PublishState state)
    {
        // Of a campaign that is gone nothing new was seen.
        if (state.IsGone)
            return;
        Adopt(state);
        Record(state.Campaign!);
    }

    /// <summary>Notes that a campaign was seen scheduled.</summary>
    public void RecordScheduled(PublishState state)
    {
        Adopt(state);
        Record(state.Campaign!);
    }

    private void Adopt(PublishState state)
    {
        if (state.Adopt)
            new CampaignCreation(session).Adopt(
                state.Campaign!,
                $"found by its stamp as {ForeignText.Clean(state.Campaign!.Status ?? "")}"
            );
    }

    private async Task<Campaign?> LookAsync(JournalEntry intent, ImmutableArray<int> waits, CancellationToken cancellationToken)
    {
        var id = intent.Campaign!;
        var campaign = await session.LookForAsync(
            "what became of it",
            intent.At,
            waits,
            async token =>
                await CampaignSurvey.FindCampaignAsync(session, id, token) switch
                {
                    null => new Campaign { Id = id, Status = "gone" },
                    { Status: "save" or "paused" } => null,
                    var seen => seen,
                },
            cancellationToken
        );
        if (campaign is null)
            return null;
        if (campaign.Status is not ("schedule" or "sending" or "sent"))
            throw Failures.Review(
                $"The campaign is neither scheduled nor sent: its status is \"{ForeignText.Clean(campaign.Status ?? "")}\".",
                Reviews.Facts(session, campaign)
            );
        Record(campaign);
        return campaign;
    }

    private void Record(Campaign campaign)
    {
        var (journal, state) = (session.Journal, session.Journal.State);
        if (campaign.Status == "schedule")
        {
            if (state.PendingSchedule is not null || state.Scheduled?.For != campaign.SendTime)
                journal.Add(
                    JournalEvent.Scheduled,
                    entry => entry with { N = state.PendingSchedule?.N, Campaign = campaign.Id, For = campaign.SendTime }
                );
            return;
        }
        if (state.Sent is null)
            journal.Add(JournalEvent.SendAccepted, entry => entry with { N = state.PendingSend?.N, Campaign = campaign.Id });
        if (campaign.Status != "sent" && campaign.Status != "archived")
            return;
        if (journal.State.Sent?.Event != JournalEvent.Sent)
            journal.Add(
                JournalEvent.Sent,
                entry => entry with { Campaign = campaign.Id, Recipients = campaign.EmailsSent, For = campaign.SendTime }
            );
        session.Pushed.KeepAsSent();
        var pushed = session.Edition is null && session.Pushed.Facts is { } facts && facts.Campaign == campaign.Id ? facts : null;
        var record = new SentRecord(
            session.Place.Account ?? session.Target,
            campaign.Id!,
            session.Edition,
            campaign.SendTime ?? session.Place.Options.Time.GetUtcNow(),
            campaign.EmailsSent,
            pushed?.Content ?? journal.State.Pushed?.Content,
            pushed?.Html
        )
        {
            Embargo = journal.State.Lifted is { By: { } by, Reason: { } reason, For: { } until } lifted
                ? new SentEmbargo(until, lifted.At, by, reason)
                : null,
        };
        var contents = pushed is null ? null : session.Pushed.ContentsOf(pushed.Content);
        if (session.Target == PublishTarget.MailchimpName)
            session.Sent.Add(record, contents);
        else if (contents is not null)
            session.SentHere(campaign.Id!).Add(record, contents);
    }

    private void Void(JournalEntry intent, string reason) =>
        session.Journal.Add(
            intent.Event == JournalEvent.SendIntent ? JournalEvent.SendVoid : JournalEvent.ScheduleVoid,
            entry => entry with { N = intent.N, Campaign = intent.Campaign, Reason = reason }
        );

    private PublishStoppedException Unsettled()
    {
        var journal = session.Journal.State;
        var verb = journal.PendingSend is not null ? "send" : "schedule";
        var slug = session.Request.Slug;
        return Failures.Review(
            $"Whether the {verb} was taken is not known: Mailchimp was asked once, and still shows a draft. It is not asked again "
                + $"by itself.",
            Reviews.Facts(session, null),
            new NextStep($"status {slug}", "looks again: it may show late"),
            new NextStep(
                $"{verb} {slug} {(verb == "schedule" ? "--at \"<local time>\" " : "")}--token <token> --confirm-not-sent",
                "15 minutes after the attempt, once you have looked at Mailchimp and it was not sent"
            )
        );
    }

    // Mailchimp often refuses without a reason; its checklist has it.
    private async Task<PublishStoppedException> ExplainAsync(
        MailchimpException failure,
        string campaign,
        CancellationToken cancellationToken
    )
    {
        var stopped = Failures.Of(failure);
        try
        {
            var checklist = await session.Api.GetChecklistAsync(campaign, cancellationToken);
            return new PublishStoppedException(stopped.Outcome, stopped.Message)
            {
                Facts =
                [
                    .. stopped.Facts,
                    .. (checklist.Items ?? [])
                        .Where(item => item.Type == "error")
                        .Select(item => ForeignText.Clean($"Mailchimp's checklist: {item.Heading}: {item.Details}")),
                ],
            };
        }
        catch (MailchimpException)
        {
            return stopped;
        }
    }
}
