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
        var state = await CampaignSurvey.ReadStateAsync(
            session,
            await CampaignSurvey.ReadCampaignsAsync(session, cancellationToken),
            cancellationToken
        );
        string[] leftovers =
        [
            .. state.Leftovers.IsEmpty ? [] : new[] { Receipts.LeftoverNote(state) },
            .. state.Stage is PublishStage.Sent || session.Request.Embargo?.Banner(session.Client.Clock.Now) is not { } held
                ? []
                : new[] { held + "." },
        ];
        switch (state.Stage)
        {
            case PublishStage.NeedsReview:
                throw Reviews.Of(session, state);
            case PublishStage.ScheduleUnknown or PublishStage.SendUnknown:
                throw Failures.Review(
                    "What became of the last attempt is not known yet.",
                    Reviews.Facts(session, state.Campaign),
                    new NextStep($"publish {slug}", "waits up to ten minutes for it to show; sends nothing")
                );
            case PublishStage.None or PublishStage.CreateUnknown:
                return new PublishReceipt
                {
                    Slug = slug,
                    Target = session.Target,
                    State = "none",
                    Notes = state.Stage == PublishStage.CreateUnknown ? ["A campaign was being created, and does not show yet."] : [],
                    Next = [new NextStep($"publish {slug}", "creates the draft")],
                };
            case PublishStage.Draft when !state.Adopt && session.Journal.State is { Ready: not null, PendingPush: null }:
                return await DraftAsync(state, leftovers, cancellationToken);
            case PublishStage.Draft:
                return Receipts.Of(session, null, state.Campaign!) with
                {
                    Notes = leftovers is [] ? [] : [.. leftovers],
                    Next = [new NextStep($"publish {slug}", "brings the draft up to date and checks it")],
                };
            case PublishStage.Scheduled:
                return Receipts.Of(session, null, state.Campaign!) with
                {
                    Notes = [.. leftovers],
                    Next = [new NextStep($"unschedule {slug}", "takes it back until then")],
                };
            default:
                return Receipts.Sent(session, null, state) with
                {
                    Notes = [.. leftovers, .. Receipts.SentNotes(session, state, "It has been sent.")],
                };
        }
    }

    // A token is shown only where the gate would take it now.
    private async Task<PublishReceipt> DraftAsync(PublishState state, string[] leftovers, CancellationToken cancellationToken)
    {
        try
        {
            var pass = await new SendGate(session, new SendOptions { Edition = session.Edition }).CheckAsync(state, cancellationToken);
            var receipt = Receipts.Ready(session, null, pass.Draft.Campaign);
            return receipt with { Notes = [.. leftovers, .. receipt.Notes] };
        }
        catch (PublishStoppedException stopped) when (stopped.Outcome is PublishOutcome.Invalid or PublishOutcome.NeedsReview)
        {
            return Receipts.Of(session, null, state.Campaign!) with
            {
                Notes = [.. leftovers, $"It may not be sent as it is: {stopped.Message}", .. stopped.Facts],
                Diagnostics = stopped.Diagnostics,
                Next = stopped.Next,
            };
        }
    }
}
