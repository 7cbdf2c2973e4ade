namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Says where an issue stands. Only looks: neither Mailchimp nor the journal is changed.</summary>
internal sealed class StatusReport(PublishSession session)
{
    /// <summary>Looks.</summary>
    /// <exception cref="PublishStoppedException">A person must look.</exception>
    public async Task<PublishReceipt> ReadAsync(CancellationToken cancellationToken)
    {
        var slug = session.Request.Slug;
        await session.Api.PingAsync(cancellationToken);
        var state = await CampaignSurvey.ReadStateAsync(session, await CampaignSurvey.ReadCampaignsAsync(session, cancellationToken), cancellationToken);
        string[] leftovers = state.Leftovers.IsEmpty ? [] : [$"Drafts left over with this issue's stamp: {string.Join(", ", state.Leftovers.Select(campaign => campaign.Id))}. `datamonger doctor --fix` removes them."];
        switch (state.Stage)
        {
            case PublishStage.NeedsReview:
                throw Reviews.Of(session, state);
            case PublishStage.ScheduleUnknown or PublishStage.SendUnknown:
                throw Failures.Review("What became of the last attempt is not known yet.", Reviews.Facts(session, state.Campaign), new NextStep($"publish {slug}", "waits up to ten minutes for it to show; sends nothing"));
            case PublishStage.None or PublishStage.CreateUnknown:
                return new PublishReceipt
                {
                    Slug = slug, Target = session.Target, State = "none", Notes = state.Stage == PublishStage.CreateUnknown ? ["A campaign was being created, and does not show yet."] : [],
                    Next = [new NextStep($"publish {slug}", "creates the draft")],
                };
            case PublishStage.Draft when !state.Adopt && session.Journal.State is { Ready: { } ready, PendingPush: null }:
                var campaign = await session.Api.GetCampaignAsync(state.Campaign!.Id!, cancellationToken);
                var isCurrent = ready.Content == session.Request.Content || session.Key.Contains('+', StringComparison.Ordinal);
                return isCurrent
                    ? Receipts.Ready(session, null, campaign) with { Notes = [.. leftovers] }
                    : Receipts.Of(session, null, campaign) with { Notes = [.. leftovers, "The issue has changed since it was pushed."], Next = [new NextStep($"publish {slug}", "pushes it as it is now")] };
            case PublishStage.Draft:
                return Receipts.Of(session, null, state.Campaign!) with { Notes = leftovers is [] ? [] : [.. leftovers], Next = [new NextStep($"publish {slug}", "brings the draft up to date and checks it")] };
            case PublishStage.Scheduled:
                return Receipts.Of(session, null, state.Campaign!) with { Notes = [.. leftovers], Next = [new NextStep($"unschedule {slug}", "takes it back until then")] };
            default:
                return Receipts.Of(session, null, state.Campaign!) with { Notes = [.. leftovers], Next = [new NextStep($"replicate-to-non-openers {slug}", "makes a draft for those who have not opened it")] };
        }
    }
}
