using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What stands between a draft and its subscribers: it was pushed and read back, nobody changed it, the issue is still the same, and the token fits.</summary>
internal sealed class SendGate(PublishSession session, SendOptions options)
{
    /// <summary>Lets a draft through.</summary>
    /// <param name="deed">What happens next, for the person who is asked.</param>
    /// <exception cref="PublishStoppedException">Something is not as it was proofed.</exception>
    public async Task<RemoteDraft> PassAsync(PublishState state, string deed, CancellationToken cancellationToken)
    {
        var (journal, request) = (session.Journal.State, session.Request);
        if (state.Stage != PublishStage.Draft || state.Adopt || journal.Ready is not { Content: { } content, Audience: { } audience } ready || journal.PendingPush is not null) throw NotPublished(session);

        var draft = await RemoteDraft.ReadAsync(session, state.Campaign!.Id!, cancellationToken);
        var changes = DriftCheck.Find(journal, draft, session.Pushed, wanted: null);
        if (!changes.IsEmpty) throw Reviews.Drift(session, draft, changes);
        // The second try says what was sent, even if the issue has changed since.
        if (options.Edition is null)
        {
            var errors = request.Diagnostics.Where(diagnostic => diagnostic.Rule.Severity == Severity.Error).ToList();
            if (errors.Count > 0) throw Failures.Invalid([.. errors]);
            if (content != request.Content)
            {
                throw Failures.Invalid(
                    PublishRules.Stale, request.Location, "The issue is not what was pushed: its text, its data or its settings have changed since.", "Push it again, look at it again, and use the new token.",
                    new NextStep($"publish {request.Slug}", "pushes it as it is now and gives a new token"));
            }
        }
        var checklist = await session.Api.GetChecklistAsync(draft.Campaign.Id!, cancellationToken);
        var diagnostics = new DiagnosticBag();
        Checklist.Report(checklist, request.Location, diagnostics, []);
        if (diagnostics.HasErrors) throw Failures.Invalid(diagnostics.ToImmutable());

        var recipients = draft.Campaign.Recipients?.RecipientCount ?? throw new MailchimpException(CallFate.Unknown, "GET campaign: the answer holds no number of recipients.");
        var token = SendToken.Of(session.Target, draft.Campaign.Id!, content, audience, ready.Segment, recipients);
        var typed = options.Token;
        if (typed is null && options.Ask is { } ask && recipients == ready.Recipients)
        {
            typed = await ask($"This {deed}: “{MailchimpProblem.Clean(draft.Settings.Subject)}” to {recipients} people at {session.Target}. Type {token} to go on: ", cancellationToken);
        }
        if (typed is not null && SendToken.Fits(typed, token)) return draft;
        throw Failures.Invalid(
            PublishRules.WrongToken, request.Location,
            recipients != ready.Recipients ? $"The audience had {ready.Recipients} recipients when the token was given, and has {recipients} now."
                : typed is null ? "No token was given." : "The token does not fit this issue, this audience and this target.",
            "The token is what publish printed last.", new NextStep($"publish {request.Slug}", "checks the draft and gives the token that fits"));
    }

    /// <summary>There is nothing to send yet.</summary>
    public static PublishStoppedException NotPublished(PublishSession session) => Failures.Invalid(
        PublishRules.Stale, session.Request.Location, $"{session.Request.Slug} has not been pushed to {session.Target} and checked.", "Publish it first.", new NextStep($"publish {session.Request.Slug}", "pushes it and gives the token"));
}
