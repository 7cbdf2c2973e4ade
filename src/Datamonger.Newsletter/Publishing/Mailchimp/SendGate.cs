using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>A draft that may go, and the token that lets it.</summary>
internal sealed record SendPass(RemoteDraft Draft, string Token, int Recipients);

/// <summary>
/// What stands between a draft and its subscribers: it was pushed and read back, nobody changed it or made another, the issue is still the
/// same, every check of <c>publish</c> still passes, and the token fits.
/// </summary>
internal sealed class SendGate(PublishSession session, SendOptions options)
{
    /// <summary>Lets a draft through.</summary>
    /// <param name="deed">What happens next, for the person who is asked.</param>
    /// <exception cref="PublishStoppedException">Something is not as it was proofed.</exception>
    public async Task<RemoteDraft> PassAsync(PublishState state, string deed, CancellationToken cancellationToken)
    {
        var pass = await CheckAsync(state, cancellationToken);
        var typed = options.Token;
        if (typed is null && options.Ask is { } ask)
        {
            typed = await ask(
                $"This {deed}: “{ForeignText.Clean(pass.Draft.Settings.Subject)}” to {pass.Recipients} people{Of(pass)} at "
                    + $"{session.Target}. Type "
                    + $"{pass.Token} to go on: ",
                cancellationToken
            );
        }
        if (typed is not null && SendToken.Fits(typed, pass.Token))
        {
            await LookOnceMoreAsync(cancellationToken);
            return pass.Draft;
        }
        throw Failures.Invalid(
            PublishRules.WrongToken,
            session.Request.Location,
            typed is null ? "No token was given." : "The token does not fit this issue, this audience and this target.",
            "The token is what publish printed last.",
            new NextStep($"publish {session.Request.Slug}", "checks the draft and gives the token that fits")
        );
    }

    private string Of(SendPass pass) =>
        Receipts.SegmentName(session, pass.Draft.Campaign) is not { } name ? ""
        : session.Segment?.MemberCount is { } count ? $" of the segment “{name}” ({count} members)"
        : $" of the segment “{name}”";

    /// <summary>The token of a draft, once everything has been checked. Only GETs.</summary>
    /// <exception cref="PublishStoppedException">Something is not as it was proofed: there is no token.</exception>
    public async Task<SendPass> CheckAsync(PublishState state, CancellationToken cancellationToken)
    {
        var (journal, request) = (session.Journal.State, session.Request);
        if (state is { Stage: PublishStage.Draft, Leftovers.IsEmpty: false })
            throw Reviews.OthersUnsent(session, state);
        if (
            state.Stage != PublishStage.Draft
            || state.Adopt
            || journal.Ready is not { Content: { } content, Audience: { } audience, Low: { } low, High: { } high } ready
            || ready.Campaign != state.Campaign!.Id
            || journal.PendingPush is not null
        )
            throw NotPublished(session);

        var draft = await RemoteDraft.ReadAsync(session, state.Campaign!.Id!, cancellationToken);
        RefuseOtherClaims(draft.Campaign);
        var changes = DriftCheck.Find(journal, draft, session.Pushed, wanted: null);
        if (!changes.IsEmpty)
            throw Reviews.Drift(session, draft, changes);
        var diagnostics = new DiagnosticBag();
        // The second try says what was sent, even if the issue has changed since.
        if (options.Edition is null)
        {
            diagnostics.AddRange(request.Diagnostics.Where(diagnostic => diagnostic.Rule.Severity == Severity.Error));
            if (!diagnostics.HasErrors && content != request.Content)
            {
                throw Failures.Invalid(
                    PublishRules.Stale,
                    request.Location,
                    "The issue is not what was pushed: its text, its data or its settings have changed since.",
                    "Push it again, look at it again, and use the new token.",
                    new NextStep($"publish {request.Slug}", "pushes it as it is now and gives a new token")
                );
            }
            Approval.Check(request, diagnostics);
            MergeFieldCheck.Run(request, await session.Api.ReadFieldsAsync(audience, cancellationToken), session.Target, diagnostics);
        }
        if (ready.Segment is { } segment)
            session.Segment = await FindSegmentAsync(audience, segment, cancellationToken);
        Checklist.Report(await session.Api.GetChecklistAsync(draft.Campaign.Id!, cancellationToken), request.Location, diagnostics, []);
        var (band, recipients) = (new RecipientBand(low, high), RecipientCheck.Of(draft.Campaign));
        if (!band.Covers(recipients))
            diagnostics.Add(
                PublishRules.RecipientsOutOfBounds,
                request.SegmentLocation,
                $"{recipients} people would get this issue; its token was given for {ready.Recipients} and covers {band}.",
                "Look at the audience; when the number is right, publish again and take the new token."
            );
        if (diagnostics.HasErrors)
            throw Failures.Invalid(
                diagnostics.ToImmutable(),
                new NextStep($"publish {request.Slug}", "checks the draft and gives the token that fits")
            );
        return new SendPass(draft, Receipts.Token(session, ready), recipients);
    }

    // The last thing before the action. Every machine creates its draft before it lists them all: of two that would send, at least one
    // sees the other's, provided that the list shows one's own.
    private async Task LookOnceMoreAsync(CancellationToken cancellationToken)
    {
        var id = session.Journal.State.Campaign;
        var seen = await session.LookForAsync(
            "the draft in Mailchimp's list of campaigns",
            session.Place.Options.Time.GetUtcNow(),
            async token =>
            {
                var campaigns = await CampaignSurvey.ReadCampaignsAsync(session, token);
                return campaigns.Any(campaign => campaign.Id == id) ? await CampaignSurvey.ReadStateAsync(session, campaigns, token) : null;
            },
            cancellationToken
        );
        if (seen is null)
            throw new PublishStoppedException(
                PublishOutcome.Unknown,
                "Mailchimp's list of campaigns does not show the draft yet; it may not show others either."
            )
            {
                Facts = ["Nothing was sent. Run the command again in a minute."],
            };
        if (seen is not { Stage: PublishStage.Draft })
            throw Reviews.Of(session, seen with { Reason = seen.Reason ?? "Somebody else acted on the campaign just now." });
        if (!seen.Leftovers.IsEmpty)
            throw Reviews.OthersUnsent(session, seen);
        RefuseOtherClaims(seen.Campaign!);
    }

    // Only named: a segment that is gone shows in the checklist and in the number of recipients.
    private async Task<Segment?> FindSegmentAsync(string audience, int segment, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Api.GetSegmentAsync(audience, segment, cancellationToken);
        }
        catch (MailchimpException failure) when (failure.IsNotFound)
        {
            return null;
        }
    }

    private void RefuseOtherClaims(Campaign campaign)
    {
        var stamp = CampaignStamp.Find(campaign.Settings?.Title);
        if (stamp?.Machine is { } machine && machine != session.Machine)
            throw Reviews.ClaimedElsewhere(session, campaign, machine);
        if (stamp?.Machine is null || !stamp.Is(session.Key))
            throw Failures.Review(
                "The draft does not carry this machine's claim any more: its internal title was changed.",
                Reviews.Facts(session, campaign),
                new NextStep($"publish {session.Request.Slug}", "puts it back")
            );
    }

    /// <summary>There is nothing to send yet.</summary>
    public static PublishStoppedException NotPublished(PublishSession session) =>
        Failures.Invalid(
            PublishRules.Stale,
            session.Request.Location,
            $"{session.Request.Slug} has not been pushed to {session.Target} and checked.",
            "Publish it first.",
            new NextStep($"publish {session.Request.Slug}", "pushes it and gives the token")
        );
}
