using System.Collections.Immutable;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing.Contents;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Brings the draft to what the issue is, and makes sure of it: pictures, settings, content, read back, checklist, token.
/// </summary>
internal sealed class DraftPush(PublishSession session, PublishOptions options)
{
    private const int Attempts = 2;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly List<string> _notes = [];

    /// <summary>Publishes, or with <see cref="PublishOptions.DryRun"/> says what it would call.</summary>
    public async Task<PublishReceipt> RunAsync(CancellationToken cancellationToken)
    {
        var request = session.Request;
        _diagnostics.AddRange(request.Diagnostics.Where(diagnostic => diagnostic.Rule.Severity == Severity.Error));
        // In the sandbox a new workspace may be tried as it is: nobody but its author reads it there.
        var reachesReaders = session.Target != PublishTarget.SandboxName;
        foreach (var left in request.Diagnostics.Where(diagnostic => reachesReaders && diagnostic.Rule == PlaceholderRules.Left))
            _diagnostics.Add(PlaceholderRules.Published, left.Location, left.Message, left.Hint);
        if (_diagnostics.HasErrors)
            throw Failures.Invalid(_diagnostics.ToImmutable());

        var survey = await CampaignSurvey.ReadAsync(session, _diagnostics, cancellationToken);
        MergeFieldCheck.Run(
            request,
            await session.Api.ReadFieldsAsync(survey.Audience.Id!, cancellationToken),
            session.Target,
            _diagnostics
        );
        await GroupCheck.RunAsync(session, survey.Audience.Id!, _diagnostics, cancellationToken);
        if (_diagnostics.HasErrors)
            throw Failures.Invalid(
                _diagnostics.ToImmutable(),
                new NextStep($"doctor --fix --target {session.Target}", "creates merge fields that newsletter.yml declares")
            );
        NoteLeftovers(survey.State);

        if (options is { TakeOver: true, DryRun: false } && survey.State is { Stage: PublishStage.NeedsReview, MayTakeOver: true })
        {
            Abandon();
            // Another draft may carry the stamp: it is used before one is made.
            survey = survey with
            {
                State = await CampaignSurvey.ReadStateAsync(session, survey.Others, cancellationToken),
            };
        }
        if (await SettledAsync(survey, cancellationToken) is { } receipt)
            return receipt;
        var embargo = new EmbargoGate(session);
        var isLifted = embargo.PassNow("its pictures would have public addresses");
        if (NeighbourCheck.Find(session, survey.Others, survey.Audience.Id, survey.Segment?.Id, session.Client.Clock.Now) is { } near)
            _diagnostics.Add(near);
        JudgeFigures();
        var images = new ImageUploader(session);
        var missing = await images.FindMissingAsync(cancellationToken);
        var campaign = survey.State.Campaign?.Id;
        if (options.DryRun)
            return await PlanAsync(survey, images, missing, campaign, cancellationToken);

        embargo.Record(isLifted);
        if (survey.State.Stage == PublishStage.CreateUnknown)
            campaign = await new CampaignCreation(session).ResolveAsync(cancellationToken);
        else if (survey.State.Adopt)
            Adopt(survey.State);
        var remote = campaign is null ? null : await RemoteDraft.ReadAsync(session, campaign, cancellationToken);
        if (remote is not null)
            await RefuseDriftAsync(remote, images, missing.IsEmpty, cancellationToken);

        await images.UploadAsync(missing, cancellationToken);
        var pushed = await PushAsync(survey, Html(images), remote, cancellationToken);
        return await CompleteAsync(survey, pushed, cancellationToken);
    }

    // What was pushed is the proof: a figure that would now print something else is shown, and goes out only when a person has seen it.
    private void JudgeFigures()
    {
        var (request, proof) = (session.Request, session.Pushed.Figures);
        if (proof is null || request.Figures.IsEmpty)
            return;
        var revised = FigureComparison.Of(FiguresFile.Read(proof), FiguresFile.Read(request.Figures.ToArray())).Revised;
        if (revised.IsEmpty)
            return;
        ImmutableArray<string> lines = [.. revised.Select(change => change.ToString())];
        var count = $"{revised.Length} figure{(revised.Length == 1 ? "" : "s")}";
        if (options.DryRun || options.AcceptFigures)
        {
            _notes.Add($"{count} changed since the last push:");
            _notes.AddRange(lines.Select(line => "  " + line));
            return;
        }
        var message = $"{count} changed since the proof was pushed; nothing was pushed.";
        throw new PublishStoppedException(PublishOutcome.Invalid, message)
        {
            Facts = lines,
            Diagnostics =
            [
                new Diagnostic(PublishRules.Stale, revised[0].Figure.Place, message, "Look at each; then publish with --accept-figures."),
            ],
            Next =
            [
                new NextStep($"diff {request.Slug} --against pushed", "shows them beside what was pushed"),
                new NextStep($"publish {request.Slug} --accept-figures", "pushes them"),
            ],
        };
    }

    // What is past being a draft, or in doubt, is not pushed to.
    private async Task<PublishReceipt?> SettledAsync(CampaignSurvey survey, CancellationToken cancellationToken)
    {
        var (state, watch) = (survey.State, new SendWatch(session));
        switch (state.Stage)
        {
            case PublishStage.ScheduleUnknown or PublishStage.SendUnknown:
                if (options.DryRun)
                    throw Reviews.Of(session, state);
                return Receipts.Of(
                    session,
                    survey.Audience,
                    (await watch.SettleEarlierAsync(state, confirmed: false, cancellationToken))!
                ) with
                {
                    Notes = [.. _notes, "An earlier attempt went through; nothing was changed."],
                };
            case PublishStage.Sent:
                if (!options.DryRun)
                    watch.RecordSent(state);
                return Receipts.Sent(session, survey.Audience, state) with
                {
                    Notes = [.. _notes, .. Receipts.SentNotes(session, state, "It has been sent; a sent issue is not changed any more.")],
                };
            case PublishStage.Scheduled:
                if (!options.DryRun)
                    watch.RecordScheduled(state);
                if (session.Journal.State.Ready is null || session.Journal.State.Ready.Content == session.Request.Content)
                {
                    return Receipts.Of(session, survey.Audience, state.Campaign!) with
                    {
                        Notes = [.. _notes, "It is scheduled; nothing was changed."],
                    };
                }
                throw Failures.Review(
                    "The campaign is scheduled with an earlier version of the issue.",
                    Reviews.Facts(session, state.Campaign),
                    new NextStep($"unschedule {session.Request.Slug}", "takes the schedule back, so that it can be published again")
                );
            case PublishStage.NeedsReview when !(options.TakeOver && state.MayTakeOver):
                throw Reviews.Of(session, state);
            default:
                return null;
        }
    }

    private async Task<PublishReceipt> PlanAsync(
        CampaignSurvey survey,
        ImageUploader images,
        ImmutableArray<Emails.EmailImage> missing,
        string? campaign,
        CancellationToken cancellationToken
    )
    {
        var calls = ImmutableArray.CreateBuilder<PlannedCall>();
        calls.AddRange(missing.Select(ImageUploader.Call));
        if (campaign is null)
        {
            calls.Add(CampaignCreation.Call);
            calls.Add(PutCall("{campaign}"));
        }
        else
        {
            var remote = await RemoteDraft.ReadAsync(session, campaign, cancellationToken);
            await RefuseDriftAsync(remote, images, missing.IsEmpty, cancellationToken);
            var html = Html(images);
            if (!missing.IsEmpty || NeedsSettings(survey, remote, html))
                calls.Add(PatchCall(campaign));
            if (!missing.IsEmpty || NeedsContent(remote, html))
                calls.Add(PutCall(campaign));
        }
        return Receipts.Plan(session, survey, calls.ToImmutable()) with { Notes = [.. _notes], Diagnostics = _diagnostics.ToImmutable() };
    }

    private void Adopt(PublishState state)
    {
        var machine = CampaignStamp.Find(state.Campaign!.Settings?.Title)?.Machine;
        if (machine is not null && machine != session.Machine)
            _notes.Add($"The draft was made by another machine ({machine}); this one ({session.Machine}) takes it over.");
        if (CampaignStamp.Find(state.Campaign.Settings?.Title) is null)
            _notes.Add("The campaign's internal title was changed; it was found by the mark in its content.");
        new CampaignCreation(session).Adopt(state.Campaign!, "found by its stamp or mark");
    }

    private void Abandon() =>
        session.Journal.Add(
            JournalEvent.Abandoned,
            entry => entry with { Campaign = session.Journal.State.Campaign, Reason = "gone; taken over" }
        );

    private string Html(ImageUploader images) => ContentMark.Place(images.Place(session.Request.Html), CampaignStamp.MarkOf(session.Key));

    private async Task RefuseDriftAsync(RemoteDraft remote, ImageUploader images, bool imagesAreThere, CancellationToken cancellationToken)
    {
        if (options.TakeOver)
            return;
        var wanted = imagesAreThere ? ContentFingerprint.Of(Html(images), session.Request.Text).Words : null;
        var changes = DriftCheck.Find(session.Journal.State, remote, session.Pushed, wanted);
        // Another machine's upload of the same picture has another address, and is not a change.
        if (!changes.IsEmpty)
            changes = DriftCheck.Find(
                session.Journal.State,
                await images.WithOwnAddressesAsync(remote, cancellationToken),
                session.Pushed,
                wanted
            );
        if (!changes.IsEmpty)
            throw Reviews.Drift(session, remote, changes);
    }

    private async Task<RemoteDraft> PushAsync(CampaignSurvey survey, string html, RemoteDraft? remote, CancellationToken cancellationToken)
    {
        var (request, journal) = (session.Request, session.Journal);
        var wanted = DraftSettings.Of(request, survey.Audience, survey.Segment);
        var fingerprint = ContentFingerprint.Of(html, request.Text);
        var title = CampaignCreation.TitleOf(session, fingerprint);
        var id = remote?.Campaign.Id ?? await new CampaignCreation(session).CreateAsync(wanted.Body(title, isNew: true), cancellationToken);
        var (needsSettings, needsContent) = remote is null
            ? (false, true)
            : (NeedsSettings(survey, remote, html), NeedsContent(remote, html));
        if (remote is not null && !needsSettings && !needsContent)
            return remote;

        (ImmutableArray<string> Differences, KnownRewriting? Behind) altered = ([], null);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            journal.Add(
                JournalEvent.PushIntent,
                entry => entry with { Campaign = id, Content = request.Content, Settings = wanted.Hash(), Words = fingerprint.Words }
            );
            if (needsSettings)
            {
                session.Note(PatchCall(id));
                await session.Api.UpdateCampaignAsync(id, wanted.Body(title, isNew: false), cancellationToken);
            }
            if (needsContent)
            {
                session.Note(PutCall(id));
                await session.Api.PutContentAsync(id, new CampaignContent { Html = html, PlainText = request.Text }, cancellationToken);
            }
            var stored = await RemoteDraft.ReadAsync(session, id, cancellationToken);
            var comparison = ContentComparison.Of(html, request.Text, stored.Html, stored.Text);
            var stamp = CampaignStamp.Find(stored.Campaign.Settings?.Title);
            if (stamp is { Machine: { } claim } && claim != session.Machine && stamp.Is(session.Key))
                throw Reviews.ClaimedElsewhere(session, stored.Campaign, claim);
            ImmutableArray<string> differences =
            [
                .. wanted.Differences(stored.Settings),
                .. stamp == CampaignStamp.Find(title)
                    ? []
                    : (string[])["the stamp in the internal title: Mailchimp does not hold the title it was given"],
                .. comparison.Differences.Select(difference => difference.ToString()),
            ];
            if (differences.IsEmpty && stored.Campaign.Status is "save" or "paused")
            {
                session.Pushed.Keep(
                    request,
                    PushFacts.Of(request, session.Target, id, session.Place.Options.Time.GetUtcNow()),
                    stored.Html,
                    stored.Text
                );
                journal.Add(
                    JournalEvent.Pushed,
                    entry =>
                        entry with
                        {
                            Campaign = id,
                            Content = request.Content,
                            Settings = stored.Settings.Hash(),
                            Words = stored.Fingerprint.Words,
                            Form = stored.Fingerprint.Form,
                        }
                );
                _notes.AddRange(comparison.Rewritings.Select(rewriting => $"Mailchimp rewrote without harm: {rewriting}."));
                if (KnownRewriting.OutlookLost.Shows(html, stored.Html))
                    _diagnostics.Add(
                        PublishRules.OutlookLost,
                        request.Location,
                        $"Mailchimp {KnownRewriting.OutlookLost.What}.",
                        KnownRewriting.OutlookLost.WayOn
                    );
                _notes.AddRange(
                    wanted
                        .Options.Differences(stored.Settings.Options)
                        .Select(difference => $"Mailchimp holds another setting: {difference}.")
                );
                return stored;
            }
            altered = (differences, comparison.IsIntact ? null : KnownRewriting.Behind(html, stored.Html));
            (remote, needsSettings, needsContent) = (stored, true, true);
            session.Tell("Mailchimp does not hold what it was given; pushing once more.");
        }
        throw Reviews.Altered(session, remote!.Campaign, altered.Differences, altered.Behind);
    }

    private bool NeedsSettings(CampaignSurvey survey, RemoteDraft remote, string html) =>
        !DraftSettings.Of(session.Request, survey.Audience, survey.Segment).Differences(remote.Settings).IsEmpty
        // A setting that Mailchimp forces stays as it is once it was read back.
        || (session.Journal.State.Pushed?.Settings != remote.Settings.Hash() && remote.Settings.Options != DraftOptions.Of(session.Request))
        || CampaignStamp.Find(remote.Campaign.Settings?.Title)
            != CampaignStamp.Find(CampaignCreation.TitleOf(session, ContentFingerprint.Of(html, session.Request.Text)));

    private bool NeedsContent(RemoteDraft remote, string html) =>
        session.Journal.State is not { PendingPush: null, Pushed: { } pushed }
        || pushed.Content != session.Request.Content
        || pushed.Words != remote.Fingerprint.Words
        || pushed.Form != remote.Fingerprint.Form
        || ContentFingerprint.Of(html, session.Request.Text).Words != remote.Fingerprint.Words;

    private async Task<PublishReceipt> CompleteAsync(CampaignSurvey survey, RemoteDraft pushed, CancellationToken cancellationToken)
    {
        var (request, journal, campaign) = (session.Request, session.Journal, pushed.Campaign);
        var checklist = await session.Api.GetChecklistAsync(campaign.Id!, cancellationToken);
        Checklist.Report(checklist, request.Location, _diagnostics, _notes);
        (campaign, var recipients) = await RecipientCheck.CountAsync(session, survey, campaign, cancellationToken);
        RecipientCheck.Run(session, survey, recipients, options.Recipients, _diagnostics);
        if (_diagnostics.HasErrors)
            throw Failures.Invalid(_diagnostics.ToImmutable(), new NextStep($"publish {request.Slug}", "once that is fixed"));

        if (request.Contents is { } contents)
            session.Pushed.KeepContents(contents());
        var ready = journal.State.Ready;
        var band = RecipientBand.Around(recipients, request.BandPercent, request.BandPeople);
        // A token that was given stays good while the number is one that it covers: the band does not creep along with it.
        if (
            ready is not { Low: { } low, High: { } high }
            || ready.Campaign != campaign.Id
            || ready.Content != request.Content
            || !new RecipientBand(low, high).Covers(recipients)
            || ready.Audience != survey.Audience.Id
            || ready.Segment != survey.Segment?.Id
        )
        {
            journal.Add(
                JournalEvent.Ready,
                entry =>
                    entry with
                    {
                        Campaign = campaign.Id,
                        Content = request.Content,
                        Audience = survey.Audience.Id,
                        Segment = survey.Segment?.Id,
                        Recipients = recipients,
                        Low = band.Low,
                        High = band.High,
                    }
            );
        }
        var receipt = Receipts.Ready(session, survey.Audience, campaign);
        return receipt with { Notes = [.. _notes, .. receipt.Notes], Diagnostics = _diagnostics.ToImmutable() };
    }

    private void NoteLeftovers(PublishState state)
    {
        if (!state.Leftovers.IsEmpty)
            _notes.Add(Receipts.LeftoverNote(state));
    }

    private static PlannedCall PatchCall(string campaign) => new("PATCH", $"/campaigns/{campaign}", "set subject, sender and recipients");

    private static PlannedCall PutCall(string campaign) => new("PUT", $"/campaigns/{campaign}/content", "store the email");
}
