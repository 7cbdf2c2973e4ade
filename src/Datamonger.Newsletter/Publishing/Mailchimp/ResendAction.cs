using Datamonger.Newsletter.Publishing.Contents;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Makes a draft of a sent issue for those who have not opened it. It is a campaign of its own, with a journal and a token of its own.
/// </summary>
/// <param name="session">The session of the second try.</param>
/// <param name="original">The journal of the issue itself.</param>
internal sealed class ResendAction(PublishSession session, Journal original)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>Makes the draft, or finds the one that was made.</summary>
    public async Task<PublishReceipt> RunAsync(CancellationToken cancellationToken)
    {
        await session.Api.PingAsync(cancellationToken);
        var campaigns = await CampaignSurvey.ReadCampaignsAsync(session, cancellationToken);
        var sent = await FindSentAsync([.. campaigns], cancellationToken);
        var state = await CampaignSurvey.ReadStateAsync(session, [.. campaigns], cancellationToken);
        var journal = session.Journal;
        switch (state.Stage)
        {
            case PublishStage.NeedsReview:
                throw Reviews.Of(session, state);
            case PublishStage.Scheduled or PublishStage.Sent or PublishStage.SendUnknown or PublishStage.ScheduleUnknown:
                return Receipts.Of(session, null, state.Campaign!) with { Notes = ["There is a second try already."] };
        }
        var id = state.Campaign?.Id;
        if (state.Adopt)
            new CampaignCreation(session).Adopt(state.Campaign!, "found by its stamp");
        if (id is null && journal.State.PendingResend is { } pending)
        {
            id = await LookAsync(pending, sent.Id!, cancellationToken);
            if (id is null)
                journal.Add(JournalEvent.ResendVoid, entry => entry with { N = pending.N, Reason = "not found" });
        }
        id ??= await CreateAsync(sent.Id!, cancellationToken);
        return await CheckAsync(sent, id, cancellationToken);
    }

    private async Task<Campaign> FindSentAsync(IReadOnlyCollection<Campaign> campaigns, CancellationToken cancellationToken)
    {
        var key = CampaignStamp.KeyOf(session.Request.Newsletter, session.Request.Slug);
        var id =
            original.State.Campaign
            ?? campaigns
                .FirstOrDefault(campaign =>
                    CampaignStamp.Find(campaign.Settings?.Title)?.Is(key) == true
                    && string.IsNullOrEmpty(campaign.ParentCampaignId)
                    && campaign.Status == "sent"
                )
                ?.Id;
        var campaign = id is null ? null : await CampaignSurvey.FindCampaignAsync(session, PublishSession.CheckedId(id), cancellationToken);
        if (campaign is null && (original.State.Sent is not null || session.Sent.Find(session.Place.Account ?? "", null) is not null))
            throw Failures.Review(
                $"{session.Request.Slug} was sent, and its campaign does not exist at {session.Target} any more: Mailchimp no longer knows who "
                    + $"opened it.",
                ["Nothing was changed. To write to these people again, publish an issue with another slug."]
            );
        return campaign is { Status: "sent" }
            ? campaign
            : throw Failures.Invalid(
                PublishRules.Stale,
                session.Request.Location,
                $"{session.Request.Slug} has not been sent yet.",
                "Only a sent issue can go again to those who have not opened it.",
                new NextStep($"status {session.Request.Slug}", "shows where it stands")
            );
    }

    private async Task<string> CreateAsync(string sent, CancellationToken cancellationToken)
    {
        var journal = session.Journal;
        var intent = journal.Add(JournalEvent.ResendIntent, entry => entry with { N = journal.State.Next(JournalEvent.ResendIntent) });
        try
        {
            session.Note(new PlannedCall("POST", $"/campaigns/{sent}/actions/create-resend", "make the second try"));
            var made = PublishSession.CheckedId(
                (await session.Api.CreateResendAsync(sent, new ResendBody("to_non_openers"), cancellationToken)).Id
            );
            journal.Add(JournalEvent.ResendCreated, entry => entry with { N = intent.N, Campaign = made });
            return made;
        }
        catch (MailchimpException failure) when (failure.Fate != CallFate.Unknown)
        {
            journal.Add(JournalEvent.ResendVoid, entry => entry with { N = intent.N, Reason = failure.Fate.ToString() });
            throw Failures.Of(failure);
        }
        catch (MailchimpException failure)
        {
            session.Tell($"{failure.Message} Looking whether it is there.");
            return await LookAsync(intent, sent, cancellationToken) ?? throw Failures.Of(failure);
        }
    }

    // A resend that was just made names its parent and is a draft; it carries no stamp of its own yet.
    private async Task<string?> LookAsync(JournalEntry intent, string sent, CancellationToken cancellationToken)
    {
        var found = await session.LookForAsync(
            "the second try",
            intent.At,
            async token =>
                (await CampaignSurvey.ReadCampaignsAsync(session, token))
                    .Where(campaign =>
                        campaign.ParentCampaignId == sent && campaign.Status == "save" && campaign.CreateTime >= intent.At - Early
                    )
                    .OrderBy(campaign => campaign.CreateTime)
                    .FirstOrDefault(),
            cancellationToken
        );
        if (found is null)
            return null;
        var id = PublishSession.CheckedId(found.Id);
        session.Journal.Add(JournalEvent.ResendCreated, entry => entry with { N = intent.N, Campaign = id });
        return id;
    }

    private async Task<PublishReceipt> CheckAsync(Campaign sent, string id, CancellationToken cancellationToken)
    {
        var journal = session.Journal;
        var first = await RemoteDraft.ReadAsync(session, sent.Id!, cancellationToken);
        var draft = await RemoteDraft.ReadAsync(session, id, cancellationToken);
        var title = CampaignCreation.TitleOf(session, draft.Fingerprint);
        if (CampaignStamp.Find(draft.Campaign.Settings?.Title) != CampaignStamp.Find(title))
        {
            session.Note(new PlannedCall("PATCH", $"/campaigns/{id}", "put the stamp on it"));
            // Its recipients, those who have not opened the first, are Mailchimp's choice and are not sent back.
            await session.Api.UpdateCampaignAsync(
                id,
                (draft.Settings with { Subject = first.Settings.Subject, Preheader = first.Settings.Preheader }).Body(
                    title,
                    isNew: false
                ) with
                {
                    Recipients = null,
                    Tracking = null,
                },
                cancellationToken
            );
            draft = await RemoteDraft.ReadAsync(session, id, cancellationToken);
        }
        var comparison = ContentComparison.Of(first.Html, first.Text, draft.Html, draft.Text);
        if (!comparison.IsIntact)
            throw Failures.Review(
                "The second try does not say what was sent.",
                [.. comparison.Differences.Select(difference => difference.ToString()), .. Reviews.Facts(session, draft.Campaign)]
            );

        var recipients = RecipientCheck.Of(draft.Campaign);
        var band = RecipientBand.Around(recipients, session.Request.BandPercent, session.Request.BandPeople);
        var content = original.State.Ready?.Content ?? first.Fingerprint.Words;
        if (journal.State.Pushed?.Words != draft.Fingerprint.Words || journal.State.Pushed?.Settings != draft.Settings.Hash())
        {
            journal.Add(
                JournalEvent.Pushed,
                entry =>
                    entry with
                    {
                        Campaign = id,
                        Content = content,
                        Settings = draft.Settings.Hash(),
                        Words = draft.Fingerprint.Words,
                        Form = draft.Fingerprint.Form,
                    }
            );
        }
        if (journal.State.Ready is not { Low: { } low, High: { } high } || !new RecipientBand(low, high).Covers(recipients))
        {
            journal.Add(
                JournalEvent.Ready,
                entry =>
                    entry with
                    {
                        Campaign = id,
                        Content = content,
                        Audience = draft.Settings.Audience,
                        Segment = draft.Settings.Segment,
                        Recipients = recipients,
                        Low = band.Low,
                        High = band.High,
                    }
            );
        }
        return Receipts.Ready(session, null, draft.Campaign) with
        {
            Notes = recipients == 0 ? ["Everybody has opened it, or nobody is left to write to."] : [],
        };
    }
}
